"""A post in its talk."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.public import Account, Reader
from portevoix.domain.audiences import queries as audiences
from portevoix.domain.notifications.threads import thread_is_muted
from portevoix.domain.posts import queries as posts
from portevoix.domain.reactions import queries as reactions
from portevoix.doors.web import answers, cards, people
from portevoix.doors.web.forms import composer
from portevoix.doors.web.sifting import sifted
from portevoix.doors.web.viewers import member_of, viewer
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page
from portevoix.wire import addresses

_INDENTS = 3
_LATER = timedelta(days=60)
_NAMED = 5


@dataclass
class Branch:
    """A reply with those below it, as the page draws them."""

    shown: cards.Shown
    folded: bool
    months_later: int = 0
    below: list["Branch"] = field(default_factory=list)
    goes_on: bool = False


def post(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """`/@name/ID`. A boost leads to what it carries; a wrong name leads to the right one."""
    reader, post_id = viewer(request), int(number)
    found = posts.get(reader, post_id)
    original = found.boost_of or found
    author = original.author
    if handle.lower() != people.handle_of(author).lower() or found.boost_of_id:
        return HttpResponseRedirect(people.post_path(author, original.id))
    values = _talk(reader, post_id)
    values["liked"] = _names(reactions.favourited_by(reader, post_id, Page(limit=_NAMED)))
    values["carried"] = _names(posts.boosted_by(reader, post_id, Page(limit=_NAMED)))
    member = member_of(request)
    if member is not None:
        values["talk_muted"] = thread_is_muted(member.pk, post_id)
    if member is not None and values["shown"].may_reply:
        parent = audiences.details(post_id)
        values["form"] = composer.composer(member, back=request.path, parent=parent)
    if not author.host:
        values["machine"] = addresses.post_uri(author.name, post_id)
    answer = answers.page(request, "post.html", values)
    if not author.host:
        machine = f'<{values["machine"]}>; rel="alternate"; type="application/activity+json"'
        answer["Link"] += f", {machine}"
    return answer


def _talk(reader: Reader, post_id: int) -> dict[str, Any]:
    above = posts.ancestors(reader, post_id)
    replies = posts.descendants(reader, post_id)
    ids = [*above, post_id, *(reply.id for reply in replies)]
    shown = {each.card.id: each for each in sifted(reader, ids, "thread").posts}
    if post_id not in shown:
        raise NotFound
    return {
        "above": [shown[each] for each in above if each in shown],
        "shown": shown[post_id],
        "description": cards.beginning(shown[post_id].card),
        "everything": list(shown.values()),
        "branches": _tree(replies, shown, post_id),
        "machine": "",
        "form": None,
    }


def _tree(replies: list[posts.Reply], shown: dict[int, cards.Shown], root_id: int) -> list[Branch]:
    """Returns the branches under the post; beyond three levels a branch goes on at its own page."""
    tops: list[Branch] = []
    placed: dict[int, tuple[Branch, int]] = {}
    for reply in replies:
        if reply.id not in shown:
            continue
        branch = Branch(shown[reply.id], reply.folded)
        parent = placed.get(reply.parent_id)
        before = (parent[0].shown if parent else shown[root_id]).card.created_at
        branch.months_later = _months(branch.shown.card.created_at - before)
        if parent is None:
            tops.append(branch)
            placed[reply.id] = (branch, 1)
        elif parent[1] < _INDENTS:
            parent[0].below.append(branch)
            placed[reply.id] = (branch, parent[1] + 1)
        else:
            parent[0].goes_on = True
    return tops


def _months(passed: timedelta) -> int:
    return round(passed.days / 30.44) if passed >= _LATER else 0


def _names(found: list[tuple[int, int]]) -> list[Account]:
    known = accounts.by_ids([account_id for _row, account_id in found])
    return [known[account_id] for _row, account_id in found if account_id in known]
