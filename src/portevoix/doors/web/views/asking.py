"""What waits for the member's word, and who may do what with a post of hers."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.models import Account
from portevoix.domain.posts import asks, queries
from portevoix.domain.posts import commands as posts
from portevoix.domain.posts.asking import policy_from
from portevoix.doors.web import answers, cards
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.policy_words import LABELS, choices
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.pagination import Page

_SHOWN = 20


@dataclass
class Line:
    """One thing that somebody asked for: who, and the post that it would make or carry."""

    ask: asks.Asked
    asker: Account
    shown: cards.Shown | None


@signed_in
def asked(request: HttpRequest) -> HttpResponse:
    """`/asked`: what waits, the newest first."""
    page = Page.from_params({"max_id": request.GET.get("after")}, default=_SHOWN, maximum=_SHOWN)
    found = asks.waiting_for(viewer(request), page)
    people = accounts.by_ids([each.asker_id for each in found])
    about = [each.thing_id or each.post_id for each in found]
    shown = {each.card.row_id: each for each in cards.shown(viewer(request), about)}
    lines = [
        Line(each, people[each.asker_id], shown.get(each.thing_id or each.post_id))
        for each in found
        if each.asker_id in people
    ]
    older = f"/asked?after={found[-1].id}" if len(found) == _SHOWN else ""
    return answers.page(request, "asked.html", {"asks": lines, "older": older})


@require_POST
@signed_in
def agree(request: HttpRequest, ask_id: int) -> HttpResponse:
    """Lets it happen."""
    posts.agree(actor_id=me(request).pk, ask_id=ask_id)
    return answers.go(request, "/asked", _("You agreed."))


@require_POST
@signed_in
def leave(request: HttpRequest, ask_id: int) -> HttpResponse:
    """Puts it aside."""
    posts.leave(actor_id=me(request).pk, ask_id=ask_id)
    return answers.go(request, "/asked", _("Left aside."))


@signed_in
def who_may(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """`/@name/ID/who-may`: who may answer, quote and boost one's own post from now on."""
    post = queries.get(viewer(request), int(number))
    if post.author_id != me(request).pk or post.boost_of_id is not None:
        raise NotFound
    form = Form({name: getattr(post, name) for name in LABELS}, LABELS)
    status = 200
    if request.method == "POST":
        form.values = {name: str(request.POST.get(name, "")) for name in LABELS}
        try:
            chosen = {name: policy_from(form.values[name], name) for name in LABELS}
            posts.set_policies(
                actor_id=me(request).pk,
                post_id=post.id,
                reply=chosen["reply_policy"],
                quote=chosen["quote_policy"],
                boost=chosen["boost_policy"],
            )
            return answers.go(request, f"/@{post.author.name}/{post.id}", _("Saved."))
        except Invalid as error:
            form.refused(error)
            status = 422
    [shown] = cards.shown(viewer(request), [post.id])
    offered = [(value, words, "") for value, words in choices()]
    values = {"form": form, "shown": shown, "choices": offered}
    return answers.page(request, "who_may.html", values, status=status)
