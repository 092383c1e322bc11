"""Filters as apps see them, and what they caught."""

from collections.abc import Collection
from typing import Any

import msgspec

from portevoix.domain.timelines.filter_matching import Caught, Rule, caught, searchable
from portevoix.domain.timelines.models import Filter as FilterRow
from portevoix.domain.timelines.models import FilterAction, FilterPost
from portevoix.domain.timelines.models import FilterKeyword as KeywordRow
from portevoix.kernel import clock
from portevoix.wire.mastodon.entities import (
    Filter,
    FilterKeyword,
    FilterStatus,
    FilterV1,
    PlainFilter,
)
from portevoix.wire.mastodon.times import told_or_none


class _Described(msgspec.Struct):
    description: str | None = None


class _Body(msgspec.Struct):
    content: str = ""
    spoiler_text: str = ""
    media_attachments: list[_Described] = []


_bodies = msgspec.json.Decoder(_Body)
_json = msgspec.json.Encoder()


def filtered(
    rules: tuple[Rule, ...], body: str, post_ids: Collection[int], answers: Collection[str] = ()
) -> str:
    """Returns the list of FilterResult for a post with this rendering."""
    read = _bodies.decode(body)
    descriptions = [each.description for each in read.media_attachments if each.description]
    text = searchable(read.spoiler_text, read.content, tuple(answers), descriptions)
    found = caught(rules, text, post_ids, clock.now())
    return _json.encode([_result(each) for each in found]).decode() if found else "[]"


def with_filtered(rules: tuple[Rule, ...], whole: str) -> str:
    """Returns a whole post's JSON, made for nobody, with what the rules catch, if they do."""
    told = msgspec.json.decode(whole)
    inner = told["reblog"] or told
    answers = [option["title"] for option in (inner["poll"] or {"options": []})["options"]]
    ids = {int(told["id"]), int(inner["id"])}
    found = filtered(rules, msgspec.json.encode(inner).decode(), ids, answers)
    if found == "[]":
        return whole
    results = msgspec.json.decode(found)
    for each in {id(told): told, id(inner): inner}.values():
        each["filtered"] = results
    return _json.encode(told).decode()


def _result(found: Caught) -> dict[str, Any]:
    rule = found.rule
    return {
        "filter": PlainFilter(
            id=str(rule.id),
            title=rule.title,
            context=list(rule.contexts),
            expires_at=told_or_none(rule.expires_at),
            filter_action=rule.action,
        ),
        "keyword_matches": None if found.word is None else [found.word],
        "status_matches": [str(each) for each in found.post_ids] or None,
    }


def entity(row: FilterRow) -> Filter:
    """Returns the entity of a filter, with its keywords and posts."""
    return Filter(
        id=str(row.id),
        title=row.title,
        context=row.contexts,
        expires_at=told_or_none(row.expires_at),
        filter_action=row.action,
        keywords=[keyword(each) for each in row.keywords.all()],
        statuses=[status(each) for each in row.posts.all()],
    )


def keyword(row: KeywordRow) -> FilterKeyword:
    """Returns the entity of a keyword."""
    return FilterKeyword(id=str(row.id), keyword=row.keyword, whole_word=row.whole_word)


def status(row: FilterPost) -> FilterStatus:
    """Returns the entity of a post in a filter."""
    return FilterStatus(id=str(row.id), status_id=str(row.post_id))


def entity_v1(row: KeywordRow) -> FilterV1:
    """Returns a keyword as older apps know filters."""
    return FilterV1(
        id=str(row.id),
        phrase=row.keyword,
        context=row.filter.contexts,
        whole_word=row.whole_word,
        expires_at=told_or_none(row.filter.expires_at),
        irreversible=row.filter.action == FilterAction.HIDE,
    )
