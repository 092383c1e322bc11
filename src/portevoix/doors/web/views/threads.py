"""A thread: a text too long for one post, or several at once."""

import hashlib

from django.http import HttpRequest, HttpResponse

from portevoix.domain.posts import commands
from portevoix.domain.posts.publishing import TEXT_LIMIT
from portevoix.doors.web import answers
from portevoix.doors.web.forms.composer import Composer, audience_from
from portevoix.doors.web.sign_in import take_writing
from portevoix.doors.web.viewers import me, signed_in
from portevoix.doors.web.views.write import after_publishing, filled
from portevoix.doors.web.words import gettext as _
from portevoix.kernel.errors import Invalid, NotAllowed
from portevoix.kernel.text.clean import clean_text
from portevoix.kernel.text.split import split

# Fields that the page draws itself, and buttons.
_DRAWN = {
    "text", "part", "csrfmiddlewaretoken", "form_key", "back", "draft_place", "draft_version",
    "split", "add", "publish", "by", "told", "media_do", "poll_more",
}  # fmt: skip


@signed_in
def thread(request: HttpRequest) -> HttpResponse:
    """Shows a text as the parts of a thread (`split`, `add`), or publishes them together."""
    if request.method != "POST":
        return answers.go(request, "/write")
    form = filled(request, me(request))
    parts = [str(each) for each in request.POST.getlist("part")]
    if "split" in request.POST or not parts:
        whole = clean_text(str(form.values["text"]))
        room = TEXT_LIMIT - len(str(form.values["warning"]))
        return _page(request, form, split(whole, max(room, 1000)) or [""])
    if "add" in request.POST:
        return _page(request, form, [*parts, ""])
    texts = [each for each in parts if each.strip()]
    try:
        take_writing(me(request))
        made = commands.publish_thread(
            author_id=me(request).pk,
            texts=texts,
            audience=audience_from(form.values["audience"]),
            place=form.draft_place,
            writer=form.key,
            idempotency_key=hashlib.sha256("\n".join([form.key, *texts]).encode()).hexdigest(),
            in_reply_to_id=int(form.values["in_reply_to"] or 0) or None,
            **form.arguments(),
        )
    except (Invalid, NotAllowed) as error:
        form.refused(error if isinstance(error, Invalid) else Invalid(code=error.code))
        return _page(request, form, parts, 422)
    return answers.go(request, after_publishing(form, made[0]), _("Published."))


def _page(
    request: HttpRequest, form: Composer, parts: list[str], status: int = 200
) -> HttpResponse:
    kept = [
        (name, each) for name, sent in request.POST.lists() if name not in _DRAWN for each in sent
    ]
    values = {"form": form, "parts": parts, "kept": kept}
    return answers.page(request, "thread.html", values, status=status)
