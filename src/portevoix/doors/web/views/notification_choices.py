"""Settings › Notifications, and those who wait apart."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.notifications import requests as domain
from portevoix.domain.notifications.models import Kind, Verdict
from portevoix.domain.notifications.policies import CHOICES
from portevoix.domain.posts import queries as posts
from portevoix.domain.relationships.commands import block
from portevoix.doors.web import answers, paging
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later, ngettext
from portevoix.kernel.text.sanitise import plain

_KINDS = (
    (Kind.MENTION, later("Answers and mentions")),
    (Kind.FOLLOW_REQUEST, later("Requests to follow me")),
    (Kind.QUOTE, later("Quotes of my posts")),
    (Kind.POLL, later("Ends of polls")),
    (Kind.STATUS, later("Posts by people with the bell")),
    (Kind.FAVOURITE, later("Favourites")),
    (Kind.REBLOG, later("Boosts")),
    (Kind.FOLLOW, later("New followers")),
    (Kind.UPDATE, later("Changes to posts I boosted")),
    (Kind.QUOTED_UPDATE, later("Changes to posts I quote")),
)
_PEOPLE = {
    "for_not_following": later("People I do not follow"),
    "for_not_followers": later("People who do not follow me, or only since three days"),
    "for_new_accounts": later("Accounts younger than a month"),
    "for_private_mentions": later("Conversations begun by people I do not follow"),
    "for_limited_accounts": later("People limited by the house"),
}
_FIRST_WORDS = 140


@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """`/settings/notifications`: of what, and of whom, one is told here."""
    my_id = me(request).pk
    if request.method == "POST":
        told = set(request.POST.getlist("kind"))
        words = {name: str(request.POST.get(name, "")) for name in CHOICES}
        domain.choose(
            owner_id=my_id,
            kinds_off=[kind for kind, _words in _KINDS if kind not in told],
            **{name: word for name, word in words.items() if word in Verdict.values},
        )
        return answers.go(request, "/settings/notifications", _("Kept."))
    policy = domain.policy_of(my_id)
    values = {
        "kinds": [(kind, _(words), kind not in policy.kinds_off) for kind, words in _KINDS],
        "people": [(name, _(_PEOPLE[name]), getattr(policy, name)) for name in CHOICES],
        "waiting": domain.summary(viewer(request))[0],
    }
    return answers.page(request, "settings/notifications.html", values)


@signed_in
def apart(request: HttpRequest) -> HttpResponse:
    """`/notifications/requests`: those who wait apart; several are answered at once."""
    if request.method == "POST":
        return _answered(request)
    asked = paging.asked(request)
    found = {each.actor_id: each for each in domain.waiting(viewer(request), asked.page)}
    ids, newer, older = asked.cut(list(found))
    people = accounts.by_ids(ids)
    last = [number for each in ids if (number := found[each].last_post_id) is not None]
    cards = {card.id: card for card in posts.cards(last)}
    rows = []
    for each in ids:
        card = cards.get(found[each].last_post_id or 0)
        if each in people:
            rows.append((people[each], found[each], "" if card is None else _words(card)))
    values = {"rows": rows, "newer": newer, "older": older}
    return answers.page(request, "notification_requests.html", values)


def _words(card: posts.Card) -> str:
    return (card.warning or plain(card.html))[:_FIRST_WORDS]


def _answered(request: HttpRequest) -> HttpResponse:
    owner_id = me(request).pk
    numbers = (number_in(each) for each in request.POST.getlist("who"))
    wanted = list(dict.fromkeys(each for each in numbers if each is not None))[: paging.PER_PAGE]
    if not wanted:
        return answers.back(request, "/notifications/requests", _("Nobody was chosen."))
    act, said = _ACTS.get(str(request.POST.get("act", "")), _ACTS["dismiss"])
    act(owner_id, wanted)
    return answers.back(request, "/notifications/requests", said(len(wanted)))


def _accept(owner_id: int, ids: list[int]) -> None:
    domain.accept(owner_id=owner_id, actor_ids=ids)


def _dismiss(owner_id: int, ids: list[int]) -> None:
    domain.dismiss(owner_id=owner_id, actor_ids=ids)


def _block(owner_id: int, ids: list[int]) -> None:
    domain.dismiss(owner_id=owner_id, actor_ids=ids)
    for each in accounts.by_ids(ids):
        if each != owner_id:
            block(blocker_id=owner_id, blocked_id=each)


def _accepted(number: int) -> str:
    said = ngettext("%(number)s person is heard from now on.",
                    "%(number)s people are heard from now on.", number)  # fmt: skip
    return said % {"number": number}


def _dismissed(number: int) -> str:
    said = ngettext("What %(number)s person sent is set aside.",
                    "What %(number)s people sent is set aside.", number)  # fmt: skip
    return said % {"number": number}


def _blocked(number: int) -> str:
    said = ngettext("%(number)s person is blocked.", "%(number)s people are blocked.", number)
    return said % {"number": number}


_Act = tuple[Callable[[int, list[int]], None], Callable[[int], str]]
_ACTS: dict[str, _Act] = {
    "accept": (_accept, _accepted),
    "dismiss": (_dismiss, _dismissed),
    "block": (_block, _blocked),
}
