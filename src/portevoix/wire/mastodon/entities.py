"""What apps are told of people and posts: the attributes and types of Mastodon's entities.

What is not built yet is truthfully empty. The parts that differ from one call
to the next (counts, flags of the viewer) are joined to these by `parts`.
"""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from portevoix.wire.mastodon.emoji import CustomEmoji
from portevoix.wire.mastodon.link_cards import PreviewCard
from portevoix.wire.mastodon.media import MediaAttachment


class Field(Struct, kw_only=True):
    """Account::Field."""

    name: str
    value: str
    verified_at: str | None = None


class FeatureApproval(Struct, kw_only=True, frozen=True):
    """Who may put this account into a collection: nobody, collections are not built."""

    automatic: list[str] = []
    manual: list[str] = []
    current_user: str = "denied"


class AccountBody(Struct, kw_only=True):
    """Account, without its counts."""

    id: str
    username: str
    acct: str
    url: str
    uri: str
    display_name: str
    note: str
    avatar: str
    avatar_static: str
    avatar_description: str = ""
    header: str
    header_static: str
    header_description: str = ""
    locked: bool
    fields: list[Field]
    emojis: list[CustomEmoji] = []
    bot: bool
    group: bool
    discoverable: bool | None
    indexable: bool
    noindex: bool
    moved: None = None
    memorial: bool
    created_at: str
    hide_collections: bool | None
    show_media: bool = True
    show_media_replies: bool = True
    show_featured: bool = False
    roles: list[Any] = []
    feature_approval: FeatureApproval = FeatureApproval()


class Mention(Struct, kw_only=True):
    """Status::Mention."""

    id: str
    username: str
    url: str
    acct: str


class StatusTag(Struct, kw_only=True):
    """Status::Tag."""

    name: str
    url: str


class Application(Struct, kw_only=True):
    """The app that a post was written with."""

    name: str
    website: str | None


class QuoteApproval(Struct, kw_only=True, frozen=True):
    """Who may quote a post, and whether whoever asks may."""

    automatic: list[str] = []
    manual: list[str] = []
    current_user: str = "denied"


class StatusBody(Struct, kw_only=True):
    """Status, without author, audience, counts and flags."""

    id: str
    uri: str
    url: str | None
    created_at: str
    edited_at: str | None
    content: str
    spoiler_text: str
    sensitive: bool
    language: str | None
    in_reply_to_id: str | None
    in_reply_to_account_id: str | None
    application: Application | UnsetType = UNSET
    mentions: list[Mention]
    tags: list[StatusTag]
    media_attachments: list[MediaAttachment] = []
    emojis: list[CustomEmoji] = []
    card: PreviewCard | None = None
    tagged_collections: list[Any] = []


class Relationship(Struct, kw_only=True):
    """Relationship: what ties the viewer to somebody."""

    id: str
    following: bool
    showing_reblogs: bool
    notifying: bool
    languages: list[str] | None
    followed_by: bool
    blocking: bool
    blocked_by: bool
    muting: bool
    muting_notifications: bool
    muting_expires_at: str | None
    requested: bool
    requested_by: bool
    domain_blocking: bool = False
    endorsed: bool = False
    note: str = ""


class FeaturedTag(Struct, kw_only=True):
    """FeaturedTag: a tag on somebody's page."""

    id: str
    name: str
    url: str
    statuses_count: str
    last_status_at: str | None


class FilterKeyword(Struct, kw_only=True):
    """FilterKeyword: a word or phrase of a filter."""

    id: str
    keyword: str
    whole_word: bool


class FilterStatus(Struct, kw_only=True):
    """FilterStatus: a single post that a filter catches."""

    id: str
    status_id: str


class PlainFilter(Struct, kw_only=True):
    """Filter, as it is told beside what it caught."""

    id: str
    title: str
    context: list[str]
    expires_at: str | None
    filter_action: str


class Filter(PlainFilter, kw_only=True):
    """Filter, with its keywords and posts."""

    keywords: list[FilterKeyword]
    statuses: list[FilterStatus]


class FilterResult(Struct, kw_only=True):
    """FilterResult: that a filter caught a post, and by what."""

    filter: PlainFilter
    keyword_matches: list[str] | None
    status_matches: list[str] | None


class FilterV1(Struct, kw_only=True):
    """V1::Filter: a keyword, as older apps know filters."""

    id: str
    phrase: str
    context: list[str]
    whole_word: bool
    expires_at: str | None
    irreversible: bool


class List(Struct, kw_only=True):
    """List: some of those whom its owner follows."""

    id: str
    title: str
    replies_policy: str
    exclusive: bool


class Marker(Struct, kw_only=True):
    """Marker: how far somebody has read."""

    last_read_id: str
    version: int
    updated_at: str


class NotificationPolicy(Struct, kw_only=True):
    """NotificationPolicy: of whom notifications are accepted, filtered or dropped."""

    for_not_following: str
    for_not_followers: str
    for_new_accounts: str
    for_private_mentions: str
    for_limited_accounts: str
    summary: dict[str, int]


class Rule(Struct, kw_only=True):
    """Rule of the house."""

    id: str
    text: str
    hint: str
    translations: dict[str, Any] = {}


class Tag(Struct, kw_only=True):
    """Tag. `history` is empty: trends are not built."""

    id: str
    name: str
    url: str
    history: list[Any] = []
    following: bool = False
    featuring: bool = False


class Role(Struct, kw_only=True):
    """Role of a member; `permissions` is Mastodon's bit field, 0 for nothing beyond one's own."""

    id: str
    name: str
    color: str = ""
    permissions: str
    highlighted: bool
    collection_limit: int = 0
