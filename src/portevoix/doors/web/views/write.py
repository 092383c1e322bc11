"""Writing: the page, the check of who will not see it, the act."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.models import Member
from portevoix.domain.audiences import queries as audiences
from portevoix.domain.audiences.public import Details
from portevoix.domain.posts import queries
from portevoix.domain.posts.drafts import draft_by_id
from portevoix.domain.posts.models import Draft, Post, WaitingPost
from portevoix.doors.web import answers, frame, kept, languages, times
from portevoix.doors.web.appearance import Appearance
from portevoix.doors.web.cards import shown
from portevoix.doors.web.forms.composer import Composer, audience_from, composer
from portevoix.doors.web.forms.composer_pieces.piece import Question
from portevoix.doors.web.forms.sending import leave
from portevoix.doors.web.forms.unseen import sentence, unseen_by
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.sign_in import take_writing
from portevoix.doors.web.viewers import local, me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import Invalid, NotAllowed, NotFound


@signed_in
def write(request: HttpRequest) -> HttpResponse:
    """`/write`: the composer, whole; POST publishes, from here and from every other place.

    `?draft=ID` opens a draft.
    """
    member = me(request)
    if request.method == "POST":
        return _publish(request, member)
    given = kept.take(request) or request.GET
    draft = _draft(member, str(given.get("draft", "")))
    answered = str(draft.values.get("in_reply_to", "")) if draft else ""
    parent = _parent(request, answered or str(given.get("in_reply_to", "")))
    back = local(str(given.get("back", "/")))
    form = composer(member, back=back, parent=parent, given=given, draft=draft)
    return write_page(request, form, 200)


def _draft(member: Member, draft_id: str) -> Draft | None:
    if not draft_id:
        return None
    number = number_in(draft_id)
    if number is None:
        raise NotFound
    return draft_by_id(member.pk, number)


@signed_in
def notice(request: HttpRequest) -> HttpResponse:
    """The line that says whom the text mentions and the audience leaves out, while one writes."""
    form = filled(request, me(request))
    _look(form, me(request))
    return answers.piece(request, "notice", {"form": form})


def _publish(request: HttpRequest, member: Member) -> HttpResponse:
    form = filled(request, member)
    try:
        if any(piece.pressed(request, form.values) for piece in form.pieces):
            return write_page(request, form, 200)
        _look(form, member)
        if _open_questions(request, form):
            return write_page(request, form, 422)
        take_writing(member)
        made = leave(form, member, frame.zone_of(request))
    except Invalid as error:
        form.refused(error)
        return write_page(request, form, 422)
    except NotAllowed as error:
        form.refused(Invalid(code=error.code, fields={"text": [error.code]}))
        return write_page(request, form, 403)
    _remember(member, form)
    if isinstance(made, WaitingPost):
        return _waits(request, form, made)
    return answers.go(request, after_publishing(form, made), _("Published."))


def _waits(request: HttpRequest, form: Composer, made: WaitingPost) -> HttpResponse:
    if made.is_scheduled:
        when = times.full(made.leaves_at, frame.zone_of(request))
        return answers.go(request, "/scheduled", _("It leaves on %(when)s.") % {"when": when})
    seconds = Appearance.of(me(request)).undo_seconds
    said = _("It leaves in %(number)s seconds.") % {"number": seconds}
    return answers.go(request, form.back, said, undo=f"/waiting/{made.id}/undo")


def _open_questions(request: HttpRequest, form: Composer) -> bool:
    """Notes in the form what was not agreed to yet, and says whether there is any."""
    told = request.POST.getlist("told")
    asked = [form.unseen] if form.unseen else []
    asked += [each for piece in form.pieces for each in piece.questions(form.values)]
    form.asked = [each for each in asked if each.key not in told]
    return bool(form.asked)


def filled(request: HttpRequest, member: Member) -> Composer:
    """Returns the composer as the form of this request filled it."""
    parent = _parent(request, str(request.POST.get("in_reply_to", "")))
    back = local(str(request.POST.get("back", "/")))
    return composer(member, back=back, parent=parent, given=request.POST)


def _look(form: Composer, member: Member) -> None:
    """Notes in the form whom the text mentions and the audience leaves out."""
    parent = str(form.values["in_reply_to"])
    people = unseen_by(
        form.values["text"],
        audience_from(form.values["audience"]),
        author_id=member.pk,
        parent_id=int(parent) if parent else None,
    )
    if people:
        key = "unseen:" + ",".join(str(account.id) for account in people)
        form.unseen = Question(key, sentence(people))


def _parent(request: HttpRequest, said: str) -> Details | None:
    post_id = number_in(said)
    if post_id is None:
        return None
    post = queries.get(viewer(request), post_id)
    return audiences.details(post.boost_of_id or post.id)


def _remember(member: Member, form: Composer) -> None:
    """The picker opens at the last used rung; what a reply was held to is no choice of it."""
    used = str(form.values["audience"])
    if form.values["in_reply_to"] or ":" in used:
        return
    changes: dict[str, Any] = {}
    if member.page_audience != used:
        changes["page_audience"] = used
    language = str(form.values["language"])
    if member.default_language != language:
        changes["default_language"] = language
        earlier = [code for code in languages.used_by(member.settings) if code != language]
        changes["settings"] = {"languages_used": [language, *earlier][:3]}
    if changes:
        accounts.set_preferences(account_id=member.pk, **changes)


def after_publishing(form: Composer, made: Post) -> str:
    """Returns where one is led when a post is published: its place on the page one came from."""
    place = form.back.partition("#")[0]
    if form.values["in_reply_to"] and not place.startswith("/@"):
        place = f"/@{made.author.name}/{made.id}"
    return f"{place}#p{made.id}"


def write_page(
    request: HttpRequest, form: Composer, status: int, *, other: Draft | None = None
) -> HttpResponse:
    """Answers with the page for writing; `other` is a draft that was kept there meanwhile."""
    parent_id = str(form.values["in_reply_to"])
    above = shown(viewer(request), [int(parent_id)]) if parent_id else []
    values = {"form": form, "above": above[0] if above else None, "other": other}
    return answers.page(request, "write.html", values, status=status)
