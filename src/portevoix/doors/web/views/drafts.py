"""Drafts: kept while one writes, found again on any device."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from portevoix.domain.posts import commands
from portevoix.domain.posts.drafts import draft_by_id, drafts_of
from portevoix.domain.posts.errors import DraftChanged
from portevoix.domain.posts.models import Draft
from portevoix.doors.web import answers, audience_words, cards, frame, kept, times
from portevoix.doors.web.audience_words import Word
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.viewers import local, me, signed_in, viewer
from portevoix.doors.web.views.write import filled, write_page
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import ngettext
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid

MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Begun:
    """A draft as the list shows it. `answered` is the post it answers, where it may be read."""

    draft: Draft
    path: str
    words: str
    audience: Word | None
    answered: cards.Shown | None
    fault: str


@signed_in
def drafts(request: HttpRequest) -> HttpResponse:
    """`/drafts`: what was begun, on any device."""
    found = drafts_of(me(request).pk)
    above = _answered(request, found)
    old = [each for each in found if each.updated_at < clock.now() - MONTH]
    begun = [_begun(each, above) for each in found]
    return answers.page(request, "drafts.html", {"begun": begun, "old": len(old)})


@require_POST
@signed_in
def keep(request: HttpRequest) -> HttpResponse:
    """Keeps a form as a draft: a script's every two seconds, or a person's by *Keep*."""
    if str(request.POST.get("draft_place", "")).startswith("form:"):
        return _keep_form(request)
    member = me(request)
    form = filled(request, member)
    if form.is_empty:
        commands.drop_draft(author_id=member.pk, place=form.draft_place)
        return _kept(request, form.back, None)
    try:
        draft = commands.keep_draft(
            author_id=member.pk,
            place=form.draft_place,
            values=form.values,
            version=form.draft_version,
            writer=form.key,
        )
    except DraftChanged as error:
        if _by_script(request):
            return _changed()
        form.draft_version = error.draft.version
        return write_page(request, form, 409, other=error.draft)
    except Invalid as error:
        if _by_script(request):
            raise
        form.refused(error)
        return write_page(request, form, 422)
    return _kept(request, form.back, draft)


@require_POST
@signed_in
def delete(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Deletes a draft; the page offers to undo it."""
    draft = draft_by_id(me(request).pk, draft_id)
    commands.drop_draft(author_id=me(request).pk, place=draft.place)
    place = str(request.POST.get("back", "/drafts"))
    return answers.go(request, place, _("Deleted."), undo=f"/drafts/{draft_id}/back")


@require_POST
@signed_in
def bring_back(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Undoes the deletion of a draft."""
    commands.bring_back(author_id=me(request).pk, draft_id=draft_id)
    return answers.go(request, "/drafts", _("It is back."))


@require_POST
@signed_in
def delete_old(request: HttpRequest) -> HttpResponse:
    """Deletes the drafts not touched for a month."""
    before = clock.now() - MONTH
    number = commands.drop_older_drafts(author_id=me(request).pk, before=before)
    said = ngettext("%(number)s draft deleted.", "%(number)s drafts deleted.", number)
    return answers.go(request, "/drafts", said % {"number": number})


def _keep_form(request: HttpRequest) -> HttpResponse:
    """Keeps a form of the settings, as it is written, until it is saved."""
    place = str(request.POST["draft_place"])
    version = str(request.POST.get("draft_version", ""))
    back = local(place.removeprefix("form:"))
    if place != kept.place_of(back):
        raise Invalid
    try:
        draft = commands.keep_draft(
            author_id=me(request).pk,
            place=place,
            values={"form": kept.written(request.POST)},
            version=int(version[:9]) if version.isascii() and version.isdigit() else 0,
            writer=str(request.POST.get("form_key", "")),
        )
    except DraftChanged:
        if _by_script(request):
            return _changed()
        return answers.go(request, back, _other_tab())
    return _kept(request, back, draft)


def _by_script(request: HttpRequest) -> bool:
    return request.POST.get("by") == "script"


def _kept(request: HttpRequest, back: str, draft: Draft | None) -> HttpResponse:
    said = ""
    if draft is not None:
        hour = times.hour(draft.updated_at.astimezone(frame.zone_of(request)))
        # Translators: a draft, and the hour: "Kept at 14:02."
        said = _("Kept at %(hour)s.") % {"hour": hour}
    if not _by_script(request):
        return answers.go(request, back, said)
    return JsonResponse({"version": draft.version if draft else 0, "said": said})


def _changed() -> HttpResponse:
    return JsonResponse({"said": _other_tab()}, status=409)


def _other_tab() -> str:
    return _("Something else was kept here meanwhile, in another tab or on another device.")


def _answered(request: HttpRequest, found: list[Draft]) -> dict[str, cards.Shown]:
    ids = [number_in(each.values.get("in_reply_to", "")) for each in found]
    numbers = [each for each in ids if each is not None]
    return {str(each.card.id): each for each in cards.shown(viewer(request), numbers)}


def _begun(draft: Draft, above: dict[str, cards.Shown]) -> Begun:
    values: dict[str, Any] = draft.values
    is_form = draft.place.startswith("form:")
    rung = str(values.get("audience", "")).partition(":")[0]
    return Begun(
        draft=draft,
        path=draft.place.removeprefix("form:") if is_form else f"/write?draft={draft.id}",
        words=str(values.get("text", ""))[:200],
        audience=audience_words.word(rung) if rung else None,
        answered=above.get(str(values.get("in_reply_to", ""))),
        fault=sentence(draft.fault) if draft.fault else "",
    )
