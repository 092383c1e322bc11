"""CredentialAccount and Preferences: what only the member is told of the member."""

from typing import Any

import msgspec

from portevoix.domain.accounts.models import Member
from portevoix.domain.accounts.queries import member
from portevoix.domain.audiences.public import Audience, Rung, word_for_apps
from portevoix.kernel.database import rows
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon.accounts import accounts
from portevoix.wire.mastodon.entities import Role

# Mastodon's bits: administrator; and, for moderators, reports, users, invitations.
_PERMISSIONS = {"owner": 1, "admin": 1, "moderator": 1 << 4 | 1 << 10 | 1 << 16}
_WAITING = "SELECT COUNT(*) FROM follow WHERE followee_id = %(me)s AND NOT accepted"


def credential_account(account_id: int) -> str:
    """Returns the JSON of CredentialAccount. Raises NotFound."""
    me = member(account_id)
    told = accounts([account_id]).get(account_id)
    if me is None or told is None:
        raise NotFound
    account = me.account
    source = {
        "privacy": word_of(me),
        "sensitive": me.default_sensitive,
        "language": me.default_language,
        "note": account.bio,
        "fields": [
            {"name": field["name"], "value": field["value"], "verified_at": field["verified_at"]}
            for field in account.fields
        ],
        "follow_requests_count": rows(_WAITING, {"me": account_id})[0][0],
        "hide_collections": account.hides_collections,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "attribution_domains": [],
        "quote_policy": "nobody",
    }
    extra = msgspec.json.encode({"source": source, "role": role_of(me)}).decode()
    return f"{told[:-1]},{extra[1:]}"


def role_of(me: Member) -> Role:
    """Returns the entity Role."""
    permissions = _PERMISSIONS.get(me.role, 0)
    name = "" if me.role == "member" else str(me.role).capitalize()
    order = ("member", "moderator", "admin", "owner").index(me.role)
    return Role(
        id=str(order or -99), name=name, permissions=str(permissions), highlighted=bool(order)
    )


def word_of(me: Member) -> str:
    """Returns the visibility that the member's posts from apps get unasked."""
    try:
        audience = Audience(Rung(me.default_audience))
    except ValueError:
        return "public"
    return word_for_apps(audience.grants, direct=audience.direct)[0]


def preferences(me: Member) -> dict[str, Any]:
    """Returns the entity Preferences. How media is shown is not a choice yet."""
    return {
        "posting:default:visibility": word_of(me),
        "posting:default:sensitive": me.default_sensitive,
        "posting:default:language": me.default_language or None,
        "posting:default:quote_policy": "nobody",
        "reading:expand:media": "default",
        "reading:expand:spoilers": False,
        "reading:autoplay:gifs": False,
    }
