"""Posts that wait: for a few seconds, or for their hour."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portevoix.domain.posts import commands
from portevoix.domain.posts.models import WaitingPost
from portevoix.domain.posts.waiting import arguments_of, waiting_by_id, waiting_of
from portevoix.doors.web import answers, audience_words, frame
from portevoix.doors.web.audience_words import Word
from portevoix.doors.web.forms.composer_pieces.hour import moment
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import DomainError, Invalid, NotFound


@dataclass(frozen=True)
class Waits:
    """A waiting post as the list shows it, with the hour as its field holds it."""

    post: WaitingPost
    words: str
    audience: Word
    hour: str
    fault: str = ""


@signed_in
def scheduled(request: HttpRequest) -> HttpResponse:
    """`/scheduled`: the posts that leave by themselves, the next first."""
    return _page(request)


@require_POST
@signed_in
def change(request: HttpRequest, waiting_id: int) -> HttpResponse:
    """Lets a post leave at another hour."""
    try:
        hour = moment(str(request.POST.get("leaves_at", "")), frame.zone_of(request))
        if hour is None:
            raise Invalid(fields={"leaves_at": ["blank"]})
        commands.change_hour(author_id=me(request).pk, waiting_id=waiting_id, leaves_at=hour)
    except Invalid as error:
        codes = next(iter(error.fields.values()), [error.code])
        return _page(request, {waiting_id: sentence(codes[0], "leaves_at")})
    return answers.go(request, f"/scheduled#w{waiting_id}", _("It has another hour now."))


@require_POST
@signed_in
def leave_now(request: HttpRequest, waiting_id: int) -> HttpResponse:
    """Publishes a waiting post now; what is refused is said beside it."""
    try:
        post = commands.leave_now(author_id=me(request).pk, waiting_id=waiting_id)
    except NotFound:
        waiting_by_id(me(request).pk, waiting_id)  # it is not the post that is missing
        return _page(request, {waiting_id: sentence("not_found", "leaves_at")})
    except DomainError as error:
        return _page(request, {waiting_id: sentence(error.code, "leaves_at")})
    return answers.go(request, f"/@{post.author.name}/{post.id}", _("Published."))


@require_POST
@signed_in
def delete(request: HttpRequest, waiting_id: int) -> HttpResponse:
    """Takes a post back among the drafts, from where it can be deleted."""
    commands.take_back(author_id=me(request).pk, waiting_id=waiting_id)
    return answers.go(request, "/drafts", _("It does not leave; its text is a draft again."))


@require_POST
@signed_in
def undo(request: HttpRequest, waiting_id: int) -> HttpResponse:
    """Undoes a post that has not left yet: its text is back where it was written."""
    try:
        draft = commands.take_back(author_id=me(request).pk, waiting_id=waiting_id)
    except NotFound:
        return answers.go(request, "/", _("It has left already. You can delete it on its page."))
    place = f"/write?draft={draft.id}" if draft else "/write"
    return answers.go(request, place, _("It did not leave."))


def _page(request: HttpRequest, faults: dict[int, str] | None = None) -> HttpResponse:
    zone = frame.zone_of(request)
    posts = []
    for each in waiting_of(me(request).pk):
        arguments = arguments_of(each)
        posts.append(
            Waits(
                each,
                str(arguments["text"])[:200],
                audience_words.word(arguments["audience"].rung.value),
                each.leaves_at.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
                (faults or {}).get(each.id, ""),
            )
        )
    status = 422 if faults else 200
    return answers.page(request, "scheduled.html", {"posts": posts}, status=status)
