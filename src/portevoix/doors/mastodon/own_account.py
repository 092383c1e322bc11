"""The member's own account: who I am, and what my profile says."""

import base64
from collections.abc import Iterable
from typing import Any

import msgspec

from portevoix.domain.accounts import commands, pictures
from portevoix.domain.accounts.pictures import AVATAR, HEADER
from portevoix.domain.accounts.queries import member
from portevoix.doors.mastodon.answers import Answer, answer, raw
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.media import chunks_of
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.gateways.pictures import Purpose, take_in
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.files import FileRefused, StoredFile
from portevoix.wire.mastodon import whole
from portevoix.wire.mastodon.own_account import credential_account, preferences

_RUNGS = {"public": "public", "unlisted": "quiet", "private": "followers"}


class _Field(msgspec.Struct):
    name: str = ""
    value: str = ""


class _Source(msgspec.Struct):
    privacy: str | None = None
    sensitive: bool | None = None
    language: str | None = None


class _Changes(msgspec.Struct):
    display_name: str | None = None
    note: str | None = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hide_collections: bool | None = None
    fields_attributes: list[_Field] | None = None
    source: _Source | None = None
    avatar: Any = None
    header: Any = None
    avatar_description: str | None = None
    header_description: str | None = None


@route(
    "GET",
    "/api/v1/accounts/verify_credentials",
    scope="profile / read:accounts",
    auth=Auth.USER,
    gives=whole.CredentialAccount,
)
def verify(call: Call) -> Answer:
    """Tells who the token's member is."""
    return _own(call)


@route(
    "PATCH",
    "/api/v1/accounts/update_credentials",
    scope="write:accounts",
    auth=Auth.USER,
    gives=whole.CredentialAccount,
    asks=(_Changes,),
)
def update(call: Call) -> Answer:
    """Changes what is given of the profile and of the choices for writing."""
    asked = call.read(_Changes)
    given = {name: picture_in(getattr(asked, name), name) for name in (AVATAR, HEADER)}
    changes = _preferences(asked.source or _Source())
    fields = asked.fields_attributes
    commands.update_profile(
        account_id=call.account_id,
        display_name=asked.display_name,
        bio=asked.note,
        fields=None if fields is None else [(field.name, field.value) for field in fields],
        is_bot=asked.bot,
        locked=asked.locked,
        discoverable=asked.discoverable,
        indexable=asked.indexable,
        hides_collections=asked.hide_collections,
    )
    for name, stored in given.items():
        words = getattr(asked, f"{name}_description")
        if stored is not None or words is not None:
            pictures.set_picture(
                account_id=call.account_id, which=name, stored=stored, description=words
            )
    if changes:
        commands.set_preferences(account_id=call.account_id, **changes)
    return _own(call)


@route(
    "DELETE",
    "/api/v1/profile/avatar",
    scope="write:accounts",
    auth=Auth.USER,
    gives=whole.CredentialAccount,
)
def remove_avatar(call: Call) -> Answer:
    """Takes the member's face away."""
    pictures.remove_picture(account_id=call.account_id, which=AVATAR)
    return _own(call)


@route(
    "DELETE",
    "/api/v1/profile/header",
    scope="write:accounts",
    auth=Auth.USER,
    gives=whole.CredentialAccount,
)
def remove_header(call: Call) -> Answer:
    """Takes the member's cover away."""
    pictures.remove_picture(account_id=call.account_id, which=HEADER)
    return _own(call)


def picture_in(given: object, which: str) -> StoredFile | None:
    """Returns the picture in what an app sent, stored, or None when it sent none.

    A file, or a data URL, which Mastodon takes too. Raises Invalid.
    """
    if given in (None, ""):
        return None
    if isinstance(given, str):
        chunks: Iterable[bytes] = [_in_data_url(given)]
    else:
        chunks = chunks_of(given)
    return take_in(chunks, Purpose.FACE if which == AVATAR else Purpose.COVER)


def _in_data_url(text: str) -> bytes:
    head, comma, body = text.partition(",")
    try:
        if comma and head.startswith("data:") and head.endswith(";base64"):
            return base64.b64decode(body, validate=True)
    except ValueError:
        pass
    raise FileRefused


@route("GET", "/api/v1/preferences", scope="read:accounts", auth=Auth.USER, gives=dict[str, Any])
def choices(call: Call) -> Answer:
    """Returns how the member likes to write and read."""
    found = member(call.account_id)
    if found is None:
        raise NotFound
    return answer(preferences(found))


def _preferences(source: _Source) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if source.privacy is not None:
        if source.privacy not in _RUNGS:
            raise Invalid(fields={"privacy": ["inclusion"]})
        changes["default_audience"] = _RUNGS[source.privacy]
    if source.sensitive is not None:
        changes["default_sensitive"] = source.sensitive
    if source.language is not None:
        changes["default_language"] = source.language[:12]
    return changes


def _own(call: Call) -> Answer:
    return raw(credential_account(call.account_id))
