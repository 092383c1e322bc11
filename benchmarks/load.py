"""A client that asks a fixed number of times over a few connections, and looks at each answer."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

CONNECTIONS = 16
Check = Callable[[Any], None]


@dataclass(frozen=True)
class Ask:
    """One request: its body, if any, is sent as JSON."""

    path: str
    token: str = ""
    method: str = "GET"
    body: Any = None
    accept: str = "application/json"
    status: int = 200

    def encode(self, host: str) -> bytes:
        """Returns the request's bytes."""
        body = b"" if self.body is None else json.dumps(self.body).encode()
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            f"Host: {host}",
            f"Accept: {self.accept}",
            "Connection: keep-alive",
        ]
        if self.token:
            lines.append(f"Authorization: Bearer {self.token}")
        if self.method != "GET":
            lines += [f"Content-Length: {len(body)}", "Content-Type: application/json"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def run(port: int, asks: Sequence[Ask], check: Check | None = None) -> list[Any]:
    """Sends `asks` in turn over sixteen connections; returns the answers in their order.

    An answer with another status than asked for, or that `check` raises at, ends the run.
    """
    return asyncio.run(_run(port, asks, check))


async def _run(port: int, asks: Sequence[Ask], check: Check | None) -> list[Any]:
    answers: list[Any] = [None] * len(asks)
    waiting = iter(range(len(asks)))

    async def work() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in waiting:
            answers[number] = await _ask(reader, writer, asks[number], port, check)
        writer.close()

    await asyncio.gather(*(work() for _ in range(min(CONNECTIONS, len(asks)))))
    return answers


async def _ask(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    ask: Ask,
    port: int,
    check: Check | None,
) -> Any:
    writer.write(ask.encode(f"127.0.0.1:{port}"))
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split(" ", 2)[1])
    body = await _body(reader, head)
    if status != ask.status:
        raise SystemExit(f"{ask.method} {ask.path} answered {status}: {body[:300]!r}")
    if not ask.accept.endswith("json"):
        return body
    answer = json.loads(body) if body else None
    if check is not None:
        check(answer)
    return answer


async def _body(reader: asyncio.StreamReader, head: str) -> bytes:
    headers = {
        name.lower(): value.strip()
        for name, _, value in (line.partition(":") for line in head.split("\r\n")[1:])
    }
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body
