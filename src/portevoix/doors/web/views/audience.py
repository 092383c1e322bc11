"""Who sees a post of one's own, and letting more or fewer people see it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from portevoix.domain.audiences import queries as audiences
from portevoix.domain.audiences.public import Audience, Rung, known_details
from portevoix.domain.posts import commands as posts
from portevoix.domain.posts import queries
from portevoix.domain.posts.readership import narrower, wider
from portevoix.domain.relationships import queries as relationships
from portevoix.doors.web import answers, audience_words, cards
from portevoix.doors.web.audience_words import Word
from portevoix.doors.web.forms.composer import audience_from
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import NotFound
from portevoix.kernel.pagination import Page


@dataclass(frozen=True)
class Step:
    """A rung that the post can be moved to."""

    value: str
    name: str
    word: Word


@signed_in
def audience(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """`/@name/ID/audience`: who sees it, the next rungs, and the honest word on narrowing."""
    member = me(request)
    post = queries.get(viewer(request), int(number))
    if post.author_id != member.pk or post.boost_of_id is not None:
        raise NotFound
    if request.method == "POST":
        asked = audience_from(str(request.POST.get("audience", "")))
        if request.POST.get("way") == "narrow":
            posts.narrow_post(actor_id=member.pk, post_id=post.id, audience=asked)
            return answers.go(request, f"/@{member.name}/{post.id}", _("Fewer people see it now."))
        posts.widen_post(actor_id=member.pk, post_id=post.id, audience=asked)
        return answers.go(request, f"/@{member.name}/{post.id}", _("More people see it now."))
    about = known_details(post.id)
    has_connections = bool(relationships.connections(member.pk, Page(limit=1)))
    offered = audiences.rungs_for(member.pk, has_connections=has_connections)
    titles = {circle.id: circle.title for circle in audiences.circles_of(member.pk)}
    [shown] = cards.shown(viewer(request), [post.id])
    values = {
        "shown": shown,
        "direct": about.direct,
        "has_ceiling": about.has_ceiling,
        "wider": [_step(each, titles) for each in wider(about, offered)],
        "narrower": [_step(each, titles) for each in narrower(about, offered)],
    }
    return answers.page(request, "audience.html", values)


def _step(asked: Audience, titles: dict[int, str]) -> Step:
    word = audience_words.word(asked.rung.value)
    if asked.rung is not Rung.CIRCLE:
        return Step(asked.rung.value, word.name, word)
    return Step(f"circle:{asked.circle_id}", titles.get(asked.circle_id or 0, word.name), word)
