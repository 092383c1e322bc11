"""The member's own account: who I am, and what my profile says."""

from typing import Any

import msgspec

from portevoix.domain.accounts import commands
from portevoix.domain.accounts.queries import member
from portevoix.doors.mastodon.answers import Answer, answer, raw
from portevoix.doors.mastodon.call import Call
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid, NotFound
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
    for name in ("avatar", "header"):
        if getattr(asked, name) not in (None, ""):
            raise Invalid(f"Pictures cannot be uploaded here yet, so {name} stays as it is")
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
    if changes:
        commands.set_preferences(account_id=call.account_id, **changes)
    return _own(call)


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
