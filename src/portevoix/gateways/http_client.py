"""The one module that calls the outside; its rules are here and in `destinations`.

Redirects are followed by hand, each one judged anew; a POST follows none.
Answers are read with a cap that counts decoded bytes. Nothing of ours that
proves who we are crosses to another host.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from urllib.parse import urljoin

import aiohttp

from portevoix.gateways import destinations
from portevoix.gateways.decoding import read_capped
from portevoix.gateways.outgoing_errors import OutgoingError, RefusedError, UnreachableError
from portevoix.gateways.outgoing_loop import run_blocking, run_outgoing, session
from portevoix.kernel import config, hosts

JSON_LIMIT = 1024 * 1024
JRD_LIMIT = 64 * 1024
TOTAL_SECONDS = 30
_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Signer = Callable[[str, str, bytes], Mapping[str, str]]
"""(method, url, body) -> headers that prove who asks, the date and digest included."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to ask. `limit` is the most decoded bytes that an answer may have."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    limit: int = JSON_LIMIT
    sign: Signer | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back. `url` is where it came from, after redirects; header names are lower case."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes


async def fetch(request: Request) -> Answer:
    """Asks, from any event loop. Every status is an answer; raises OutgoingError without one."""
    return await run_outgoing(_within_deadline(request))


def fetch_now(request: Request) -> Answer:
    """Asks and waits, from a thread without an event loop. Raises as `fetch` does."""
    return run_blocking(_within_deadline(request))


def user_agent() -> str:
    """Returns the name under which this house asks: the software and where it is."""
    return f"Portevoix/{version()} (+{config.current().origin}/)"


@cache
def version() -> str:
    """Returns the version of this software."""
    return metadata.version("portevoix")


async def _within_deadline(request: Request) -> Answer:
    try:
        async with asyncio.timeout(TOTAL_SECONDS):
            return await _follow(request)
    except TimeoutError as error:
        raise UnreachableError(f"{hosts.host_of(request.url)} took too long") from error
    except (ssl.SSLError, ssl.CertificateError, aiohttp.ClientError, OSError) as error:
        raise UnreachableError(f"{type(error).__name__}: {error}") from error


async def _follow(request: Request) -> Answer:
    url, sign, visited = request.url, request.sign, set[str]()
    for _ in range(_MOST_REDIRECTS + 1):
        visited.add(url)
        answer = await _ask_once(request, url, sign)
        target = answer.headers.get("location")
        if request.method != "GET" or answer.status not in _REDIRECTS or not target:
            return answer
        following = _next_hop(url, target, visited)
        if hosts.host_of(following) != hosts.host_of(url):
            sign = None
        url = following
    raise RefusedError("too_many_redirects")


def _next_hop(url: str, target: str, visited: set[str]) -> str:
    try:
        following = urljoin(url, target)
    except ValueError:
        raise RefusedError("bad_address") from None
    if following in visited:
        raise RefusedError("redirects_in_a_circle")
    if url.startswith("https:") and not following.startswith("https:"):
        raise RefusedError("redirect_leaves_https")
    return following


async def _ask_once(request: Request, url: str, sign: Signer | None) -> Answer:
    destination = await destinations.check(url)
    destinations.pin(destination)
    headers = {
        "User-Agent": user_agent(),
        "Accept-Encoding": "gzip, deflate",
        **request.headers,
        **(sign(request.method, str(destination.url), request.body) if sign else {}),
    }
    async with session().request(
        request.method,
        destination.url,
        headers=headers,
        data=request.body or None,
        allow_redirects=False,
    ) as response:
        names = {name.lower(): value for name, value in response.headers.items()}
        redirected = response.status in _REDIRECTS and "location" in names
        body = b"" if redirected else await read_capped(response, request.limit)
        return Answer(status=response.status, url=url, headers=names, body=body)


__all__ = [
    "JRD_LIMIT",
    "JSON_LIMIT",
    "Answer",
    "OutgoingError",
    "RefusedError",
    "Request",
    "Signer",
    "UnreachableError",
    "fetch",
    "fetch_now",
    "user_agent",
]
