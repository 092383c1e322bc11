"""CredentialAccount and Preferences: what only the member is told of the member."""

import functools
from typing import Any

import msgspec

from portevoix.domain.accounts.models import Member
from portevoix.domain.audiences.public import Audience, Rung, word_for_apps
from portevoix.kernel.database import rows
from portevoix.kernel.errors import NotFound
from portevoix.wire.mastodon.accounts import COLUMNS, joined
from portevoix.wire.mastodon.entities import Role

# Mastodon's bits: administrator; and, for moderators, reports, users, invitations.
_PERMISSIONS = {"owner": 1, "admin": 1, "moderator": 1 << 4 | 1 << 10 | 1 << 16}
_OWN = f"""
    SELECT m.role, m.default_audience, m.default_sensitive, m.default_language, a.bio, a.fields,
           a.hides_collections, a.discoverable, a.indexable,
           (SELECT COUNT(*) FROM follow WHERE followee_id = a.id AND NOT accepted),
           {COLUMNS.format(a="a", r="r")}
      FROM member m JOIN account a ON a.id = m.account_id
      LEFT JOIN wire_mastodon_account r ON r.account_id = a.id
     WHERE m.account_id = %(me)s
"""
_WIDTH = 10


def credential_account(account_id: int) -> str:
    """Returns the JSON of CredentialAccount. One query. Raises NotFound."""
    found = rows(_OWN, {"me": account_id})
    if not found:
        raise NotFound
    role, audience, sensitive, language, bio, fields, hides, discoverable, indexable, waiting = (
        found[0][:_WIDTH]
    )
    told = joined([found[0][_WIDTH:]])[account_id]
    source = {
        "privacy": word_of(audience),
        "sensitive": bool(sensitive),
        "language": language,
        "note": bio,
        "fields": [
            {"name": field["name"], "value": field["value"], "verified_at": field["verified_at"]}
            for field in msgspec.json.decode(fields)
        ],
        "follow_requests_count": waiting,
        "hide_collections": bool(hides),
        "discoverable": bool(discoverable),
        "indexable": bool(indexable),
        "attribution_domains": [],
        "quote_policy": "nobody",
    }
    extra = msgspec.json.encode({"source": source, "role": role_of(role)}).decode()
    return f"{told[:-1]},{extra[1:]}"


@functools.cache
def role_of(role: str) -> Role:
    """Returns the entity Role."""
    permissions = _PERMISSIONS.get(role, 0)
    name = "" if role == "member" else role.capitalize()
    order = ("member", "moderator", "admin", "owner").index(role)
    return Role(
        id=str(order or -99), name=name, permissions=str(permissions), highlighted=bool(order)
    )


@functools.cache
def word_of(default_audience: str) -> str:
    """Returns the visibility that a member's posts from apps get unasked."""
    try:
        audience = Audience(Rung(default_audience))
    except ValueError:
        return "public"
    return word_for_apps(audience.grants, direct=audience.direct)[0]


def preferences(me: Member) -> dict[str, Any]:
    """Returns the entity Preferences. How media is shown is not a choice yet."""
    return {
        "posting:default:visibility": word_of(me.default_audience),
        "posting:default:sensitive": me.default_sensitive,
        "posting:default:language": me.default_language or None,
        "posting:default:quote_policy": "nobody",
        "reading:expand:media": "default",
        "reading:expand:spoilers": False,
        "reading:autoplay:gifs": False,
    }
