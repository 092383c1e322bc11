"""A post's own words, changed later, and what it said before."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.posts import commands as posts
from portevoix.domain.posts import history, queries
from portevoix.domain.posts.models import Post
from portevoix.doors.web import answers, languages, words
from portevoix.doors.web.cards import shown
from portevoix.doors.web.differences import Piece, pieces
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.viewers import me, signed_in, viewer
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.errors import Conflict, Invalid, NotFound
from portevoix.kernel.text.sanitise import plain

_LABELS = {
    "text": later("Text"),
    "warning": later("Content warning"),
    "language": later("Language"),
}


@signed_in
def edit(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """`/@name/ID/edit`: other words for one's own post; what it said before is kept."""
    post = queries.get(viewer(request), int(number))
    if post.author_id != me(request).pk or post.boost_of_id is not None:
        raise NotFound
    if request.method != "POST":
        values = {"text": post.text, "warning": post.warning, "language": post.language}
        return _page(request, post, Form(values, _LABELS), version=post.version)
    form = Form({name: str(request.POST.get(name, "")) for name in _LABELS}, _LABELS)
    version = str(request.POST.get("version", ""))
    try:
        posts.edit(
            actor_id=me(request).pk,
            post_id=post.id,
            text=form.values["text"],
            warning=form.values["warning"],
            sensitive=post.sensitive and not post.warning,
            language=form.values["language"][:12],
            version=number_in(version),
        )
    except Invalid as error:
        form.refused(error)
        return _page(request, post, form, version=version, status=422)
    except Conflict:
        return _page(request, post, form, version=post.version, status=409, other=True)
    return answers.go(request, f"/@{post.author.name}/{post.id}", _("Changed."))


def _page(
    request: HttpRequest,
    post: Post,
    form: Form,
    *,
    version: int | str,
    status: int = 200,
    other: bool = False,
) -> HttpResponse:
    values: dict[str, Any] = {
        "form": form,
        "post": post,
        "version": version,
        "other": other,
        "languages": languages.offered(str(form.values["language"]), words.language()),
    }
    return answers.page(request, "edit.html", values, status=status)


def versions(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """`/@name/ID/history`: what a post said, the last version first, with what changed."""
    reader = viewer(request)
    post, found = history.versions(reader, int(number))
    said = [_said(version) for version in found]
    told = []
    for at, version in enumerate(found):
        before = said[at - 1] if at else None
        told.append({"version": version, "pieces": _compared(before, said[at]), "first": not at})
    [card] = shown(reader, [post.id])
    return answers.page(request, "history.html", {"shown": card, "told": told[::-1]})


def _said(version: history.Version) -> str:
    """A version as plain text, its warning first; posts from elsewhere have HTML only."""
    text = version.text or plain(version.html)
    return f"{version.warning}\n\n{text}" if version.warning else text


def _compared(before: str | None, after: str) -> list[Piece]:
    return pieces(after if before is None else before, after)
