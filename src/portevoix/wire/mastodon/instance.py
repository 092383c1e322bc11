"""The house as apps see it: Instance, V1::Instance and what belongs to them."""

from html import escape
from typing import Any

import msgspec

import portevoix
from portevoix.domain.accounts import policies
from portevoix.domain.accounts.queries import counts
from portevoix.domain.house import queries
from portevoix.domain.house.models import House
from portevoix.domain.house.models import Rule as RuleRow
from portevoix.domain.media.public import LONGEST_DESCRIPTION, MOST_PER_POST
from portevoix.domain.peers.models import Peer
from portevoix.domain.posts.poll_draft import LONGEST, OPTION_LENGTH, OPTIONS_LIMIT, SHORTEST
from portevoix.domain.posts.publishing import TEXT_LIMIT
from portevoix.kernel import clock, config, hosts
from portevoix.kernel.text.render import absolute, render
from portevoix.wire import addresses
from portevoix.wire.mastodon.accounts import HOUSE, accounts
from portevoix.wire.mastodon.entities import Rule
from portevoix.wire.mastodon.times import told

VERSION = f"4.6.0 (compatible; Portevoix {portevoix.__version__})"
_PER_URL = 23
_MEDIA = {
    "supported_mime_types": ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"],
    "description_limit": LONGEST_DESCRIPTION,
    "image_size_limit": 16 * 1024 * 1024,
    "image_matrix_limit": 50_000_000,
    "video_size_limit": 0,
    "video_frame_rate_limit": 0,
    "video_matrix_limit": 0,
}
_POLLS = {
    "max_options": OPTIONS_LIMIT,
    "max_characters_per_option": OPTION_LENGTH,
    "min_expiration": int(SHORTEST.total_seconds()),
    "max_expiration": int(LONGEST.total_seconds()),
}


def second() -> dict[str, Any]:
    """Returns the entity Instance. Limits of what is not built are 0."""
    row = queries.house()
    thumbnail = {"url": addresses.address(HOUSE), "description": "", "versions": {}}
    return {
        "domain": config.current().host,
        "title": row.title,
        "version": VERSION,
        "source_url": addresses.address("/about"),
        "description": row.summary,
        "wrapstodon": None,
        "usage": {"users": {"active_month": counts().month}},
        "thumbnail": thumbnail,
        "icon": [],
        "languages": [row.language],
        "configuration": _configuration(row),
        "registrations": _registrations(),
        "api_versions": {"mastodon": 1},
        "contact": {"email": row.contact_email, "account": _contact(row)},
        "rules": [rule(each) for each in queries.rules()],
    }


def first() -> dict[str, Any]:
    """Returns the entity V1::Instance."""
    row, figures = queries.house(), counts()
    mode = queries.registration_mode()
    whole = _configuration(row)
    return {
        "uri": config.current().host,
        "title": row.title,
        "short_description": row.summary,
        "description": row.summary,
        "email": row.contact_email,
        "version": VERSION,
        "urls": {"streaming_api": _streaming()},
        "stats": {
            "user_count": figures.members,
            "status_count": figures.posts,
            "domain_count": Peer.objects.count(),
        },
        "thumbnail": addresses.address(HOUSE),
        "languages": [row.language],
        "registrations": mode in ("open", "approval"),
        "approval_required": mode == "approval",
        "invites_enabled": mode == "invited",
        "configuration": {
            name: whole[name] for name in ("accounts", "statuses", "media_attachments", "polls")
        },
        "contact_account": _contact(row),
        "rules": [rule(each) for each in queries.rules()],
    }


def rule(row: RuleRow) -> Rule:
    """Returns the entity Rule."""
    return Rule(id=str(row.id), text=row.text, hint=row.hint)


def peers() -> list[str]:
    """Returns the hosts of other houses."""
    return list(Peer.objects.filter(blocked=False).order_by("host").values_list("host", flat=True))


def extended_description() -> dict[str, Any]:
    """Returns the keeper's welcome as HTML."""
    row = queries.house()
    html = render(row.welcome, mentions={}) if row.welcome else ""
    return {"updated_at": _since(row), "content": absolute(html, config.current().origin)}


def privacy_policy() -> dict[str, Any]:
    """Points to the page on which the house says what it keeps of people."""
    page = escape(addresses.address("/privacy"))
    return {"updated_at": _since(queries.house()), "content": f'<p><a href="{page}">{page}</a></p>'}


def _configuration(row: House) -> dict[str, Any]:
    reach = "public" if row.world_open else "authenticated"
    feeds = {"local": reach, "remote": reach}
    return {
        "urls": {
            "streaming": _streaming(),
            "status": None,
            "about": addresses.address("/about"),
            "privacy_policy": addresses.address("/privacy"),
            "terms_of_service": None,
        },
        "vapid": {"public_key": ""},
        "accounts": {
            "max_display_name_length": policies.LONGEST_DISPLAY_NAME,
            "max_note_length": policies.LONGEST_BIO,
            "max_avatar_description_length": policies.LONGEST_PICTURE_DESCRIPTION,
            "max_header_description_length": policies.LONGEST_PICTURE_DESCRIPTION,
            "max_featured_tags": 0,
            "max_pinned_statuses": 0,
            "max_profile_fields": policies.MOST_FIELDS,
            "profile_field_name_limit": policies.LONGEST_FIELD,
            "profile_field_value_limit": policies.LONGEST_FIELD,
        },
        "statuses": {
            "max_characters": TEXT_LIMIT,
            "max_media_attachments": MOST_PER_POST,
            "characters_reserved_per_url": _PER_URL,
        },
        "media_attachments": _MEDIA,
        "polls": _POLLS,
        "translation": {"enabled": False},
        "timelines_access": {
            "live_feeds": feeds,
            "hashtag_feeds": feeds,
            "trending_link_feeds": {"local": "disabled", "remote": "disabled"},
        },
        "limited_federation": not hosts.federation_is_on(),
    }


def _registrations() -> dict[str, Any]:
    mode = queries.registration_mode()
    return {
        "enabled": mode in ("open", "approval"),
        "approval_required": mode == "approval",
        "reason_required": mode == "approval",
        "message": None,
        "min_age": queries.minimum_age() or None,
        "url": addresses.address("/join") if mode != "closed" else None,
    }


def _since(row: House) -> str:
    """When the house opened: what its pages say is not dated."""
    return told(row.opened_at or clock.now())


def _contact(row: House) -> msgspec.Raw | None:
    if row.contact_account_id is None:
        return None
    found = accounts([row.contact_account_id]).get(row.contact_account_id)
    return msgspec.Raw(found.encode()) if found is not None else None


def _streaming() -> str:
    origin = config.current().origin.rstrip("/")
    return origin.replace("http", "ws", 1)
