"""From an audience to the words `to` and `cc` (wire.md 6; audiences.md, On the wire)."""

from dataclasses import dataclass

from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences.grants import OPEN, Grant
from portevoix.wire.activitystreams.letter import Letter
from portevoix.wire.activitystreams.people import followers_of, uri_of
from portevoix.wire.activitystreams.vocabulary import PUBLIC


@dataclass(frozen=True)
class Addressing:
    """Whom a post is for, on the wire. `tagged` are those who get a Mention."""

    to: list[str]
    cc: list[str]
    tagged: tuple[Account, ...]
    direct: bool = False

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return PUBLIC in self.to or PUBLIC in self.cc


def address(letter: Letter, *, asker: Account | None = None) -> Addressing | None:
    """Returns how the post leaves, or None when it never does.

    `asker` is the one reader elsewhere whom a copy of a circle's post is for.
    """
    grants = letter.audience.grants
    followers = followers_of(letter.author)
    if letter.audience.has_ceiling or grants & Grant.AS_PARENT:
        return _direct(_people([letter.answered, *letter.named]))
    people = _people([letter.answered, *letter.mentioned])
    others = [uri_of(one) for one in people]
    if grants & Grant.PUBLIC:
        return Addressing([PUBLIC], [followers, *others], people)
    if grants & Grant.QUIET:
        return Addressing([followers], [PUBLIC, *others], people)
    if grants & Grant.FOLLOWERS:
        return Addressing([followers], others, people)
    if letter.audience.direct:
        return _direct(_people(list(letter.named)))
    # For a circle, or for those still named after a narrowing: a copy each, that names nobody
    # else, with no Mention at all. What else is left never leaves.
    return Addressing([uri_of(asker)], [], ()) if asker else None


def address_boost(grants: Grant, booster: Account, author: Account) -> Addressing | None:
    """Returns how a boost leaves, or None when it stays in the house."""
    followers, about = followers_of(booster), [uri_of(author)]
    if grants & Grant.PUBLIC:
        return Addressing([PUBLIC], [followers, *about], ())
    if grants & Grant.QUIET:
        return Addressing([followers], [PUBLIC, *about], ())
    if grants & Grant.FOLLOWERS:
        return Addressing([followers], about, ())
    return None


def was_public(letter: Letter) -> bool:
    """Whether a public grant holds, or held, for everyone."""
    return bool(letter.audience.grants & OPEN) and not letter.audience.has_ceiling


def _direct(people: tuple[Account, ...]) -> Addressing:
    return Addressing([uri_of(one) for one in people], [], people, direct=True)


def _people(candidates: list[Account | None]) -> tuple[Account, ...]:
    return tuple({one.pk: one for one in candidates if one is not None}.values())
