"""Verbs on filters: words and posts that a member does not wish to meet by surprise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portevoix.domain.audiences.public import Viewer, readable
from portevoix.domain.timelines.events import FiltersChanged
from portevoix.domain.timelines.models import (
    Filter,
    FilterAction,
    FilterKeyword,
    FilterPost,
    FilterState,
)
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.text.clean import clean_line
from portevoix.kernel.unit_of_work import command, emit

CONTEXTS = ("home", "notifications", "public", "thread", "account")
TITLE_LIMIT = 255
KEYWORD_LIMIT = 512
MOST_FILTERS = 100
MOST_KEYWORDS = 200
MOST_POSTS = 500
_LONGEST = timedelta(days=36_500)


@dataclass(frozen=True, kw_only=True)
class KeywordChange:
    """A keyword to add, or with `id` one to change or take away; None leaves as it is."""

    id: int | None = None
    keyword: str | None = None
    whole_word: bool | None = None
    destroy: bool = False


@command
def make_filter(
    *,
    owner_id: int,
    title: str,
    contexts: Sequence[str],
    action: str = FilterAction.WARN,
    lasts: timedelta | None = None,
    keywords: Iterable[KeywordChange] = (),
) -> Filter:
    """Makes a filter that lasts for good or for a time.

    Raises Invalid (title, context, filter_action, keyword; over 100 filters).
    """
    if Filter.objects.filter(owner_id=owner_id).count() >= MOST_FILTERS:
        raise Invalid(fields={"title": ["too_many"]})
    made = Filter.objects.create(
        id=new_id(),
        owner_id=owner_id,
        title=_line(title, TITLE_LIMIT, "title"),
        contexts=_contexts(contexts),
        action=_action(action),
        expires_at=_end(lasts),
    )
    _change_keywords(made, keywords)
    _changed(owner_id)
    return made


@command
def change_filter(
    *,
    owner_id: int,
    filter_id: int,
    title: str | None = None,
    contexts: Sequence[str] | None = None,
    action: str | None = None,
    lasts: timedelta | None = None,
    for_good: bool = False,
    keywords: Iterable[KeywordChange] = (),
) -> Filter:
    """Changes what is given of a filter; with `lasts` its time begins anew. Returns it.

    Raises NotFound (the filter, a keyword), Invalid.
    """
    found = own_filter(owner_id, filter_id)
    if title is not None:
        found.title = _line(title, TITLE_LIMIT, "title")
    if contexts is not None:
        found.contexts = _contexts(contexts)
    if action is not None:
        found.action = _action(action)
    if lasts is not None or for_good:
        found.expires_at = _end(lasts)
    found.save()
    _change_keywords(found, keywords)
    _changed(owner_id)
    return found


@command
def delete_filter(*, owner_id: int, filter_id: int) -> None:
    """Deletes a filter. Raises NotFound."""
    own_filter(owner_id, filter_id).delete()
    _changed(owner_id)


@command
def change_keyword(*, owner_id: int, keyword_id: int, change: KeywordChange) -> FilterKeyword:
    """Changes a keyword and returns it. Raises NotFound, Invalid."""
    found = own_keyword(owner_id, keyword_id)
    _change_keyword(found, change)
    _changed(owner_id)
    return found


@command
def add_keyword(*, owner_id: int, filter_id: int, change: KeywordChange) -> FilterKeyword:
    """Adds a keyword to a filter and returns it. Raises NotFound, Invalid."""
    made = _add_keyword(own_filter(owner_id, filter_id), change)
    _changed(owner_id)
    return made


@command
def delete_keyword(*, owner_id: int, keyword_id: int) -> None:
    """Takes a keyword away. Raises NotFound."""
    own_keyword(owner_id, keyword_id).delete()
    _changed(owner_id)


@command
def add_post(*, viewer: Viewer, filter_id: int, post_id: int) -> FilterPost:
    """Lets a filter catch a post that its owner may read; returns the row.

    Raises NotFound (the filter, the post), Invalid (status_id: taken, or over 500).
    """
    found = own_filter(viewer.account_id or 0, filter_id)
    if not readable(viewer, [post_id]):
        raise NotFound
    if FilterPost.objects.filter(filter=found, post_id=post_id).exists():
        raise Invalid(fields={"status_id": ["taken"]})
    if FilterPost.objects.filter(filter=found).count() >= MOST_POSTS:
        raise Invalid(fields={"status_id": ["too_many"]})
    made = FilterPost.objects.create(id=new_id(), filter=found, post_id=post_id)
    _changed(found.owner_id)
    return made


@command
def remove_post(*, owner_id: int, row_id: int) -> FilterPost:
    """Lets a filter catch a post no longer; returns what the row was. Raises NotFound."""
    found = own_post(owner_id, row_id)
    FilterPost.objects.filter(id=found.id).delete()
    _changed(owner_id)
    return found


def own_filter(owner_id: int, filter_id: int) -> Filter:
    """Returns the owner's filter. Raises NotFound, for another's too."""
    found = Filter.objects.filter(id=filter_id, owner_id=owner_id).first()
    if found is None:
        raise NotFound
    return found


def own_keyword(owner_id: int, keyword_id: int) -> FilterKeyword:
    """Returns the owner's keyword, with its filter. Raises NotFound."""
    mine = FilterKeyword.objects.select_related("filter").filter(filter__owner_id=owner_id)
    found = mine.filter(id=keyword_id).first()
    if found is None:
        raise NotFound
    return found


