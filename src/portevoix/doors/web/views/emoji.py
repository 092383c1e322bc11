"""Keeping › Emoji: the small pictures that members may put into words."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from portevoix.domain.house import emoji
from portevoix.doors.web import answers
from portevoix.doors.web.forms.base import Form, texts
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.viewers import keepers_only
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.gateways.pictures import EMOJI_BYTES, PICTURE_TYPES, Purpose, take_in
from portevoix.kernel.errors import Invalid
from portevoix.kernel.files import FileRefused
from portevoix.wire import emoji as found

_PLACE = "/keep/emoji"
_LABELS = {
    "shortcode": later("Word"),
    "category": later("Category"),
    "picture": later("Picture"),
}


@keepers_only
def emojis(request: HttpRequest) -> HttpResponse:
    """`/keep/emoji`: those there are, one more, hiding and removing."""
    form = Form(texts(request.POST, _LABELS), _LABELS)
    if request.method == "POST":
        try:
            return answers.go(request, _PLACE, _act(request, form.values))
        except Invalid as error:
            form.refused(error)
    values = {
        "form": form,
        "emojis": emoji.of_house(),
        "path_of": found.still_path,
        "types": ",".join(PICTURE_TYPES),
    }
    status = 422 if form.faults else 200
    return answers.page(request, "keep/emoji.html", values, status=status)


def _act(request: HttpRequest, values: dict[str, Any]) -> str:
    """Does what a button asks and returns what is said of it. Raises Invalid, NotFound."""
    for verb in ("hide", "show", "remove"):
        if verb in request.POST:
            emoji_id = number_in(request.POST[verb]) or 0
            if verb == "remove":
                emoji.remove_emoji(emoji_id=emoji_id)
                return _("The emoji is gone.")
            emoji.change_emoji(emoji_id=emoji_id, visible=verb == "show")
            return _("Kept.")
    file = request.FILES.get("picture")
    try:
        chunks = file.chunks() if file else []
        stored = take_in(chunks, Purpose.EMOJI, most=EMOJI_BYTES)
    except FileRefused as fault:
        code = "emoji_too_large" if fault.code == "file_too_large" else fault.code
        raise Invalid(fields={"picture": [code]}) from fault
    made = emoji.add_emoji(
        shortcode=values["shortcode"], stored=stored, category=values["category"]
    )
    return _("Members can write :%(word)s: now.") % {"word": made.shortcode}
