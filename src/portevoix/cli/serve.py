"""`portevoix serve`: pages, API, live streams, consumers and jobs, in one process."""

import argparse
import gc
import logging
import os
import signal
import socket
from typing import TYPE_CHECKING

from portevoix.cli.opening import Refusal, open_house, sole_server

if TYPE_CHECKING:
    import uvicorn

    from portevoix.kernel.config import Config
    from portevoix.site.front import Front

_GRACE_SECONDS = 10


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser."""
    from portevoix.cli.main import add_data

    parser = verbs.add_parser("serve", help="open the house")
    add_data(parser)
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="the port (8000)")


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is told to stop. Returns the exit code."""
    open_house(arguments.data, port=arguments.port)
    from portevoix.kernel import config

    current = config.current()
    _one_process_only(current)
    _same_origin_as_ever(current)
    with sole_server(current.data, current.origin):
        _serve(arguments.host, arguments.port, current)
    return 0


def _server(front: "Front") -> "uvicorn.Server":
    """Returns uvicorn for this house, which ends live streams as soon as it is told to stop."""
    import uvicorn

    from portevoix.gateways import broker

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            broker.end()
            await super().shutdown(sockets)

    return Server(
        uvicorn.Config(
            front,
            http="httptools",
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=2048,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )


def _serve(host: str, port: int, current: "Config") -> None:
    from portevoix.kernel import pools
    from portevoix.site.background import Background
    from portevoix.site.front import Front

    listening = _listen(host, port)
    background = Background(watching=True)
    server = _server(Front())
    _greet(current, port)
    _rest_the_collector()
    background.start()
    pools.gather()
    try:
        _run(server, listening)
    finally:
        background.stop()
        if not pools.stop_all(_GRACE_SECONDS / 2):
            # Somebody waits for a house that does not answer. Nothing is lost by leaving:
            # what is not committed has not happened, and a job is run again.
            logging.shutdown()
            os._exit(0)


def _rest_the_collector() -> None:
    """What is loaded now stays: the collector of cycles need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(25_000, 25, 50)


def _run(server: "uvicorn.Server", listening: socket.socket) -> None:
    """Answers until a signal; what is behind the house is stopped by the caller afterwards."""

    def leave(*_: object) -> None:
        server.should_exit = True

    # uvicorn raises the signal once more when it has finished: it must not end us half-way.
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, leave)
    server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as fault:
        listening.close()
        raise Refusal(f"Port {port} of {host} cannot be used: {fault.strerror}.") from fault
    listening.listen(2048)
    listening.setblocking(False)
    return listening


def _greet(current: "Config", port: int) -> None:
    from portevoix.domain.house import commands, queries

    print(f"The house is open: http://localhost:{port}", flush=True)
    if current.origin != f"http://localhost:{port}":
        print(f"Its public address is {current.origin}", flush=True)
    if not queries.is_open():
        token = commands.make_first_key()
        print("To become its keeper, open this link; it works once:", flush=True)
        print(f"{current.origin}/first-key/{token}", flush=True)


def _one_process_only(current: "Config") -> None:
    if current.processes > 1:
        raise Refusal("PROCESSES above 1 is not possible yet: live streams would miss events.")


def _same_origin_as_ever(current: "Config") -> None:
    from portevoix.domain.house import queries

    fixed = queries.fixed_origin()
    if fixed and fixed != current.origin:
        raise Refusal(
            f"Other houses know this one as {fixed}; ORIGIN cannot become {current.origin}."
        )


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number
