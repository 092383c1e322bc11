"""Drafts: one a member and place, never written over unseen, gone with their post."""

from datetime import timedelta
from typing import Any

import pytest

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import Audience, Rung
from portevoix.domain.posts import commands, drafts
from portevoix.domain.posts.errors import DraftChanged, NotADraft, NotAPost
from portevoix.domain.posts.models import Draft, Post
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from tests.factories.people import id_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(db: None) -> Reader:
    """Who writes."""
    return member("alice")


def keep(reader: Reader, text: str, place: str = "home", **about: Any) -> Draft | None:
    """Keeps a text at a place."""
    return commands.keep_draft(author_id=id_of(reader), place=place, values={"text": text}, **about)


def text_at(reader: Reader, place: str = "home") -> str | None:
    """The text of the draft of a place."""
    found = drafts.draft_of(id_of(reader), place)
    return None if found is None else str(found.values["text"])


def test_one_draft_a_place_and_person(alice: Reader) -> None:
    bob = member("bob")
    keep(alice, "Mine")
    keep(alice, "A reply", "reply:12")
    keep(bob, "His")
    assert (text_at(alice), text_at(alice, "reply:12"), text_at(bob)) == ("Mine", "A reply", "His")


def test_a_form_goes_on_with_its_own_draft_whatever_the_version(alice: Reader) -> None:
    keep(alice, "One", writer="form")
    keep(alice, "One two", writer="form")
    assert text_at(alice) == "One two"


def test_another_form_does_not_write_over_what_it_has_not_seen(alice: Reader) -> None:
    first = keep(alice, "On the phone", writer="phone")
    assert first is not None
    with pytest.raises(DraftChanged) as refused:
        keep(alice, "On the desk", writer="desk")
    assert refused.value.draft.values["text"] == "On the phone"
    keep(alice, "Both", writer="desk", version=first.version)
    assert text_at(alice) == "Both"


def test_the_same_words_are_no_conflict(alice: Reader) -> None:
    first = keep(alice, "Same", writer="phone")
    again = keep(alice, "Same", writer="desk")
    assert first is not None
    assert again is not None
    assert again.version == first.version


def test_published_and_gone_together_or_not_at_all(alice: Reader) -> None:
    keep(alice, "Hello")
    with pytest.raises(NotAPost):
        commands.publish_draft(
            author_id=id_of(alice), place="home", text="", audience=Audience(Rung.HOUSE)
        )
    assert text_at(alice) == "Hello"
    commands.publish_draft(
        author_id=id_of(alice), place="home", text="Hello", audience=Audience(Rung.HOUSE)
    )
    assert text_at(alice) is None
    assert Post.objects.count() == 1


def test_a_late_keeping_does_not_bring_a_published_text_back(alice: Reader) -> None:
    commands.publish_draft(
        author_id=id_of(alice),
        place="home",
        writer="form",
        text="Hello there",
        audience=Audience(Rung.HOUSE),
    )
    assert keep(alice, "Hello the", writer="form") is None
    assert text_at(alice) is None
    keep(alice, "Something else", writer="form")
    assert text_at(alice) == "Something else"


def test_a_deleted_draft_can_be_brought_back_by_its_author_alone(alice: Reader) -> None:
    draft = keep(alice, "Hello")
    assert draft is not None
    commands.drop_draft(author_id=id_of(alice), place="home")
    assert text_at(alice) is None
    with pytest.raises(NotFound):
        commands.bring_back(author_id=id_of(member("bob")), draft_id=draft.id)
    commands.bring_back(author_id=id_of(alice), draft_id=draft.id)
    assert text_at(alice) == "Hello"


def test_what_is_old_can_be_deleted_at_once(alice: Reader) -> None:
    keep(alice, "Old", "reply:1")
    keep(alice, "New", "reply:2")
    Draft.objects.filter(place="reply:1").update(updated_at=clock.now() - timedelta(days=40))
    month_ago = clock.now() - timedelta(days=30)
    assert commands.drop_older_drafts(author_id=id_of(alice), before=month_ago) == 1
    assert [draft.place for draft in drafts.drafts_of(id_of(alice))] == ["reply:2"]


@pytest.mark.parametrize("place", ["", "Home", "reply:\n1", "x" * 81, "reply:" + "1" * 61])
def test_a_place_has_its_shape(place: str, alice: Reader) -> None:
    with pytest.raises(NotADraft):
        keep(alice, "Hello", place)


def test_a_draft_has_its_measure(alice: Reader) -> None:
    with pytest.raises(NotADraft):
        keep(alice, "x" * drafts.LARGEST)
