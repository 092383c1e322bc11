"""Filters, with their keywords and posts."""

from datetime import timedelta
from typing import Any

import msgspec

from portevoix.domain.timelines import filters as commands
from portevoix.domain.timelines.filter_queries import filters_of
from portevoix.domain.timelines.filters import KeywordChange
from portevoix.doors.mastodon.answers import Answer, answer, empty
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid
from portevoix.wire.mastodon import filters as wire
from portevoix.wire.mastodon.entities import Filter, FilterKeyword, FilterStatus

_READ, _WRITE = "read:filters", "write:filters"
_MOST_CHANGES = 200


class _Keyword(msgspec.Struct):
    id: str = ""
    keyword: str | None = None
    whole_word: bool | None = None
    _destroy: bool = False

    @property
    def change(self) -> KeywordChange:
        """Returns what is asked of the keyword."""
        return KeywordChange(
            id=identifier(self.id) if self.id else None,
            keyword=self.keyword,
            whole_word=self.whole_word,
            destroy=self._destroy,
        )


class _Filter(msgspec.Struct):
    title: str | None = None
    context: list[str] | None = None
    filter_action: str | None = None
    expires_in: int | None = None
    keywords_attributes: list[_Keyword] = []

    @property
    def changes(self) -> list[KeywordChange]:
        """Returns what is asked of keywords."""
        if len(self.keywords_attributes) > _MOST_CHANGES:
            raise Invalid(fields={"keyword": ["too_many"]})
        return [each.change for each in self.keywords_attributes]


class _Status(msgspec.Struct):
    status_id: str = ""


def lasts(seconds: int | None) -> timedelta | None:
    """Returns how long a filter lasts; None for good. Raises Invalid for a time already over."""
    if seconds is None:
        return None
    if seconds < 0:
        raise Invalid(fields={"expires_in": ["invalid"]})
    return timedelta(seconds=min(seconds, 10**9))


def is_for_good(call: Call) -> bool:
    """Whether it was said that a filter has no end: by an empty word, or by null."""
    return "expires_in" in call.said and call.said["expires_in"] in (None, "")


@route("GET", "/api/v2/filters", scope=_READ, auth=Auth.USER, gives=list[Filter])
def many(call: Call) -> Answer:
    """Returns the member's filters."""
    return answer([wire.entity(each) for each in filters_of(call.account_id)])


@route("POST", "/api/v2/filters", scope=_WRITE, auth=Auth.USER, gives=Filter, asks=(_Filter,))
def make(call: Call) -> Answer:
    """Makes a filter."""
    asked = call.read(_Filter)
    made = commands.make_filter(
        owner_id=call.account_id,
        title=asked.title or "",
        contexts=asked.context or [],
        action=asked.filter_action or "warn",
        lasts=lasts(asked.expires_in),
        keywords=asked.changes,
    )
    return answer(wire.entity(made))


@route("GET", "/api/v2/filters/:id", scope=_READ, auth=Auth.USER, gives=Filter)
def one(call: Call, filter_id: str) -> Answer:
    """Returns a filter."""
    return answer(wire.entity(commands.own_filter(call.account_id, identifier(filter_id))))


@route("PUT", "/api/v2/filters/:id", scope=_WRITE, auth=Auth.USER, gives=Filter, asks=(_Filter,))
def change(call: Call, filter_id: str) -> Answer:
    """Changes what is said of a filter."""
    number, asked = identifier(filter_id), call.read(_Filter)
    changed = commands.change_filter(
        owner_id=call.account_id,
        filter_id=number,
        title=asked.title,
        contexts=asked.context,
        action=asked.filter_action,
        lasts=lasts(asked.expires_in),
        for_good=is_for_good(call),
        keywords=asked.changes,
    )
    return answer(wire.entity(changed))


@route("DELETE", "/api/v2/filters/:id", scope=_WRITE, auth=Auth.USER, gives=dict[str, Any])
def delete(call: Call, filter_id: str) -> Answer:
    """Deletes a filter."""
    commands.delete_filter(owner_id=call.account_id, filter_id=identifier(filter_id))
    return empty()


