"""Who waits for an answer, and who was touched."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.notifications import commands, queries, requests
from portevoix.domain.notifications.models import Kind
from portevoix.domain.notifications.queries import NotificationRow
from portevoix.domain.posts import queries as posts
from portevoix.doors.web import answers, frame, paging, times
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.sifting import catching, rules_for
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.kernel import clock
from portevoix.kernel.pagination import Page
from portevoix.kernel.text.sanitise import plain

TO_YOU = ("mention", "follow_request", "quote", "poll")
AROUND_YOU = (
    "favourite", "reblog", "follow", "status", "update", "quoted_update", "admin.sign_up",
)  # fmt: skip
_GROUPED = ("favourite", "reblog", "follow")
_TABS = {"to_you": TO_YOU, "around": AROUND_YOU}
_SHOWN = "notifications_shown"
_FIRST_WORDS = 140


@dataclass
class Note:
    """One sentence: who did what to which. The same thing done by several is one."""

    kind: str
    at: datetime
    people: list[Account]
    card: posts.Card | None
    unread: bool
    words: str = ""
    caught_by: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it is about somebody whose request to join has not been answered."""
        return self.kind == Kind.SIGN_UP and self.people[0].standing == Standing.PENDING

    @property
    def others(self) -> int:
        """How many beyond the three who are named."""
        return max(0, len(self.people) - 3)


@dataclass
class Day:
    """The notes of one day, under its name."""

    name: str
    notes: list[Note] = field(default_factory=list)


@signed_in
def notifications(request: HttpRequest) -> HttpResponse:
    """`/notifications`: to you; `?around` what happened around you. What is shown is read.

    With `?apart` nothing is grouped.
    """
    around, apart = "around" in request.GET, "apart" in request.GET
    asked = paging.asked(request, "around", "apart")
    kinds = AROUND_YOU if around else TO_YOU
    rows = {row.id: row for row in queries.page(viewer(request), asked.page, kinds=kinds)}
    ids, newer, older = asked.cut(list(rows))
    # What a browser loads beforehand has not been seen.
    seen = request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")
    if seen and any(rows[each].unread for each in ids):
        _seen(request, "around" if around else "to_you", max(ids))
    values = {
        "days": _days(request, [rows[each] for each in ids], apart=apart),
        "around": around,
        "apart": apart,
        "held": requests.summary(viewer(request))[0] if not around else 0,
        "newer": newer,
        "older": older,
        "newest": max(ids, default=0),
    }
    return answers.page(request, "notifications.html", values)


def _seen(request: HttpRequest, tab: str, newest: int) -> None:
    """Marks as read what has been shown, short of the first that has not, under either tab.

    There is one mark for both tabs, so how far each was shown is kept in the session.
    """
    shown = {**request.session.get(_SHOWN, {})}
    shown[tab] = max(newest, shown.get(tab, 0))
    request.session[_SHOWN] = shown
    owner_id = me(request).pk
    read_up_to = queries.last_read_id(owner_id)
    mark = max(shown.values())
    for name, kinds in _TABS.items():
        next_one = Page(limit=1, min_id=max(read_up_to, shown.get(name, 0)))
        for waiting in queries.page(viewer(request), next_one, kinds=kinds):
            mark = min(mark, waiting.id - 1)
    commands.mark_read(owner_id=owner_id, last_read_id=mark)


@require_POST
@signed_in
def read(request: HttpRequest) -> HttpResponse:
    """Marks everything up to the newest shown as read."""
    newest = number_in(request.POST.get("newest", ""))
    if newest is not None:
        commands.mark_read(owner_id=me(request).pk, last_read_id=newest)
    return answers.back(request, "/notifications", _("Marked as read."))


def _days(request: HttpRequest, rows: list[NotificationRow], *, apart: bool) -> list[Day]:
    people = accounts.by_ids([row.actor_id for row in rows])
    cards = {card.id: card for card in posts.cards({row.post_id for row in rows if row.post_id})}
    rules = rules_for(viewer(request), "notifications") if rows else []
    zone = frame.zone_of(request)
    today = clock.now().astimezone(zone)
    days: dict[date, Day] = {}
    notes: dict[Any, Note] = {}
    for row in rows:
        at = row.created_at.astimezone(zone)
        card = cards.get(row.post_id) if row.post_id else None
        mine = card is None or card.author.id == me(request).pk
        found = [] if mine or card is None else catching(rules, card)
        if row.actor_id not in people or any(rule.action == "hide" for rule in found):
            continue
        day = days.setdefault(at.date(), Day(times.day(at, today)))
        alone = apart or row.kind not in _GROUPED
        key = (at.date(), row.kind, row.id if alone else row.post_id)
        if key in notes:
            notes[key].people.append(people[row.actor_id])
            notes[key].unread |= row.unread
            continue
        note = Note(row.kind, row.created_at, [people[row.actor_id]], card, row.unread)
        note.words = (
            plain(card.html)[:_FIRST_WORDS] if card is not None and not card.warning else ""
        )
        note.caught_by = tuple(rule.title for rule in found if rule.action == "warn")
        notes[key] = note
        day.notes.append(note)
    return list(days.values())
