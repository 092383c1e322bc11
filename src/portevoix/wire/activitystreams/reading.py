"""Reads what others send: coerce the shape, skip what is odd, keep the rest.

JSON with conventions, never a JSON-LD processor (wire.md 3.3). These functions
do not raise for odd shapes; only `parse` refuses whole documents.
"""

import json
from collections.abc import Iterator
from typing import Any

from portevoix.wire.activitystreams.vocabulary import ACTIVITYSTREAMS, PUBLIC, PUBLIC_NAMES, Json

DEEPEST = 64
LARGEST = 1024 * 1024
LONGEST_URI = 2048
_FORBIDDEN = frozenset({"@graph", "@included", "@reverse"})
_SECURITY = frozenset({"https://w3id.org/security/v1", "https://w3id.org/security/v2"})


class UnreadableError(ValueError):
    """The bytes are no document that this house reads."""


def parse(body: bytes) -> Json:
    """Returns the JSON object in `body`. Raises UnreadableError.

    Refused: over 1 MiB, deeper than 64, no object, a key twice (which of the two
    was signed?), NaN and Infinity, JSON-LD keywords that rearrange the graph.
    """
    if len(body) > LARGEST:
        raise UnreadableError("over 1 MiB")
    if _deeper_than(body, DEEPEST):
        raise UnreadableError("nested too deeply")
    try:
        document = json.loads(
            body.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse
        )
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not JSON") from error
    if not isinstance(document, dict):
        raise UnreadableError("not a JSON object")
    if b"\\ud" in body.lower():
        return {str(_sound(key)): _sound(value) for key, value in document.items()}
    return document


def _deeper_than(body: bytes, limit: int) -> bool:
    """Counts brackets outside of strings, before the parser would recurse."""
    if body.count(b"[") + body.count(b"{") <= limit:
        return False
    depth, inside, skip = 0, False, False
    for byte in body:
        if inside:
            if skip:
                skip = False
            elif byte == 0x5C:
                skip = True
            elif byte == 0x22:
                inside = False
        elif byte == 0x22:
            inside = True
        elif byte in b"[{":
            depth += 1
            if depth > limit:
                return True
        elif byte in b"]}":
            depth -= 1
    return False


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found: Json = {}
    for key, value in pairs:
        if key in found or key in _FORBIDDEN:
            raise UnreadableError(f"{key} is not accepted here")
        found[key] = value
    return found


def _sound(value: Any) -> Any:
    """Replaces halves of surrogate pairs, which no database and no encoder takes."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_sound(one) for one in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(one) for key, one in value.items()}
    return value


def _refuse(constant: str) -> None:
    raise UnreadableError(f"{constant} is no number")


def has_context(document: Json, *, key: bool = False) -> bool:
    """Whether `@context` names ActivityStreams (with `key`: or only the security words)."""
    named = {one for one in as_list(document.get("@context")) if isinstance(one, str)}
    named = {one.replace("http://www.w3.org", "https://www.w3.org").rstrip("#") for one in named}
    return ACTIVITYSTREAMS in named or (key and bool(named & _SECURITY))


def as_list(value: Any) -> list[Any]:
    """Returns `value` as a list: nothing is an empty one, a single value a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def types_of(document: Json) -> list[str]:
    """Returns the types of a document, in its order."""
    return [one for one in as_list(document.get("type")) if isinstance(one, str)]


def type_among(document: Json, known: frozenset[str]) -> str:
    """Returns the first of the document's types that is in `known`, or ""."""
    return next((one for one in types_of(document) if one in known), "")


def id_of(value: Any) -> str:
    """Returns the id of a reference, which may be an id, an object or a list of them, or ""."""
    for one in as_list(value):
        found = one.get("id") or one.get("href") if isinstance(one, dict) else one
        if isinstance(found, str) and 0 < len(found) <= LONGEST_URI:
            return found
    return ""


def ids_of(value: Any) -> list[str]:
    """Returns every id in `value`, once each, in order; public audiences in their full form."""
    found = (id_of(one) for one in as_list(value))
    return list(dict.fromkeys(PUBLIC if one in PUBLIC_NAMES else one for one in found if one))


def objects_of(value: Any) -> Iterator[Json]:
    """Yields the objects in `value`; a map with digit keys (PHP) yields what is under them too."""
    for one in as_list(value):
        if isinstance(one, dict):
            if "type" in one or not any(key.isdigit() for key in one):
                yield one
            yield from (
                inner for key, inner in one.items() if key.isdigit() and isinstance(inner, dict)
            )


def text_of(document: Json, name: str) -> str:
    """Returns a natural-language value: itself, its `@value`, or the first of its map."""
    value = document.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, str):
        return value
    by_language = document.get(f"{name}Map")
    if isinstance(by_language, dict):
        return next((one for one in by_language.values() if isinstance(one, str)), "")
    return ""


def address_of(value: Any, *, media_type: str = "") -> str:
    """Returns an https address from a string, a Link or a list of them, or "".

    With `media_type` one that says so is preferred, wherever it stands.
    """
    candidates = as_list(value)
    preferred = [
        one
        for one in candidates
        if isinstance(one, dict) and media_type and one.get("mediaType") == media_type
    ]
    for one in [*preferred, *candidates]:
        found = one.get("href") or one.get("url") if isinstance(one, dict) else one
        if isinstance(found, str) and is_address(found):
            return found
    return ""


def is_address(text: str) -> bool:
    """Whether `text` is a web address of a length that is stored."""
    return text.startswith(("https://", "http://")) and len(text) <= LONGEST_URI


def count_of(value: Any) -> int | None:
    """Returns a count clamped to what is stored, or None when it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return max(0, min(int(value), 2**31 - 1))
    except (ValueError, OverflowError):
        return None
