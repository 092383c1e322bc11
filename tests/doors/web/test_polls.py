"""Polls on pages: asking, voting, figures, with and without the script."""

from collections.abc import Callable

from django.test import Client

from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts.models import Poll, Post
from portevoix.domain.posts.poll_draft import PollDraft
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]
FORM = {"text": "What?", "audience": "public", "language": "en", "poll_time": "3600"}


def asked_by(author: Reader, **about: object) -> Post:
    draft = {"options": ("Tea", "Coffee <b>"), "expires_in": 3600} | about
    return post(author, "What?", poll=PollDraft(**draft))  # type: ignore[arg-type]


def test_a_poll_is_written_in_the_composer(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    answer = browser.post("/write", FORM | {"poll": ["Tea", "", "Coffee"], "poll_multiple": "yes"})
    assert answer.status_code == 302
    poll = Poll.objects.get()
    assert (poll.titles, poll.multiple) == ('["Tea", "Coffee"]', True)


def test_faults_keep_the_answers_and_more_lines_can_be_had(
    as_member: AsMember, alice: Reader
) -> None:
    browser = as_member(alice)
    refused = browser.post("/write", FORM | {"poll": ["Tea", "tea"], "poll_time": "7"})
    assert refused.status_code == 422
    assert 'value="tea"' in refused.content.decode()
    more = browser.post("/write", FORM | {"poll": list("abcd"), "poll_more": "1"})
    assert more.content.decode().count('name="poll"') == 6
    assert not Post.objects.exists()


def test_one_votes_and_sees_figures(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = asked_by(alice)
    browser = as_member(bob)
    page = browser.get("/house").content.decode()
    assert f'action="/posts/{made.id}/vote"' in page
    assert "Results without voting" in page
    assert "Coffee &lt;b&gt;" in page
    said = {"back": "/house", "row": made.id, "choice": "1"}
    answer = browser.post(f"/posts/{made.id}/vote", said)
    assert answer["Location"] == f"/house#p{made.id}"
    page = browser.get("/house").content.decode()
    assert "Your vote counts." in page
    assert "1 vote · 100 %" in page
    assert f'action="/posts/{made.id}/vote"' not in page
    assert browser.post(f"/posts/{made.id}/vote", said).status_code == 422


def test_the_script_gets_the_card_alone(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = asked_by(alice)
    script = {"hx-request": "true", "hx-current-url": "http://testserver/house"}
    browser = as_member(bob)
    empty = browser.post(f"/posts/{made.id}/vote", {"row": made.id}, headers=script)
    assert empty.status_code == 422
    voted = browser.post(f"/posts/{made.id}/vote", {"row": made.id, "choice": "0"}, headers=script)
    assert voted.content.decode().startswith("<article")
    fresh = browser.get(f"/posts/{made.id}/poll?row={made.id}", headers=script)
    assert fresh.content.decode().startswith("<article")
    assert browser.get(f"/posts/{made.id}/poll")["Location"] == f"/@alice/{made.id}"


def test_odd_choices_are_refused_in_words(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    made = asked_by(alice)
    for choice in ("x", "-1", "9" * 40, "٣", "7"):
        answer = as_member(bob).post(f"/posts/{made.id}/vote", {"choice": choice})
        assert answer.status_code == 422
    assert as_member(bob).get(f"/posts/{made.id}/poll?row=٣").status_code == 302