def own_post(owner_id: int, row_id: int) -> FilterPost:
    """Returns the row of a post in one of the owner's filters. Raises NotFound."""
    found = FilterPost.objects.filter(id=row_id, filter__owner_id=owner_id).first()
    if found is None:
        raise NotFound
    return found


def _change_keywords(found: Filter, changes: Iterable[KeywordChange]) -> None:
    for change in changes:
        if change.id is None:
            if not change.destroy:
                _add_keyword(found, change)
            continue
        row = FilterKeyword.objects.filter(filter=found, id=change.id).first()
        if row is None:
            raise NotFound
        if change.destroy:
            row.delete()
        else:
            _change_keyword(row, change)


def _add_keyword(found: Filter, change: KeywordChange) -> FilterKeyword:
    if FilterKeyword.objects.filter(filter=found).count() >= MOST_KEYWORDS:
        raise Invalid(fields={"keyword": ["too_many"]})
    return FilterKeyword.objects.create(
        id=new_id(),
        filter=found,
        keyword=_line(change.keyword or "", KEYWORD_LIMIT, "keyword"),
        whole_word=change.whole_word is not False,
    )


def _change_keyword(row: FilterKeyword, change: KeywordChange) -> None:
    if change.keyword is not None:
        row.keyword = _line(change.keyword, KEYWORD_LIMIT, "keyword")
    if change.whole_word is not None:
        row.whole_word = change.whole_word
    row.save()


def _changed(owner_id: int) -> None:
    if Filter.objects.filter(owner_id=owner_id).exists():
        version = {"version": new_id()}
        FilterState.objects.update_or_create(
            owner_id=owner_id, defaults=version, create_defaults=version
        )
    else:
        FilterState.objects.filter(owner_id=owner_id).delete()
    emit(FiltersChanged(owner_id=owner_id))


def _line(text: str, limit: int, field: str) -> str:
    cleaned = clean_line(text, limit + 1)
    if not cleaned:
        raise Invalid(fields={field: ["blank"]})
    if len(cleaned) > limit:
        raise Invalid(fields={field: ["too_long"]})
    return cleaned


def _contexts(given: Sequence[str]) -> list[str]:
    if not given:
        raise Invalid(fields={"context": ["blank"]})
    if any(each not in CONTEXTS for each in given):
        raise Invalid(fields={"context": ["inclusion"]})
    return [each for each in CONTEXTS if each in given]


def _action(word: str) -> str:
    if word not in FilterAction.values:
        raise Invalid(fields={"filter_action": ["inclusion"]})
    return word


def _end(lasts: timedelta | None) -> datetime | None:
    return None if lasts is None else clock.now() + min(lasts, _LONGEST)
