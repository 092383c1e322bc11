"""Files as browsers and apps get them: whole or a part, kept by them, never as anything else.

An address is known only to those who were shown the post that it belongs to:
its folder is 128 random bits. When the post is deleted it leads nowhere.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from portevoix.gateways import blob_store

TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
}
_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_HEADERS = {
    # Kept by the reader alone: a post may be narrowed or deleted at any time.
    "Cache-Control": "private, max-age=31536000, immutable",
    "Accept-Ranges": "bytes",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def own(request: HttpRequest, folder: str, file: str) -> HttpResponseBase:
    """Answers with a file that a member gave."""
    return served(request, blob_store.path_of(blob_store.OWN, folder, file))


def served(request: HttpRequest, path: Path | None) -> HttpResponseBase:
    """Answers with a file of the blob store, or the part asked for (RFC 9110 14.2); else 404."""
    kind = TYPES.get(path.suffix[1:]) if path is not None else None
    if path is None or kind is None:
        return missing()
    try:
        size = path.stat().st_size
        start, end = _part(request.headers.get("Range", ""), size)
    except FileNotFoundError:
        return missing()
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    body = _read(path, start, end)
    response = StreamingHttpResponse(body, content_type=kind, headers=_HEADERS)
    response["Content-Length"] = str(end - start)
    if (start, end) != (0, size):
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def missing() -> HttpResponse:
    """Answers that there is nothing, the same for whatever there never was."""
    response = HttpResponse(b"", "text/plain; charset=utf-8", 404)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _part(asked: str, size: int) -> tuple[int, int]:
    """Returns the first byte asked for and the one after the last; what is odd asks for all.

    Raises ValueError for a part that lies outside.
    """
    match = _RANGE.fullmatch(asked.strip())
    if match is None or match.groups() == ("", ""):
        return 0, size
    first, last = match.groups()
    if first == "":
        return max(0, size - int(last)), size
    start, end = int(first), min(size, int(last) + 1 if last else size)
    if start >= size or end <= start:
        raise ValueError
    return start, end


def _read(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
