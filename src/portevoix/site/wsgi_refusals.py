"""What the front itself answers, before any view: in JSON for programs, as a small page else."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from portevoix.site import routes

Send = Callable[[dict[str, Any]], Awaitable[None]]

_WORDS = {
    408: ("The request took too long to arrive", "La requête a mis trop longtemps à arriver"),
    413: ("That is more than this house takes at once", "C’est plus que cette maison ne prend"),
    503: ("Too many ask at once; please try again", "Trop de demandes à la fois ; réessayez"),
}
_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{status}</title>'
    '<h1>{english}</h1><p lang="fr">{french}</p></html>'
)


async def refuse(scope: dict[str, Any], send: Send, status: int) -> None:
    """Answers `status` in the manner the client understands, and ends the connection."""
    english, french = _WORDS[status]
    if _wants_json(scope):
        kind, body = b"application/json; charset=utf-8", json.dumps({"error": english})
    else:
        kind = b"text/html; charset=utf-8"
        body = _PAGE.format(status=status, english=english, french=french)
    content = body.encode()
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    headers.append((b"retry-after", b"2") if status == 503 else (b"connection", b"close"))
    if routes.is_for_programs(scope["path"]):
        headers.append((b"access-control-allow-origin", b"*"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    shown = b"" if scope["method"] == "HEAD" else content
    await send({"type": "http.response.body", "body": shown, "more_body": False})


def _wants_json(scope: dict[str, Any]) -> bool:
    if routes.is_for_programs(scope["path"]):
        return True
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return b"json" in accept and b"text/html" not in accept
