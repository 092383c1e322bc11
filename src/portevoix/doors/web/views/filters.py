"""Settings › Filters and blocks: words, people and houses not to be met."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.relationships import away
from portevoix.domain.timelines import filters as commands
from portevoix.domain.timelines.filter_queries import filters_of
from portevoix.domain.timelines.filters import CONTEXTS, KeywordChange
from portevoix.domain.timelines.models import Filter
from portevoix.doors.web import answers
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid

_LABELS = {
    "title": later("Name of the filter"),
    "keyword": later("Words"),
    "context": later("Where"),
    "filter_action": later("What becomes of a post"),
    "lasts": later("For how long"),
}
_PLACES = {
    "home": later("Home and lists"),
    "notifications": later("Notifications"),
    "public": later("This house, world and tags"),
    "thread": later("Talks"),
    "account": later("Pages of people"),
}
_LASTS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
}
_BLANK_ROWS = 3


@dataclass(frozen=True)
class Word:
    """A line of the form: a word, `id` when it is kept already."""

    id: str
    keyword: str
    whole_word: bool


@dataclass(frozen=True)
class Line:
    """A filter as the list of filters tells of it."""

    id: int
    title: str
    words: str
    places: str
    until: datetime | None
    over: bool


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """`/settings/filters`: everything that is kept away, with counts; `?q=` searches in it."""
    my_id = me(request).pk
    text = request.GET.get("q", "").strip()[:200]
    lines = [_line(each) for each in filters_of(my_id)]
    values: dict[str, Any] = {"text": text, "lines": lines, "counts": away.counts(my_id)}
    if text:
        wanted = text.casefold()
        values["lines"] = [
            each for each in lines if wanted in f"{each.title} {each.words}".casefold()
        ]
        named = away.people_named(my_id, text)
        known = accounts.by_ids([each for each, _kind in named])
        values["people"] = [(known[each], kind) for each, kind in named if each in known]
        values["houses"] = away.houses_named(my_id, text)
    return answers.page(request, "settings/filters.html", values)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """`/settings/filters/new`: a filter more."""
    form = Form(
        {"title": "", "context": set(CONTEXTS), "filter_action": "warn", "lasts": "", "words": []},
        _LABELS,
    )
    if request.method == "POST":
        form.values = _given(request.POST)
        try:
            commands.make_filter(
                owner_id=me(request).pk,
                title=form.values["title"],
                contexts=sorted(form.values["context"]),
                action=form.values["filter_action"],
                lasts=_LASTS.get(form.values["lasts"]),
                keywords=_changes(form.values["words"]),
            )
        except Invalid as error:
            form.refused(error)
        else:
            return answers.go(request, "/settings/filters", _("The filter is kept."))
    return _form(request, form, None)


@signed_in
def change(request: HttpRequest, filter_id: int) -> HttpResponse:
    """`/settings/filters/ID`: other words, places or times for a filter."""
    found = commands.own_filter(me(request).pk, filter_id)
    form = Form(
        {
            "title": found.title,
            "context": set(found.contexts),
            "filter_action": found.action,
            "lasts": "kept" if found.expires_at else "",
            "words": [
                Word(str(each.id), each.keyword, each.whole_word)
                for each in found.keywords.order_by("id")
            ],
        },
        _LABELS,
    )
    if request.method == "POST":
        form.values = _given(request.POST)
        try:
            commands.change_filter(
                owner_id=me(request).pk,
                filter_id=filter_id,
                title=form.values["title"],
                contexts=sorted(form.values["context"]),
                action=form.values["filter_action"],
                lasts=_LASTS.get(form.values["lasts"]),
                for_good=form.values["lasts"] == "",
                keywords=_changes(form.values["words"]),
            )
        except Invalid as error:
            form.refused(error)
        else:
            return answers.go(request, "/settings/filters", _("The filter is kept."))
    return _form(request, form, found)


@require_POST
@signed_in
def delete(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Deletes a filter."""
    commands.delete_filter(owner_id=me(request).pk, filter_id=filter_id)
    return answers.go(request, "/settings/filters", _("The filter is gone."))


def _form(request: HttpRequest, form: Form, found: Filter | None) -> HttpResponse:
    form.values["words"] = [*form.values["words"], *[Word("", "", True)] * _BLANK_ROWS]
    values = {
        "form": form,
        "filter": found,
        "posts_count": 0 if found is None else found.posts.count(),
        "places": [(each, _(_PLACES[each])) for each in CONTEXTS],
    }
    status = 422 if form.faults else 200
    return answers.page(request, "settings/filter.html", values, status=status)


def _given(post: QueryDict) -> dict[str, Any]:
    ids, words = post.getlist("word_id"), post.getlist("word")
    inside = set(post.getlist("inside"))
    return {
        "title": str(post.get("title", "")),
        "context": set(post.getlist("context")),
        "filter_action": str(post.get("filter_action", "")),
        "lasts": str(post.get("lasts", "")),
        "words": [
            Word(number if number.isdigit() else "", word.strip(), str(place) not in inside)
            for place, (number, word) in enumerate(zip(ids, words, strict=False))
            if word.strip() or number
        ],
    }


def _changes(words: list[Word]) -> list[KeywordChange]:
    return [
        KeywordChange(
            id=int(each.id[:18]) if each.id else None,
            keyword=each.keyword or None,
            whole_word=each.whole_word,
            destroy=not each.keyword,
        )
        for each in words[: commands.MOST_KEYWORDS]
    ]


def _line(found: Filter) -> Line:
    over = found.expires_at is not None and found.expires_at <= clock.now()
    return Line(
        id=found.id,
        title=found.title,
        words=", ".join(each.keyword for each in found.keywords.all()),
        places=", ".join(_(_PLACES[each]) for each in found.contexts),
        until=found.expires_at,
        over=over,
    )
