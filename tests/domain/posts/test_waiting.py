"""Posts that wait: they leave once, at their hour, and come back as a draft when undone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from portevoix.consumers import leaving  # noqa: F401  (registers the job)
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.public import Audience, Rung
from portevoix.domain.posts import commands, drafts, waiting
from portevoix.domain.posts.errors import CannotWait, NotAPost
from portevoix.domain.posts.models import Post, WaitingPost
from portevoix.kernel import clock, jobs
from portevoix.kernel.errors import NotFound
from tests.factories.people import id_of, member
from tests.factories.posts import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(db: None) -> Reader:
    """Who writes."""
    return member("alice")


def wait(reader: Reader, text: str = "Later.", **about: Any) -> WaitingPost:
    """Lets a post wait an hour."""
    values: dict[str, Any] = {"leaves_at": clock.now() + timedelta(hours=1)}
    values |= {"audience": Audience(Rung.HOUSE), **about}
    made = commands.let_wait(author_id=id_of(reader), text=text, **values)
    assert isinstance(made, WaitingPost)
    return made


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Sets the clock."""
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_it_leaves_at_its_hour_and_not_before(
    alice: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = wait(alice, warning="Tea", language="fr")
    jobs.run_due()
    assert Post.objects.count() == 0
    at(monkeypatch, made.leaves_at + timedelta(seconds=1))
    jobs.run_due()
    left = Post.objects.get()
    assert (left.text, left.warning, left.language) == ("Later.", "Tea", "fr")
    assert WaitingPost.objects.count() == 0
    assert commands.leave_when_due(waiting_id=made.id) is None
    assert Post.objects.count() == 1


def test_another_hour_is_the_hour(alice: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    made = wait(alice)
    first = made.leaves_at
    commands.change_hour(
        author_id=id_of(alice), waiting_id=made.id, leaves_at=first + timedelta(hours=1)
    )
    at(monkeypatch, first + timedelta(minutes=1))
    jobs.run_due()
    assert Post.objects.count() == 0
    at(monkeypatch, first + timedelta(hours=1, minutes=1))
    jobs.run_due()
    assert Post.objects.count() == 1


def test_the_hour_of_a_circle_is_kept_with_it(alice: Reader) -> None:
    made = wait(alice, audience=Audience(Rung.ONLY_ME), in_reply_to_id=post(alice).id)
    arguments = waiting.arguments_of(WaitingPost.objects.get(id=made.id))
    assert arguments["audience"] == Audience(Rung.ONLY_ME)
    assert isinstance(arguments["in_reply_to_id"], int)


def test_what_publishing_refuses_is_refused_now(alice: Reader) -> None:
    with pytest.raises(NotAPost):
        wait(alice, "")
    assert WaitingPost.objects.count() == 0
    assert Post.objects.count() == 0


@pytest.mark.parametrize("minutes", [-60, 0, 4])
def test_an_hour_must_be_some_minutes_ahead(minutes: int, alice: Reader) -> None:
    with pytest.raises(CannotWait):
        wait(alice, leaves_at=clock.now() + timedelta(minutes=minutes))


def test_twenty_five_a_day(alice: Reader) -> None:
    noon = (clock.now() + timedelta(days=2)).replace(hour=12)
    for number in range(waiting.MOST_A_DAY):
        wait(alice, f"Number {number}", leaves_at=noon)
    with pytest.raises(CannotWait):
        wait(alice, leaves_at=noon)
    wait(alice, leaves_at=noon + timedelta(days=1))


def test_undone_it_is_a_draft_where_it_was(alice: Reader) -> None:
    values = {"text": "Oh", "audience": "house"}
    commands.keep_draft(author_id=id_of(alice), place="home", values=values)
    made = wait(
        alice,
        "Oh",
        scheduled=False,
        place="home",
        values=values,
        leaves_at=clock.now() + timedelta(seconds=5),
    )
    assert drafts.draft_of(id_of(alice), "home") is None
    commands.take_back(author_id=id_of(alice), waiting_id=made.id)
    found = drafts.draft_of(id_of(alice), "home")
    assert found is not None
    assert found.values == values
    with pytest.raises(NotFound):
        commands.take_back(author_id=id_of(alice), waiting_id=made.id)


def test_undone_it_takes_no_place_of_another_draft(alice: Reader) -> None:
    made = wait(alice, "Oh", place="home", values={"text": "Oh"})
    commands.keep_draft(author_id=id_of(alice), place="home", values={"text": "New"})
    commands.take_back(author_id=id_of(alice), waiting_id=made.id)
    texts = {draft.values["text"] for draft in drafts.drafts_of(id_of(alice))}
    assert texts == {"Oh", "New"}


def test_what_cannot_leave_becomes_a_draft_that_says_why(
    alice: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = post(alice)
    made = wait(alice, in_reply_to_id=parent.id)
    commands.delete(actor_id=id_of(alice), post_id=parent.id)
    at(monkeypatch, made.leaves_at + timedelta(seconds=1))
    jobs.run_due()
    (draft,) = drafts.drafts_of(id_of(alice))
    assert draft.fault == "not_found"
    assert draft.values["text"] == "Later."
    assert draft.values["audience"] == "house"
    assert WaitingPost.objects.count() == 0


def test_the_same_key_waits_once_and_is_the_post_once_left(alice: Reader) -> None:
    first = wait(alice, idempotency_key="k")
    assert wait(alice, idempotency_key="k").id == first.id
    left = commands.leave_now(author_id=id_of(alice), waiting_id=first.id)
    again = commands.let_wait(
        author_id=id_of(alice),
        text="Later.",
        audience=Audience(Rung.HOUSE),
        leaves_at=clock.now() + timedelta(hours=1),
        idempotency_key="k",
    )
    assert isinstance(again, Post)
    assert again.id == left.id


def test_nobody_touches_what_waits_for_another(alice: Reader) -> None:
    made, bob = wait(alice), id_of(member("bob"))
    for act in (commands.drop_waiting, commands.take_back, commands.leave_now):
        with pytest.raises(NotFound):
            act(author_id=bob, waiting_id=made.id)
    assert WaitingPost.objects.count() == 1
