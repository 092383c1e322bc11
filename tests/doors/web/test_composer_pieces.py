"""The parts of the composer: gathered, drawn, read and given to publishing."""

from typing import Any

from django.http import QueryDict

from portevoix.domain.accounts import queries as accounts
from portevoix.domain.accounts.reader import Reader
from portevoix.doors.web.answers import env
from portevoix.doors.web.forms import composer_pieces
from portevoix.doors.web.forms.composer import Composer, composer
from portevoix.doors.web.forms.composer_pieces.piece import Place
from tests.factories.people import id_of


def made(reader: Reader, written: str = "") -> Composer:
    """The composer of a member, filled with what a form sent."""
    member = accounts.member(id_of(reader))
    assert member is not None
    return composer(member, given=QueryDict(written))


def test_every_part_has_a_template_and_an_order_of_its_own() -> None:
    pieces = composer_pieces.found()
    assert len({piece.order for piece in pieces}) == len(pieces)
    for piece in pieces:
        assert env().get_template(piece.template)


def test_no_two_parts_share_a_field(alice: Reader) -> None:
    member = accounts.member(id_of(alice))
    assert member is not None
    names: list[str] = []
    for piece in composer_pieces.found():
        names += piece(Place(member, None)).fields()
    assert len(names) == len(set(names))


def test_what_was_typed_reaches_publishing(alice: Reader) -> None:
    given: dict[str, Any] = made(alice, "text=Hello&warning=Tea&language=fr").arguments()
    assert given["warning"] == "Tea"
    assert given["language"] == "fr"


def test_an_empty_composer_warns_of_nothing(alice: Reader) -> None:
    assert made(alice).values["warning"] == ""
