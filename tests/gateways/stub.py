"""A small server on loopback that answers as a test tells it, and counts who came."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Seen:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Respond = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Stub:
    """`answers` maps a path to (status, headers, body) or to a function that writes to the wire."""

    answers: dict[str, tuple[int, dict[str, str], bytes] | Respond] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The stub's origin."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        """The stub's host with its port."""
        return f"127.0.0.1:{self.port}"

    def answer(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Sets what is at `path`; `content_type="x"` is the header Content-Type."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, body)

    def asked(self, path: str, method: str = "GET") -> int:
        """Returns how often `path` was asked for."""
        return sum(1 for one in self.seen if one.path == path and one.method == method)


@contextmanager
def stub_server() -> Iterator[Stub]:
    """Runs a stub on a free port of loopback."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            stub.connections += 1
            super().setup()

        def _any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(length)
            stub.seen.append(Seen(self.command, self.path, headers, body))
            found = stub.answers.get(self.path, (404, {}, b""))
            if callable(found):
                found(self)
                self.close_connection = True
                return
            status, given, content = found
            self.send_response(status)
            for name, value in given.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_POST = do_HEAD = _any  # noqa: N815 (the base looks for these names)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        stub.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def drip(stub: Stub) -> Respond:
    """Answers a byte now and then, for as long as the other side waits."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/activity+json")
        handler.end_headers()
        until = time.monotonic() + 60
        try:
            while time.monotonic() < until and not stub.closing.wait(0.05):
                handler.wfile.write(b" ")
                handler.wfile.flush()
        except OSError:
            return

    return respond
