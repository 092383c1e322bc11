"""Who somebody is, what they say, who is around them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Account
from portevoix.domain.posts import queries as posts
from portevoix.domain.relationships import queries as relationships
from portevoix.domain.relationships.queries import Relation
from portevoix.doors.web import answers, cards, paging, people
from portevoix.doors.web.sifting import sifted
from portevoix.doors.web.viewers import viewer
from portevoix.kernel.errors import NotFound
from portevoix.kernel.text.sanitise import plain
from portevoix.wire import addresses


def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """`/@name`: the page of an account, with its posts; `?with=replies` has the answers too."""
    account = people.by_handle(handle)
    if handle != people.handle_of(account):
        return HttpResponseRedirect(people.page_of(account))
    reader = viewer(request)
    relation = relation_to(request, account)
    with_replies = request.GET.get("with") == "replies"
    asked = paging.asked(request, "with")
    ids: list[int] = []
    on_top: list[int] = []
    newer = older = ""
    if relation is None or not (relation.blocking or relation.blocked_by):
        found = posts.by_account(reader, account.pk, asked.page, replies=with_replies)
        ids, newer, older = asked.cut(found)
        if not newer and not with_replies:
            on_top = posts.pinned(reader, account.pk)
            ids = [each for each in ids if each not in on_top]
    found_posts = sifted(reader, ids, "account")
    values = {
        "account": account,
        "description": plain(account.bio_html)[: cards.BEGINNING],
        "relation": relation,
        "sifted": found_posts,
        "posts": found_posts.posts,
        "pinned": cards.shown(reader, on_top),
        "newer": newer,
        "older": older,
        "with_replies": with_replies,
        "machine": "" if account.host else addresses.actor_uri(account.name),
        "lists_shown": not account.hides_collections or reader.account_id == account.pk,
    }
    answer = answers.page(request, "profile.html", values)
    if not account.host:
        machine = f'<{values["machine"]}>; rel="alternate"; type="application/activity+json"'
        answer["Link"] += f", {machine}"
    return answer


def followers(request: HttpRequest, handle: str) -> HttpResponse:
    """`/@name/followers`, where its owner lets them be seen."""
    return _people(request, handle, "followers")


def following(request: HttpRequest, handle: str) -> HttpResponse:
    """`/@name/following`, where its owner lets them be seen."""
    return _people(request, handle, "following")


def _people(request: HttpRequest, handle: str, which: str) -> HttpResponse:
    account = people.by_handle(handle)
    reader = viewer(request)
    relation = relation_to(request, account)
    if relation is not None and relation.blocked_by:
        raise NotFound
    asked = paging.asked(request)
    listing = relationships.followers if which == "followers" else relationships.following
    ties = listing(account.pk, asked.page, reader)
    by_cursor = {tie.id: tie.account_id for tie in ties}
    cursors, newer, older = asked.cut(list(by_cursor))
    known = accounts.by_ids([by_cursor[cursor] for cursor in cursors])
    values: dict[str, Any] = {
        "account": account,
        "which": which,
        "hidden": account.hides_collections and reader.account_id != account.pk,
        "people": [known[by_cursor[cursor]] for cursor in cursors if by_cursor[cursor] in known],
        "newer": newer,
        "older": older,
    }
    return answers.page(request, "people.html", values)


def relation_to(request: HttpRequest, account: Account) -> Relation | None:
    """Returns how the member stands to an account; None for a visitor and for oneself."""
    reader = viewer(request)
    if reader.account_id is None or reader.account_id == account.pk:
        return None
    return relationships.relations(reader.account_id, [account.pk]).get(account.pk)
