"""Profiles, follows, requests, mutes, blocks; and what a member says of themselves."""

from collections.abc import Callable
from unittest.mock import patch

from django.test import Client

from portevoix.domain.accounts import commands as accounts
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.relationships import commands, queries
from portevoix.kernel.errors import NotFound
from tests.factories.people import id_of, stranger
from tests.factories.posts import post

AsMember = Callable[[Reader], Client]


def test_follow_and_stop(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    browser = as_member(alice)
    assert "Follow</button>" in browser.get("/@bob").content.decode()
    assert browser.post("/@bob/follow", {"back": "/@bob"})["Location"] == "/@bob"
    assert queries.is_following(id_of(alice), id_of(bob))
    page = browser.get("/@bob").content.decode()
    assert "You follow bob." in page
    assert "Stop following" in page
    browser.post("/@bob/unfollow")
    assert not queries.is_following(id_of(alice), id_of(bob))


def test_a_request_waits_and_is_accepted(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    accounts.update_profile(account_id=id_of(bob), locked=True)
    as_member(alice).post("/@bob/follow")
    assert "Take back the request" in as_member(alice).get("/@bob").content.decode()
    assert "alice" in as_member(bob).get("/follow-requests").content.decode()
    as_member(bob).post("/@alice/accept", {"back": "/follow-requests"})
    assert queries.is_following(id_of(alice), id_of(bob))


def test_a_request_set_aside(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    accounts.update_profile(account_id=id_of(bob), locked=True)
    as_member(alice).post("/@bob/follow")
    as_member(bob).post("/@alice/refuse")
    assert queries.find_follow(id_of(alice), id_of(bob)) is None


def test_mute_and_block_are_said_in_sentences(
    as_member: AsMember, alice: Reader, bob: Reader
) -> None:
    post(bob, "From bob")
    browser = as_member(alice)
    browser.post("/@bob/mute", {"duration": "day", "hides_notifications": "yes"})
    assert "From bob" not in browser.get("/house").content.decode()
    assert "bob" in browser.get("/settings/mutes").content.decode()
    browser.post("/@bob/unmute")
    browser.post("/@bob/block")
    page = browser.get("/@bob").content.decode()
    assert "You block this person." in page
    assert "From bob" not in page
    assert "bob" in browser.get("/settings/blocks").content.decode()
    browser.post("/@bob/unblock")
    assert "From bob" in browser.get("/@bob").content.decode()


def test_follow_options(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    browser = as_member(alice)
    browser.post("/@bob/follow")
    browser.post("/@bob/follow-options", {"notifies": "yes"})
    tie = queries.relations(id_of(alice), [id_of(bob)])[id_of(bob)]
    assert (tie.notifies, tie.shows_boosts) == (True, False)


def test_an_unknown_verb_is_nothing(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    assert as_member(alice).post("/@bob/promote").status_code == 404
    assert as_member(alice).get("/@alice/ties").status_code == 404


def test_lists_are_shown_as_their_owner_chose(
    as_member: AsMember, visitor: Client, alice: Reader, bob: Reader
) -> None:
    commands.follow(follower_id=id_of(bob), followee_id=id_of(alice))
    assert "@bob" in visitor.get("/@alice/followers").content.decode()
    accounts.update_profile(account_id=id_of(alice), hides_collections=True)
    assert "@bob" not in visitor.get("/@alice/followers").content.decode()
    assert "/@alice/followers" not in visitor.get("/@alice").content.decode()
    assert "@bob" in as_member(alice).get("/@alice/followers").content.decode()


def test_a_profile_is_changed_and_kept_when_refused(as_member: AsMember, alice: Reader) -> None:
    browser = as_member(alice)
    sent = {
        "display_name": "Alice Moreau",
        "bio": "Fond of #trains",
        "field_name": ["Town", ""],
        "field_value": ["Sète", ""],
        "locked": "yes",
    }
    assert browser.post("/settings/profile", sent)["Location"] == "/@alice"
    page = browser.get("/@alice").content.decode()
    assert "Alice Moreau" in page
    assert "Sète" in page
    assert 'href="/tags/trains"' in page
    refused = browser.post("/settings/profile", {**sent, "display_name": "x" * 41})
    assert refused.status_code == 422
    assert "x" * 41 in refused.content.decode()
    assert 'value="Sète"' in refused.content.decode()


def test_people_elsewhere(as_member: AsMember, visitor: Client, alice: Reader) -> None:
    stranger("noe", display_name="Noé")
    page = as_member(alice).get("/@noe@neighbour.example").content.decode()
    assert "another house" in page
    assert 'name="robots" content="noindex"' in page
    assert "application/activity+json" not in page


def test_names_are_found_in_any_case(visitor: Client, alice: Reader) -> None:
    assert visitor.get("/@Alice")["Location"] == "/@alice"


def test_suspended_is_gone(visitor: Client, alice: Reader, bob: Reader) -> None:
    accounts.disable("bob")
    assert visitor.get("/@bob").status_code == 410


def test_search_finds_people_and_tags(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    post(bob, "About #gardens")
    browser = as_member(alice)
    assert "/@bob" in browser.get("/search?q=bo").content.decode()
    assert 'href="/tags/gardens"' in browser.get("/search?q=gard&in=tags").content.decode()
    assert "Nothing was found" in browser.get("/search?q=zzz").content.decode()


def test_a_pasted_address_leads_there(as_member: AsMember, alice: Reader, bob: Reader) -> None:
    from portevoix.kernel.config import current

    made = post(bob)
    browser = as_member(alice)
    address = f"{current().origin}/@bob/{made.id}"
    assert browser.get("/search", {"q": address})["Location"] == f"/@bob/{made.id}"
    stranger("noe")
    found = browser.get("/search", {"q": "https://neighbour.example/users/noe"})
    assert found["Location"] == "/@noe@neighbour.example"


def test_the_way_to_one_s_own_house(visitor: Client, alice: Reader) -> None:
    page = visitor.get("/authorize_interaction?uri=alice@here.example&house=@me@far.example")
    assert 'href="https://far.example/authorize_interaction?uri=alice%40here.example"' in (
        page.content.decode()
    )


def test_what_is_not_known_here_is_asked_of_its_house(as_member: AsMember, alice: Reader) -> None:
    noe = stranger("noe")
    found = Account.objects.get(pk=noe.account_id)
    with (
        patch("portevoix.doors.web.resolving.federation_is_on", return_value=True),
        patch("portevoix.doors.web.resolving.Resolver") as resolver,
    ):
        resolver.return_value.account.return_value = found
        answer = as_member(alice).get("/search", {"q": "@other@neighbour.example"})
        assert answer["Location"] == "/@noe@neighbour.example"
        resolver.return_value.thing.side_effect = NotFound
        answer = as_member(alice).get("/search", {"q": "https://neighbour.example/nothing"})
        assert "Nothing was found" in answer.content.decode()


def test_a_member_comes_from_elsewhere_to_the_thing_itself(
    as_member: AsMember, alice: Reader
) -> None:
    stranger("noe")
    browser = as_member(alice)
    answer = browser.get("/authorize_interaction", {"uri": "acct:noe@neighbour.example"})
    assert answer["Location"] == "/@noe@neighbour.example"
    assert browser.get("/authorize_interaction", {"uri": "https://x.example/y"}).status_code == 404
