"""Answers of the live door that are no streams."""

import msgspec

from portevoix.doors.live.connection import Send
from portevoix.doors.live.holders import Scope
from portevoix.kernel.errors import DomainError, Invalid, NotAllowed, NotFound, Unavailable

OK = 200
_STATUS = ((NotFound, 404), (Invalid, 400), (Unavailable, 503), (NotAllowed, 401))
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-headers", b"Authorization, Accept, Cache-Control"),
    (b"access-control-allow-methods", b"GET, OPTIONS"),
]


async def answer(
    send: Send, status: int, body: bytes, *, kind: bytes = b"application/json; charset=utf-8"
) -> None:
    """Sends a whole answer."""
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *_CORS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def preflight(send: Send) -> None:
    """Lets a browser's app of another origin ask."""
    await answer(send, 204, b"")


async def not_there(send: Send) -> None:
    """Says that there is nothing here."""
    await answer(send, 404, b'{"error":"There is nothing at this address"}')


async def refuse(send: Send, error: DomainError) -> None:
    """Says why there will be no stream."""
    status = next((number for kind, number in _STATUS if isinstance(error, kind)), 401)
    await answer(send, status, msgspec.json.encode({"error": str(error)}))


async def refuse_socket(scope: Scope, send: Send, status: int, words: str) -> None:
    """Refuses a handshake; with its status where the server can send one (else 403)."""
    if "websocket.http.response" not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close", "code": 4401})
        return
    body = msgspec.json.encode({"error": words})
    headers = [(b"content-type", b"application/json"), *_CORS]
    start = {"type": "websocket.http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": body})