@route(
    "GET",
    "/api/v2/filters/:filter_id/keywords",
    scope=_READ,
    auth=Auth.USER,
    gives=list[FilterKeyword],
)
def keywords(call: Call, filter_id: str) -> Answer:
    """Returns the keywords of a filter."""
    found = commands.own_filter(call.account_id, identifier(filter_id))
    return answer([wire.keyword(each) for each in found.keywords.order_by("id")])


@route(
    "POST",
    "/api/v2/filters/:filter_id/keywords",
    scope=_WRITE,
    auth=Auth.USER,
    gives=FilterKeyword,
    asks=(_Keyword,),
)
def add_keyword(call: Call, filter_id: str) -> Answer:
    """Adds a keyword."""
    number, asked = identifier(filter_id), call.read(_Keyword)
    made = commands.add_keyword(owner_id=call.account_id, filter_id=number, change=asked.change)
    return answer(wire.keyword(made))


@route("GET", "/api/v2/filters/keywords/:id", scope=_READ, auth=Auth.USER, gives=FilterKeyword)
def keyword(call: Call, keyword_id: str) -> Answer:
    """Returns a keyword."""
    return answer(wire.keyword(commands.own_keyword(call.account_id, identifier(keyword_id))))


@route(
    "PUT",
    "/api/v2/filters/keywords/:id",
    scope=_WRITE,
    auth=Auth.USER,
    gives=FilterKeyword,
    asks=(_Keyword,),
)
def change_keyword(call: Call, keyword_id: str) -> Answer:
    """Changes a keyword."""
    number, asked = identifier(keyword_id), call.read(_Keyword)
    changed = commands.change_keyword(
        owner_id=call.account_id,
        keyword_id=number,
        change=KeywordChange(keyword=asked.keyword, whole_word=asked.whole_word),
    )
    return answer(wire.keyword(changed))


@route(
    "DELETE",
    "/api/v2/filters/keywords/:id",
    scope=_WRITE,
    auth=Auth.USER,
    gives=dict[str, Any],
)
def delete_keyword(call: Call, keyword_id: str) -> Answer:
    """Takes a keyword away."""
    commands.delete_keyword(owner_id=call.account_id, keyword_id=identifier(keyword_id))
    return empty()


@route(
    "GET",
    "/api/v2/filters/:filter_id/statuses",
    scope=_READ,
    auth=Auth.USER,
    gives=list[FilterStatus],
)
def statuses(call: Call, filter_id: str) -> Answer:
    """Returns the posts of a filter."""
    found = commands.own_filter(call.account_id, identifier(filter_id))
    return answer([wire.status(each) for each in found.posts.order_by("id")])


@route(
    "POST",
    "/api/v2/filters/:filter_id/statuses",
    scope=_WRITE,
    auth=Auth.USER,
    gives=FilterStatus,
    asks=(_Status,),
)
def add_status(call: Call, filter_id: str) -> Answer:
    """Lets a filter catch a post."""
    number, post_id = identifier(filter_id), identifier(call.read(_Status).status_id)
    made = commands.add_post(viewer=call.viewer, filter_id=number, post_id=post_id)
    return answer(wire.status(made))


@route("GET", "/api/v2/filters/statuses/:id", scope=_READ, auth=Auth.USER, gives=FilterStatus)
def status(call: Call, row_id: str) -> Answer:
    """Returns the row of a post in a filter."""
    return answer(wire.status(commands.own_post(call.account_id, identifier(row_id))))


@route("DELETE", "/api/v2/filters/statuses/:id", scope=_WRITE, auth=Auth.USER, gives=FilterStatus)
def remove_status(call: Call, row_id: str) -> Answer:
    """Lets a filter catch a post no longer."""
    removed = commands.remove_post(owner_id=call.account_id, row_id=identifier(row_id))
    return answer(wire.status(removed))
