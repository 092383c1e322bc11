"""One event loop of its own for everything that goes out.

Job handlers in asyncio and request threads alike hand their requests to it, so
that connections are kept and the caps per host hold for the whole process.
"""

import asyncio
import atexit
import os
import threading
from collections.abc import Coroutine
from functools import lru_cache
from typing import Any, TypeVar

import aiohttp

from portevoix.gateways import destinations

_READ_SECONDS = 10
_CLOSE_SECONDS = 5
_AT_ONCE = 32
_AT_ONCE_PER_HOST = 4
_T = TypeVar("_T")


class _Loop:
    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.session: aiohttp.ClientSession | None = None
        thread = threading.Thread(target=self.loop.run_forever, name="outgoing", daemon=True)
        thread.start()


@lru_cache(maxsize=1)
def _of_process(_process: int) -> _Loop:
    """Keyed by the process, since a loop's thread does not survive a fork."""
    atexit.register(close)
    return _Loop()


def close() -> None:
    """Closes what is kept open; the next request opens anew. Runs at the end of the process."""
    own = _of_process(os.getpid())
    if own.session is not None:
        asyncio.run_coroutine_threadsafe(own.session.close(), own.loop).result(_CLOSE_SECONDS)
        own.session = None


def session() -> aiohttp.ClientSession:
    """Returns the connections of this process. Only from the outgoing loop."""
    own = _of_process(os.getpid())
    if own.session is None:
        own.session = _new_session()
    return own.session


async def run_outgoing(work: Coroutine[Any, Any, _T]) -> _T:
    """Runs `work` on the outgoing loop and waits for it in this one."""
    loop = _of_process(os.getpid()).loop
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))


def run_blocking(work: Coroutine[Any, Any, _T]) -> _T:
    """Runs `work` on the outgoing loop and blocks this thread until it is done."""
    loop = _of_process(os.getpid()).loop
    return asyncio.run_coroutine_threadsafe(work, loop).result()


def _new_session() -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(
        limit=_AT_ONCE,
        limit_per_host=_AT_ONCE_PER_HOST,
        use_dns_cache=False,
        resolver=destinations.PinnedResolver(),
        socket_factory=destinations.open_socket,
    )
    timeout = aiohttp.ClientTimeout(
        total=None, sock_connect=destinations.CONNECT_SECONDS, sock_read=_READ_SECONDS
    )
    return aiohttp.ClientSession(
        connector=connector,
        timeout=timeout,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )
