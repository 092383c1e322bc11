"""One decoder for what a client sends: query, form, multipart or JSON, all in Rails' manner.

Whatever comes, the outcome is a plain object or Invalid; never another error.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.datastructures import MultiValueDict

from portevoix.doors.mastodon.nesting import DEEPEST, MOST_PAIRS, listed, nest
from portevoix.kernel.errors import Invalid


def parameters_of(request: HttpRequest) -> dict[str, Any]:
    """Returns everything the request says; the body wins over the query.

    Raises Invalid with code `parameters` (it cannot be understood) or `too_large`.
    """
    said = nest(_pairs(request.META.get("QUERY_STRING", "")))
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return said
    try:
        said.update(_body(request))
    except RequestDataTooBig as error:
        raise Invalid("this is too large", code="too_large") from error
    except (SuspiciousOperation, TooManyFilesSent, MultiPartParserError) as error:
        raise Invalid("the body cannot be understood", code="parameters") from error
    except UnreadablePostError as error:
        raise Invalid("the body broke off", code="parameters") from error
    return said


def _body(request: HttpRequest) -> dict[str, Any]:
    kind = (request.content_type or "").lower()
    if kind == "multipart/form-data":
        return _multipart(request)
    body = request.body
    if not body.strip():
        return {}
    if kind == "application/json" or kind.endswith("+json"):
        return _json(body)
    if kind in ("application/x-www-form-urlencoded", ""):
        return nest(_pairs(body.decode("utf-8", "replace")))
    raise Invalid("bodies of this kind are not understood", code="parameters")


def _pairs(text: str) -> list[tuple[str, Any]]:
    try:
        found = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PAIRS)
    except ValueError as error:
        raise Invalid("too many parameters", code="parameters") from error
    return [(_clean(name), _clean(value)) for name, value in found]


def _multipart(request: HttpRequest) -> dict[str, Any]:
    parser = MultiPartParser(request.META, request, request.upload_handlers, request.encoding)  # type: ignore[arg-type]
    fields, files = parser.parse()
    return nest([*_numbered(fields), *_numbered(files)])


def _numbered(values: MultiValueDict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Multipart forgets the order between names, so `a[][b]` is counted: `a[0][b]`, `a[1][b]`."""
    for name, each in values.lists():
        for index, value in enumerate(each):
            numbered = name.replace("[][", f"[{index}][", 1)
            if not isinstance(value, UploadedFile):
                value = _clean(str(value))
            yield _clean(numbered), value


def _json(body: bytes) -> dict[str, Any]:
    try:
        said = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Invalid("this is not JSON", code="parameters") from error
    if not isinstance(said, dict):
        raise Invalid("the JSON is not an object", code="parameters")
    cleaned: dict[str, Any] = _cleaned(said, DEEPEST)
    return {name: listed(value) for name, value in cleaned.items()}


def _cleaned(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, dict | list) and depth < 0:
        raise Invalid("the JSON is nested too deep", code="parameters")
    if isinstance(value, dict):
        return {_clean(str(key)): _cleaned(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item, depth - 1) for item in value]
    return value


def _clean(text: str) -> str:
    """NUL cannot be stored and half a surrogate pair cannot be sent: neither is a letter."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
