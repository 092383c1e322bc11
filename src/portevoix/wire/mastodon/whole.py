"""Entities as an app receives them: kept bodies with what is joined to them at each call.

Nothing is encoded from these: `parts`, `accounts` and their like put the JSON together
from stored pieces. They describe it, for /api/openapi.json; a test holds real answers
against them.
"""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from portevoix.wire.mastodon.entities import (
    AccountBody,
    FilterResult,
    QuoteApproval,
    Role,
    StatusBody,
    Tag,
)


class Account(AccountBody, kw_only=True):
    """An account."""

    statuses_count: int
    followers_count: int
    following_count: int
    last_status_at: str | None
    suspended: bool | UnsetType = UNSET
    limited: bool | UnsetType = UNSET


class CredentialAccount(Account, kw_only=True):
    """One's own account, with what only oneself is told."""

    source: dict[str, Any]
    role: Role


class MutedAccount(Account, kw_only=True):
    """An account with the end of its mute."""

    mute_expires_at: str | None


class Audience(Struct, kw_only=True):
    """The grants of a post, as far as its reader may know them."""

    audience: list[str]


class PollOption(Struct, kw_only=True):
    """An answer of a poll; its votes are not told before the end if its author wished so."""

    title: str
    votes_count: int | None


class Poll(Struct, kw_only=True):
    """A poll. The last two are told to members alone."""

    id: str
    expires_at: str | None
    expired: bool
    multiple: bool
    votes_count: int
    voters_count: int | None
    options: list[PollOption]
    emojis: list[Any]
    voted: bool | UnsetType = UNSET
    own_votes: list[int] | UnsetType = UNSET


class Quote(Struct, kw_only=True):
    """What a post quotes; told while its author agrees, to who may read it.

    Within another post only its number is told, as `quoted_status_id`.
    """

    state: str
    quoted_status: "Status | UnsetType | None" = UNSET
    quoted_status_id: str | UnsetType | None = UNSET


class Status(StatusBody, kw_only=True):
    """A post. The last six are told to members alone."""

    account: Account
    reblog: "Status | None"
    visibility: str
    local_only: bool
    portevoix: Audience
    replies_count: int
    reblogs_count: int
    favourites_count: int
    poll: Poll | None
    quote: Quote | None
    quotes_count: int
    quote_approval: QuoteApproval
    favourited: bool | UnsetType = UNSET
    reblogged: bool | UnsetType = UNSET
    muted: bool | UnsetType = UNSET
    bookmarked: bool | UnsetType = UNSET
    pinned: bool | UnsetType = UNSET
    filtered: list[FilterResult] | UnsetType = UNSET


class DeletedStatus(Status, kw_only=True):
    """A post that was just deleted, with its text as it was written."""

    text: str


class StatusEdit(Struct, kw_only=True):
    """What a post said from `created_at` on."""

    content: str
    spoiler_text: str
    sensitive: bool
    created_at: str
    account: Account
    media_attachments: list[Any]
    emojis: list[Any]
    poll: dict[str, Any] | UnsetType = UNSET


class ScheduledStatus(Struct, kw_only=True):
    """A post that waits for its hour; `params` is what it was asked with."""

    id: str
    scheduled_at: str
    params: dict[str, Any]
    media_attachments: list[Any]


class StatusSource(Struct, kw_only=True):
    """A post's text as it was written."""

    id: str
    text: str
    spoiler_text: str


class Context(Struct, kw_only=True):
    """What came before a post, and what was answered."""

    ancestors: list[Status]
    descendants: list[Status]


class Notification(Struct, kw_only=True):
    """Who did what."""

    id: str
    type: str
    group_key: str
    created_at: str
    account: Account
    status: Status | UnsetType = UNSET


class NotificationRequest(Struct, kw_only=True):
    """Somebody of whom something is held apart."""

    id: str
    created_at: str
    updated_at: str
    account: Account
    notifications_count: str
    last_status: Status | UnsetType = UNSET


class PartialAccount(Struct, kw_only=True):
    """What a face needs."""

    id: str
    acct: str
    url: str
    avatar: str
    avatar_static: str
    avatar_description: str
    locked: bool
    bot: bool


class NotificationGroup(Struct, kw_only=True):
    """What several did to the same thing."""

    group_key: str
    notifications_count: int
    type: str
    most_recent_notification_id: str
    page_min_id: str
    page_max_id: str
    latest_page_notification_at: str
    sample_account_ids: list[str]
    status_id: str | UnsetType = UNSET


class GroupedNotifications(Struct, kw_only=True):
    """Groups, with the people and posts they speak of beside them."""

    accounts: list[Account]
    statuses: list[Status]
    notification_groups: list[NotificationGroup]
    partial_accounts: list[PartialAccount] | UnsetType = UNSET


class Count(Struct, kw_only=True):
    """How many."""

    count: int


class FamiliarFollowers(Struct, kw_only=True):
    """Those of an account's followers whom the member follows."""

    id: str
    accounts: list[Account]


class Suggestion(Struct, kw_only=True):
    """Somebody whom the member may like to follow, and why."""

    source: str
    sources: list[str]
    account: Account


class Search(Struct, kw_only=True):
    """What was found."""

    accounts: list[Account]
    statuses: list[Status]
    hashtags: list[Tag]


class FirstSearch(Struct, kw_only=True):
    """What was found, as the first version of search told it."""

    accounts: list[Account]
    statuses: list[Status]
    hashtags: list[str]


class App(Struct, kw_only=True):
    """A program that introduced itself."""

    id: str
    name: str
    website: str | None
    scopes: list[str]
    redirect_uris: list[str]
    redirect_uri: str
    vapid_key: str


class AppWithSecret(App, kw_only=True):
    """A program at its registration; the secret is told this once."""

    client_id: str
    client_secret: str
    client_secret_expires_at: int


class Token(Struct, kw_only=True):
    """A token and what it is good for."""

    access_token: str
    token_type: str
    scope: str
    created_at: int


class Error(Struct, kw_only=True):
    """What was refused, and why."""

    error: str
    error_description: str | UnsetType = UNSET
    details: dict[str, Any] | UnsetType = UNSET
