"""Filters as older apps know them: each keyword is one."""

from typing import Any

import msgspec

from portevoix.domain.timelines import filters as commands
from portevoix.domain.timelines.filter_queries import filters_of
from portevoix.domain.timelines.filters import KeywordChange
from portevoix.domain.timelines.models import FilterAction
from portevoix.doors.mastodon.answers import Answer, answer, empty
from portevoix.doors.mastodon.call import Call, identifier
from portevoix.doors.mastodon.filters import is_for_good, lasts
from portevoix.doors.mastodon.routes import Auth, route
from portevoix.kernel.errors import Invalid
from portevoix.wire.mastodon.entities import FilterV1
from portevoix.wire.mastodon.filters import entity_v1

_READ, _WRITE = "read:filters", "write:filters"


class _Filter(msgspec.Struct):
    phrase: str | None = None
    context: list[str] | None = None
    irreversible: bool | None = None
    whole_word: bool | None = None
    expires_in: int | None = None

    @property
    def action(self) -> str | None:
        """What becomes of what is caught; None when it was not said."""
        if self.irreversible is None:
            return None
        return FilterAction.HIDE if self.irreversible else FilterAction.WARN


@route("GET", "/api/v1/filters", scope=_READ, auth=Auth.USER, gives=list[FilterV1])
def many(call: Call) -> Answer:
    """Returns every keyword of the member's filters."""
    found = filters_of(call.account_id)
    return answer([entity_v1(word) for each in found for word in each.keywords.all()])


@route("GET", "/api/v1/filters/:id", scope=_READ, auth=Auth.USER, gives=FilterV1)
def one(call: Call, keyword_id: str) -> Answer:
    """Returns a keyword."""
    return answer(entity_v1(commands.own_keyword(call.account_id, identifier(keyword_id))))


@route("POST", "/api/v1/filters", scope=_WRITE, auth=Auth.USER, gives=FilterV1, asks=(_Filter,))
def make(call: Call) -> Answer:
    """Makes a filter of one keyword, with the phrase for its title."""
    asked = call.read(_Filter)
    phrase = asked.phrase or ""
    word = KeywordChange(keyword=phrase, whole_word=asked.whole_word is True)
    made = commands.make_filter(
        owner_id=call.account_id,
        title=phrase[: commands.TITLE_LIMIT],
        contexts=asked.context or [],
        action=asked.action or FilterAction.WARN,
        lasts=lasts(asked.expires_in),
        keywords=[word],
    )
    return answer(entity_v1(made.keywords.select_related("filter").get()))


@route("PUT", "/api/v1/filters/:id", scope=_WRITE, auth=Auth.USER, gives=FilterV1, asks=(_Filter,))
def change(call: Call, keyword_id: str) -> Answer:
    """Changes a keyword and its filter.

    Answers 422 where that would change other keywords too, which an older app does not show.
    """
    found, asked = commands.own_keyword(call.account_id, identifier(keyword_id)), call.read(_Filter)
    filters = found.filter
    wider = (asked.context is not None and set(asked.context) != set(filters.contexts)) or (
        asked.action is not None and asked.action != filters.action
    )
    if wider and filters.keywords.count() > 1:
        raise Invalid("This filter has several keywords; change it with a newer app or on its page")
    word = KeywordChange(id=found.id, keyword=asked.phrase, whole_word=asked.whole_word)
    commands.change_filter(
        owner_id=call.account_id,
        filter_id=filters.id,
        contexts=asked.context,
        action=asked.action,
        lasts=lasts(asked.expires_in),
        for_good=is_for_good(call),
        keywords=[word],
    )
    return answer(entity_v1(commands.own_keyword(call.account_id, found.id)))


@route("DELETE", "/api/v1/filters/:id", scope=_WRITE, auth=Auth.USER, gives=dict[str, Any])
def delete(call: Call, keyword_id: str) -> Answer:
    """Takes a keyword away, and its filter when it holds nothing else."""
    found = commands.own_keyword(call.account_id, identifier(keyword_id))
    if found.filter.keywords.count() == 1 and not found.filter.posts.exists():
        commands.delete_filter(owner_id=call.account_id, filter_id=found.filter.id)
    else:
        commands.delete_keyword(owner_id=call.account_id, keyword_id=found.id)
    return empty()
