"""What posts of other houses quote (wire.md 10; FEP-044f, FEP-e232 and older words)."""

from portevoix.wire.activitystreams.reading import (
    as_list,
    id_of,
    is_address,
    objects_of,
    types_of,
)
from portevoix.wire.activitystreams.vocabulary import Json

_NAMES = ("quote", "quoteUri", "quoteUrl", "quoteURL", "_misskey_quote")
_MISSKEY = "https://misskey-hub.net/ns#_misskey_quote"


def quoted_in(document: Json) -> str:
    """Returns the id of the post that a document quotes, or ""; the first word of several wins."""
    for name in _NAMES:
        value = document.get(name)
        if isinstance(value, dict) and "Tombstone" in types_of(value):
            continue
        found = id_of(value)
        if found and is_address(found):
            return found
    for tag in objects_of(document.get("tag")):
        if "Link" in types_of(tag) and _is_of_a_quote(tag):
            found = id_of({"id": tag.get("href")})
            if found and is_address(found):
                return found
    return ""


def _is_of_a_quote(tag: Json) -> bool:
    media_type = tag.get("mediaType")
    named = isinstance(media_type, str) and "activitystreams" in media_type
    return named or _MISSKEY in as_list(tag.get("rel"))


def is_stamp(document: Json, *, quoting_uri: str, quoted_uri: str, quoted_author_uri: str) -> bool:
    """Whether a document proves the consent of the quoted post's author to this very quote."""
    return (
        "QuoteAuthorization" in types_of(document)
        and id_of(document.get("attributedTo")) == quoted_author_uri
        and id_of(document.get("interactingObject")) == quoting_uri
        and id_of(document.get("interactionTarget")) == quoted_uri
    )
