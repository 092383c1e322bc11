"""Writing: the page, the check of who will not see it, the act."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.models import Member
from portevoix.domain.audiences import queries as audiences
from portevoix.domain.audiences.public import Details
from portevoix.domain.posts import commands as posts
from portevoix.domain.posts import queries
from portevoix.domain.posts.models import Post
from portevoix.doors.web import answers, kept
from portevoix.doors.web.cards import shown
from portevoix.doors.web.forms.composer import Composer, audience_from, composer
from portevoix.doors.web.forms.composer_pieces.piece import Question
from portevoix.doors.web.forms.unseen import sentence, unseen_by
from portevoix.doors.web.sign_in import take_writing
from portevoix.doors.web.viewers import local, me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import Invalid, NotAllowed


@signed_in
def write(request: HttpRequest) -> HttpResponse:
    """`/write`: the composer, whole; POST publishes, from here and from every other place."""
    member = me(request)
    if request.method == "POST":
        return _publish(request, member)
    given = kept.take(request) or request.GET
    parent = _parent(request, str(given.get("in_reply_to", "")))
    form = composer(member, back=local(str(given.get("back", "/"))), parent=parent, given=given)
    return _page(request, form, 200)


@signed_in
def notice(request: HttpRequest) -> HttpResponse:
    """The line that says whom the text mentions and the audience leaves out, while one writes."""
    form = _filled(request, me(request))
    _look(form, me(request))
    return answers.piece(request, "notice", {"form": form})


def _publish(request: HttpRequest, member: Member) -> HttpResponse:
    form = _filled(request, member)
    try:
        if any(piece.pressed(request, form.values) for piece in form.pieces):
            return _page(request, form, 200)
        _look(form, member)
        if _open_questions(request, form):
            return _page(request, form, 422)
        take_writing(member)
        made = _made(form, member)
    except Invalid as error:
        form.refused(error)
        return _page(request, form, 422)
    except NotAllowed as error:
        form.refused(Invalid(code=error.code, fields={"text": [error.code]}))
        return _page(request, form, 403)
    _remember(member, form)
    return answers.go(request, _after(form, made), _("Published."))


def _open_questions(request: HttpRequest, form: Composer) -> bool:
    """Notes in the form what was not agreed to yet, and says whether there is any."""
    told = request.POST.getlist("told")
    asked = [form.unseen] if form.unseen else []
    asked += [each for piece in form.pieces for each in piece.questions(form.values)]
    form.asked = [each for each in asked if each.key not in told]
    return bool(form.asked)


def _made(form: Composer, member: Member) -> Post:
    values = form.values
    # The same form sent twice is one post; another text in a form that was kept is another.
    written = "\n".join(str(values[name]) for name in sorted(values))
    key = hashlib.sha256(f"{form.key}\n{written}".encode()).hexdigest()
    return posts.publish(
        author_id=member.pk,
        text=values["text"],
        audience=audience_from(values["audience"]),
        in_reply_to_id=int(values["in_reply_to"]) if values["in_reply_to"] else None,
        idempotency_key=key,
        **form.arguments(),
    )


def _filled(request: HttpRequest, member: Member) -> Composer:
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


def _parent(request: HttpRequest, post_id: str) -> Details | None:
    if not post_id.isdigit():
        return None
    post = queries.get(viewer(request), int(post_id))
    return audiences.details(post.boost_of_id or post.id)


def _remember(member: Member, form: Composer) -> None:
    """The picker opens at the last used rung; what a reply was held to is no choice of it."""
    used = str(form.values["audience"])
    if form.values["in_reply_to"] or ":" in used:
        return
    changes: dict[str, Any] = {}
    if member.page_audience != used:
        changes["page_audience"] = used
    if member.default_language != form.values["language"]:
        changes["default_language"] = form.values["language"]
    if changes:
        accounts.set_preferences(account_id=member.pk, **changes)


def _after(form: Composer, made: Post) -> str:
    place = form.back.partition("#")[0]
    if form.values["in_reply_to"] and not place.startswith("/@"):
        place = f"/@{made.author.name}/{made.id}"
    return f"{place}#p{made.id}"


def _page(request: HttpRequest, form: Composer, status: int) -> HttpResponse:
    parent_id = str(form.values["in_reply_to"])
    above = shown(viewer(request), [int(parent_id)]) if parent_id else []
    values = {"form": form, "above": above[0] if above else None}
    return answers.page(request, "write.html", values, status=status)
