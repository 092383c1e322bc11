"""Actors of other houses, as the room of accounts takes them (wire.md 2.2)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from portevoix.domain.accounts.commands import RemoteAccount
from portevoix.domain.accounts.models import Kind
from portevoix.kernel.errors import Invalid
from portevoix.kernel.hosts import host_of
from portevoix.kernel.text.sanitise import plain, sanitise
from portevoix.wire.activitystreams.dates import read_moment
from portevoix.wire.activitystreams.emoji_in import emoji_of
from portevoix.wire.activitystreams.reading import (
    address_of,
    as_list,
    has_context,
    id_of,
    objects_of,
    text_of,
    type_among,
    types_of,
)
from portevoix.wire.activitystreams.vocabulary import ACTOR_TYPES, Json

_KINDS = {
    "Person": Kind.PERSON,
    "Service": Kind.SERVICE,
    "Application": Kind.SERVICE,
    "Group": Kind.GROUP,
    "Organization": Kind.ORGANISATION,
}
_NAME = re.compile(r"[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*")
_MOST_FIELDS = 50
_LONGEST_HTML = 100_000


@dataclass(frozen=True)
class Key:
    """A public key as an actor lists it."""

    key_id: str
    pem: str


def is_actor(document: Json) -> bool:
    """Whether a document describes an actor that can be written to."""
    return bool(type_among(document, ACTOR_TYPES)) and bool(address_of(document.get("inbox")))


def claimed_handle(document: Json, uri: str) -> tuple[str, str]:
    """Returns the name and host that an actor claims (FEP-2c59). Raises Invalid.

    The claim is worth nothing before WebFinger confirms it.
    """
    claimed = document.get("webfinger")
    if not isinstance(claimed, str) or "@" not in claimed:
        claimed = f"{text_of(document, 'preferredUsername')}@{host_of(uri)}"
    name, _, host = claimed.removeprefix("acct:").removeprefix("@").rpartition("@")
    if len(name) > 255 or not _NAME.fullmatch(name) or not host:
        raise Invalid("an actor without a name that can be written", code="not_an_actor")
    return name, host.lower()


def remote_account(document: Json, *, uri: str, name: str, host: str) -> RemoteAccount:
    """Returns the actor's profile, key and addresses. Raises Invalid for what is no actor.

    `uri` is where the document was fetched from, and its id.
    """
    inbox = address_of(document.get("inbox"))
    if not is_actor(document) or not has_context(document) or not _near(inbox, uri):
        raise Invalid("not an actor", code="not_an_actor")
    key = listed_key(document, uri)
    url = address_of(document.get("url"), media_type="text/html")
    return RemoteAccount(
        uri=uri,
        name=name,
        host=host,
        inbox_url=inbox,
        kind=_KINDS[type_among(document, ACTOR_TYPES)],
        url=url or uri,
        display_name=_name(document),
        bio_html=sanitise(text_of(document, "summary")[:_LONGEST_HTML]),
        fields=_fields(document),
        locked=document.get("manuallyApprovesFollowers") is True,
        discoverable=document.get("discoverable") is True,
        indexable=document.get("indexable") is True,
        memorial=document.get("memorial") is True,
        suspended=document.get("suspended") is True,
        created_at=_born(document),
        shared_inbox_url=_shared_inbox(document, uri),
        outbox_url=id_of(document.get("outbox")),
        followers_url=id_of(document.get("followers")),
        following_url=id_of(document.get("following")),
        featured_url=id_of(document.get("featured")),
        avatar_url=_picture(document.get("icon")),
        header_url=_picture(document.get("image")),
        avatar_description=_picture_words(document.get("icon")),
        header_description=_picture_words(document.get("image")),
        emoji=emoji_of(document),
        moved_to_uri=id_of(document.get("movedTo")),
        key_id=key.key_id if key else "",
        public_pem=key.pem if key else "",
    )


def listed_key(document: Json, uri: str) -> Key | None:
    """Returns the first key that the actor owns and its own host serves, or None.

    A Multikey (FEP-521a) counts where there is no `publicKey`.
    """
    multikeys = [one for one in as_list(document.get("assertionMethod")) if isinstance(one, dict)]
    for key in [*objects_of_key(document), *multikeys]:
        pem, key_id = key.get("publicKeyPem") or key.get("publicKeyMultibase"), id_of(key)
        owner = id_of(key.get("owner")) or id_of(key.get("controller"))
        if isinstance(pem, str) and owner == uri and host_of(key_id) == host_of(uri):
            return Key(key_id, pem)
    return None


def objects_of_key(document: Json) -> list[Json]:
    """Returns the keys in a document, types or not: some leave `type` out."""
    return [key for key in as_list(document.get("publicKey")) if isinstance(key, dict)]


def _name(document: Json) -> str:
    """A name is text; some send HTML all the same."""
    name = text_of(document, "name")
    return plain(name) if "<" in name else name


def _near(one: str, other: str) -> bool:
    """Whether two addresses share their host, or the last two labels of a name."""
    here, there = host_of(one), host_of(other)
    if not here or here == there:
        return bool(here)
    names = [host.rpartition(":")[0] or host for host in (here, there)]
    ends = {tuple(name.split(".")[-2:]) for name in names}
    return len(ends) == 1 and not names[0].replace(".", "").isdigit() and "." in names[0]


def _shared_inbox(document: Json, uri: str) -> str:
    endpoints = document.get("endpoints")
    inside = endpoints.get("sharedInbox") if isinstance(endpoints, dict) else None
    found = address_of(inside) or address_of(document.get("sharedInbox"))
    return found if found and _near(found, uri) else ""


def _fields(document: Json) -> list[dict[str, object]]:
    found = [one for one in objects_of(document.get("attachment")) if _is_field(one)]
    return [
        {
            "name": plain(text_of(one, "name")) or "·",
            "html": sanitise(text_of(one, "value")[:_LONGEST_HTML]),
        }
        for one in found[:_MOST_FIELDS]
    ]


def _is_field(one: Json) -> bool:
    return "PropertyValue" in types_of(one) or "schema:PropertyValue" in types_of(one)


def _picture(value: object) -> str:
    """The largest of several sizes, as PeerTube sends them."""

    def width(one: object) -> int:
        found = one.get("width") if isinstance(one, dict) else None
        return found if isinstance(found, int) else 0

    candidates = sorted(as_list(value), key=width, reverse=True)
    return next((found for one in candidates if (found := _picture_address(one))), "")


def _picture_words(value: object) -> str:
    first = next((one for one in as_list(value) if isinstance(one, dict)), {})
    return plain(text_of(first, "summary") or text_of(first, "name"))


def _picture_address(one: object) -> str:
    return address_of(one.get("url") if isinstance(one, dict) else one)


def _born(document: Json) -> datetime | None:
    moment = read_moment(document.get("published"))
    return moment if moment and moment >= datetime(2000, 1, 1, tzinfo=UTC) else None
