"""What ties one to somebody: follow, mute, block, and the requests that wait."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Account
from portevoix.domain.relationships import commands, queries
from portevoix.domain.timelines.list_queries import lists_of, lists_with
from portevoix.doors.web import answers, paging, people
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.views.profile import relation_to
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import NotFound

_DURATIONS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}


@signed_in
def ties(request: HttpRequest, handle: str) -> HttpResponse:
    """`/@name/ties`: everything one can do about a person, each in a sentence."""
    account = people.by_handle(handle)
    relation = relation_to(request, account)
    if relation is None:
        raise NotFound
    my_id = me(request).pk
    values = {
        "account": account,
        "relation": relation,
        "lists": lists_of(my_id),
        "lists_with": {each.id for each in lists_with(my_id, account.pk)},
    }
    return answers.page(request, "ties.html", values)


@require_POST
@signed_in
def change(request: HttpRequest, handle: str, verb: str) -> HttpResponse:
    """`/@name/VERB`: does one thing about a person and goes back."""
    account = people.by_handle(handle)
    if verb not in _VERBS:
        raise NotFound
    said = _VERBS[verb](request, me(request).pk, account)
    name = account.display_name or account.name
    place = people.page_of(account)
    undo = f"{place}/un{verb}" if verb in ("follow", "mute", "endorse") else ""
    return answers.back(request, place, said % {"name": name}, undo=undo)


def _follow(request: HttpRequest, my_id: int, account: Account) -> str:
    row = commands.follow(follower_id=my_id, followee_id=account.pk)
    return _("You follow %(name)s.") if row.accepted else _("You have asked to follow %(name)s.")


def _follow_options(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.follow(
        follower_id=my_id,
        followee_id=account.pk,
        shows_boosts=bool(request.POST.get("shows_boosts")),
        notifies=bool(request.POST.get("notifies")),
    )
    return _("Kept.")


def _unfollow(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.unfollow(follower_id=my_id, followee_id=account.pk)
    return _("You do not follow %(name)s any more.")


def _remove(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.remove_follower(followee_id=my_id, follower_id=account.pk)
    return _("%(name)s does not follow you any more.")


def _block(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.block(blocker_id=my_id, blocked_id=account.pk)
    return _("%(name)s is blocked. Neither of you is there for the other.")


def _unblock(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.unblock(blocker_id=my_id, blocked_id=account.pk)
    return _("%(name)s is not blocked any more.")


def _mute(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.mute(
        muter_id=my_id,
        muted_id=account.pk,
        hides_notifications=bool(request.POST.get("hides_notifications")),
        duration=_DURATIONS.get(str(request.POST.get("duration", ""))),
    )
    return _("%(name)s is muted. Nothing tells them.")


def _unmute(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.unmute(muter_id=my_id, muted_id=account.pk)
    return _("%(name)s is not muted any more.")


def _accept(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.accept_follow(followee_id=my_id, follower_id=account.pk)
    return _("%(name)s follows you now.")


def _refuse(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.reject_follow(followee_id=my_id, follower_id=account.pk)
    return _("The request is set aside.")


def _endorse(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.endorse(owner_id=my_id, endorsed_id=account.pk)
    return _("%(name)s is shown on your page.")


def _unendorse(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.unendorse(owner_id=my_id, endorsed_id=account.pk)
    return _("%(name)s is not shown on your page any more.")


def _block_house(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.block_house(owner_id=my_id, host=account.host)
    return _("Nobody of their house is in your lists any more.")


def _unblock_house(request: HttpRequest, my_id: int, account: Account) -> str:
    commands.unblock_house(owner_id=my_id, host=account.host)
    return _("The people of their house are in your lists again.")


_VERBS: dict[str, Callable[[HttpRequest, int, Account], str]] = {
    "follow": _follow,
    "follow-options": _follow_options,
    "unfollow": _unfollow,
    "remove-follower": _remove,
    "block": _block,
    "unblock": _unblock,
    "mute": _mute,
    "unmute": _unmute,
    "endorse": _endorse,
    "unendorse": _unendorse,
    "block-house": _block_house,
    "unblock-house": _unblock_house,
    "accept": _accept,
    "refuse": _refuse,
}


@signed_in
def requests(request: HttpRequest) -> HttpResponse:
    """`/follow-requests`: those who ask to follow me."""
    return _listed(request, queries.follow_requests, "requests.html")


@signed_in
def blocked(request: HttpRequest) -> HttpResponse:
    """`/settings/blocks`: whom I block."""
    return _listed(request, queries.blocks, "settings/blocks.html", kind="blocks")


@signed_in
def muted(request: HttpRequest) -> HttpResponse:
    """`/settings/mutes`: whom I mute."""
    return _listed(request, queries.mutes, "settings/blocks.html", kind="mutes")


def _listed(
    request: HttpRequest, listing: Callable[..., list[queries.Tie]], template: str, kind: str = ""
) -> HttpResponse:
    asked = paging.asked(request)
    by_cursor = {tie.id: tie.account_id for tie in listing(me(request).pk, asked.page)}
    cursors, newer, older = asked.cut(list(by_cursor))
    known = accounts.by_ids([by_cursor[cursor] for cursor in cursors])
    found = [known[by_cursor[cursor]] for cursor in cursors if by_cursor[cursor] in known]
    values = {"people": found, "newer": newer, "older": older, "kind": kind}
    return answers.page(request, template, values)
