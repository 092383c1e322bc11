"""The composer: the one form by which posts are written, in every place."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from portevoix.domain.accounts.models import Member
from portevoix.domain.audiences import queries as audiences
from portevoix.domain.audiences.public import Audience, AudienceNotPossible, Details, Rung
from portevoix.domain.posts.drafts import PLACE, draft_of
from portevoix.domain.posts.models import Draft
from portevoix.domain.posts.publishing import TEXT_LIMIT
from portevoix.domain.relationships import queries as relationships
from portevoix.doors.web import audience_words
from portevoix.doors.web.audience_words import Word
from portevoix.doors.web.forms import composer_pieces, reach
from portevoix.doors.web.forms.base import Form
from portevoix.doors.web.forms.composer_pieces.piece import Piece, Place, Question
from portevoix.doors.web.numbers import number_in
from portevoix.doors.web.sentences import sentence
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel.pagination import Page
from portevoix.kernel.secrets import new_token
from portevoix.kernel.text.length import mastodon_length

HOME = "home"
LABELS = {"text": later("Text"), "audience": later("Who sees it")}


@dataclass(frozen=True)
class Step:
    """One rung as the picker draws it. `value` is what the form sends."""

    value: str
    word: Word
    name: str
    publish: str
    reach: str = ""


@dataclass
class Composer(Form):
    """The composer in one state. `unseen` asks about people mentioned who will not see it."""

    rungs: list[Step] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    key: str = field(default_factory=new_token)
    back: str = "/"
    ceiling: str = ""
    unseen: Question | None = None
    asked: list[Question] = field(default_factory=list)
    limit: int = TEXT_LIMIT
    preview: str = ""
    draft: Draft | None = None
    draft_place: str = HOME
    draft_version: int = 0

    @property
    def sentence_of_fault(self) -> str:
        """Why what this draft holds could not be published, "" for none."""
        return sentence(self.draft.fault) if self.draft and self.draft.fault else ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that would be missed."""
        chosen = {"text": "", "warning": ""}
        for piece in self.pieces:
            chosen |= piece.fields() if not piece.in_foot else {}
        return all(self.values[name] in (empty, "") for name, empty in chosen.items())

    @property
    def is_too_long(self) -> bool:
        """Whether the text does not fit one post, and may be split."""
        return mastodon_length(str(self.values["text"])) > self.limit

    @property
    def takes_files(self) -> bool:
        """Whether a part of it sends files."""
        return any(piece.takes_files for piece in self.pieces)

    def arguments(self) -> dict[str, Any]:
        """Returns what its parts give to `posts.publish`. Raises Invalid."""
        made: dict[str, Any] = {}
        for piece in self.pieces:
            made |= piece.arguments(self.values)
        return made


def composer(
    member: Member,
    *,
    back: str = "/",
    parent: Details | None = None,
    given: QueryDict | None = None,
    draft: Draft | None = None,
) -> Composer:
    """Returns the composer of a place, filled from `given` where something was typed.

    Where nothing was, it is filled from the `draft` given, or from the draft of the place.
    """
    steps = _steps(member, parent)
    pieces = [piece(Place(member, parent)) for piece in composer_pieces.found()]
    made = Composer(values={}, labels=_labels(pieces), rungs=steps, pieces=pieces, back=back)
    made.values = {
        "text": "",
        "audience": _last_used(member, steps),
        "in_reply_to": str(parent.subject_id) if parent is not None else "",
    }
    for piece in pieces:
        made.values |= piece.fields()
    if given is not None:
        _take_given(made, given)
    made.draft_place = _place(made, given)
    if given is None or not {"text", "part"} & set(given):
        _take_draft(made, draft or draft_of(member.pk, made.draft_place))
    if made.values["audience"] not in {step.value for step in steps}:
        made.values["audience"] = steps[0].value if made.draft else _last_used(member, steps)
    if parent is not None and not parent.is_open:
        made.ceiling = _("A reply cannot be seen by more people than the post it answers.")
    return made


def _labels(pieces: list[Piece]) -> dict[str, str]:
    labels = dict(LABELS)
    for piece in pieces:
        labels |= piece.labels
    return labels


def _take_given(form: Composer, given: QueryDict) -> None:
    form.values |= {name: str(given[name]) for name in ("text", "audience") if name in given}
    if "part" in given and "text" not in given:
        form.values["text"] = "\n\n".join(str(each) for each in given.getlist("part"))
    for piece in form.pieces:
        form.values |= piece.read(given)
    if given.get("form_key"):
        form.key = str(given["form_key"])[:64]
    version = str(given.get("draft_version", ""))
    if version.isascii() and version.isdigit():
        form.draft_version = int(version[:9])


def _place(form: Composer, given: QueryDict | None) -> str:
    """Returns where the draft of this form is kept: what it says, else what it answers."""
    said = str(given.get("draft_place", "")) if given is not None else ""
    if PLACE.fullmatch(said) and not said.startswith("form:"):
        return said
    if form.values["in_reply_to"]:
        return f"reply:{form.values['in_reply_to']}"
    places = (piece.draft_place(form.values) for piece in form.pieces)
    return next(filter(None, places), HOME)


def _take_draft(form: Composer, draft: Draft | None) -> None:
    """Fills the form from a draft; what a draft of an earlier version says oddly is left out."""
    if draft is None:
        return
    form.draft, form.draft_place, form.draft_version = draft, draft.place, draft.version
    for name, value in draft.values.items():
        is_known = name in form.values and name != "in_reply_to"
        if is_known and type(value) is type(form.values[name]):
            form.values[name] = value


def audience_from(value: str) -> Audience:
    """Returns the audience that a form's value names. Raises AudienceNotPossible."""
    kind, _colon, circle = value.partition(":")
    try:
        return Audience(Rung(kind), number_in(circle))
    except ValueError:
        raise AudienceNotPossible from None


def _steps(member: Member, parent: Details | None) -> list[Step]:
    if parent is not None and not parent.is_open:
        kinds = ("as_parent",) if parent.direct else ("as_parent", "author_only")
        return [_step(Audience(Rung(kind))) for kind in kinds]
    has_connections = bool(relationships.connections(member.pk, Page(limit=1)))
    found = audiences.rungs_for(member.pk, has_connections=has_connections)
    titles: dict[int, str] = {}
    sizes: dict[int, int] = {}
    if any(each.rung is Rung.CIRCLE for each in found):
        titles = {circle.id: circle.title for circle in audiences.circles_of(member.pk)}
        sizes = audiences.circle_sizes(member.pk)
    return [replace(_step(each, titles), reach=reach.told(each, member, sizes)) for each in found]


def _step(audience: Audience, titles: dict[int, str] | None = None) -> Step:
    word = audience_words.word(audience.rung.value)
    if audience.circle_id is None:
        return Step(audience.rung.value, word, word.name, word.publish)
    title = (titles or {}).get(audience.circle_id, "")
    # Translators: the button that publishes to a circle, by its name.
    publish = _("Publish to %(circle)s") % {"circle": title}
    return Step(f"circle:{audience.circle_id}", word, title, publish)


def _last_used(member: Member, steps: list[Step]) -> str:
    """The last used rung, this house at first; never one that is not offered."""
    values = [step.value for step in steps]
    for wish in (member.page_audience, "house"):
        if wish in values:
            return wish
    return values[0]
