"""What other houses may read here, and as whom (security.md E1 to E5; audiences.md, Doors)."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from portevoix.domain.accounts.commands import delete as delete_account
from portevoix.domain.accounts.commands import disable
from portevoix.domain.accounts.models import Account
from portevoix.domain.accounts.queries import by_id
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.audiences.circles import add_to_circle, create_circle
from portevoix.domain.posts.commands import boost, delete
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships.commands import block, follow
from portevoix.domain.relationships.models import Follow
from portevoix.doors.activitypub.verification import resolver
from portevoix.gateways.signatures import OwnKey
from tests.factories.posts import post
from tests.federation.conftest import account
from tests.federation.peers import HOME, Peer, Person, get

Settle = Callable[[], None]
BOB = f"{HOME}/users/bob"


def reader(account: Account) -> Reader:
    return Reader(account.pk, is_member=True)


def path_of(made: Post) -> str:
    return f"/users/bob/statuses/{made.id}"


@pytest.fixture
def readers(bob: Account, peer: Peer, alice: Person, settle: Settle) -> dict[str, Person | None]:
    """Nobody, a stranger, a follower, who only asked, somebody named, the house's actor."""
    people = {
        "stranger": peer.person("stranger"),
        "follower": alice,
        "asked": peer.person("asked"),
        "named": peer.person("named"),
        "house": peer.person("house", type="Application"),
    }
    for name in ("follower", "asked"):
        found = resolver().account(people[name].uri)
        follow(follower_id=found.pk, followee_id=bob.pk)
    resolver().account(people["named"].uri)
    asked = Account.objects.get(uri=people["asked"].uri)
    Follow.objects.filter(follower_id=asked.pk).update(accepted=False)
    settle()
    return {"nobody": None, **people}


def test_somebody_blocked_finds_neither_post_nor_outbox_in_either_order(
    bob: Account, peer: Peer, alice: Person, settle: Settle
) -> None:
    made = post(reader(bob))
    outbox = "/users/bob/outbox?page=true"
    friend, foe = alice, peer.person("foe")
    block(blocker_id=bob.pk, blocked_id=resolver().account(foe.uri).pk)
    for asker, expected in ((foe, 404), (friend, 200), (foe, 404), (None, 200)):
        assert get(path_of(made), asker).status_code == expected
        items = get(outbox, asker).json()["orderedItems"]
        assert len(items) == (1 if expected == 200 else 0)


MATRIX = {
    "public": {"nobody", "stranger", "follower", "asked", "named", "house"},
    "quiet": {"nobody", "stranger", "follower", "asked", "named", "house"},
    "followers": {"follower", "named"},
    "direct": {"named"},
    "circle": {"named"},
    "house": set(),
    "connections": set(),
    "only_me": set(),
}


@pytest.mark.parametrize("rung", list(MATRIX))
def test_e2_who_may_read_what(rung: str, bob: Account, readers: dict[str, Person | None]) -> None:
    named = readers["named"]
    assert named is not None
    about: dict[str, int] = {}
    if rung == "circle":
        circle = create_circle(owner_id=bob.pk, title="Near")
        member = Account.objects.get(uri=named.uri)
        add_to_circle(owner_id=bob.pk, circle_id=circle.id, account_id=member.pk)
        about["circle_id"] = circle.id
    made = post(reader(bob), f"@named@{named.peer.stub.host} hi", rung, **about)
    unknown = get("/users/bob/statuses/12345")
    for end in ("", "/activity"):
        answers = {name: get(path_of(made) + end, one) for name, one in readers.items()}
        assert {name for name, one in answers.items() if one.status_code == 200} == MATRIX[rung]
        for name, one in answers.items():
            if name not in MATRIX[rung]:
                assert (one.status_code, one.content) == (404, unknown.content)


@pytest.mark.parametrize("rung", list(MATRIX))
def test_e2_collections_show_what_everyone_may_read(
    rung: str, bob: Account, readers: dict[str, Person | None]
) -> None:
    about = {}
    if rung == "circle":
        about["circle_id"] = create_circle(owner_id=bob.pk, title="Near").id
    named = readers["named"]
    assert named is not None
    made = post(reader(bob), f"@named@{named.peer.stub.host} a word", rung, **about)
    for one in readers.values():
        page = get("/users/bob/outbox?page=true", one).json()
        listed = [item["object"]["id"] for item in page["orderedItems"]]
        expected = [f"{BOB}/statuses/{made.id}"] if "nobody" in MATRIX[rung] else []
        assert listed == expected
        for collection in ("followers", "following", "collections/featured"):
            answer = get(f"/users/bob/{collection}", one)
            assert "a word" not in answer.content.decode()
            assert "first" not in answer.json()


def test_e1_a_follow_opens_nothing_before_it_is_accepted(
    home: None, alice: Person, settle: Settle
) -> None:
    from portevoix.domain.accounts.commands import update_profile
    from portevoix.domain.relationships.commands import accept_follow
    from tests.federation.shapes import act

    bob = account("bob")
    update_profile(account_id=bob.pk, locked=True)
    made = post(reader(bob), "for followers", "followers")
    alice.send(act("Follow", alice.uri, BOB))
    settle()
    assert get(path_of(made), alice).status_code == 404
    asker = Account.objects.get(uri=alice.uri)
    accept_follow(followee_id=bob.pk, follower_id=asker.pk)
    assert get(path_of(made), alice).status_code == 200


def test_e1_our_own_follow_of_a_locked_account_waits_for_the_accept(
    bob: Account, alice: Person, settle: Settle
) -> None:
    found = resolver().account(alice.uri)
    row = follow(follower_id=bob.pk, followee_id=found.pk)
    assert not row.accepted


def test_a_circles_reader_sees_herself_addressed_and_nobody_else(
    bob: Account, readers: dict[str, Person | None]
) -> None:
    named, stranger = readers["named"], readers["stranger"]
    assert named is not None
    assert stranger is not None
    circle = create_circle(owner_id=bob.pk, title="Near")
    for one in (named, stranger):
        member = resolver().account(one.uri)
        add_to_circle(owner_id=bob.pk, circle_id=circle.id, account_id=member.pk)
    made = post(reader(bob), "hello", "circle", circle_id=circle.id)
    body = get(path_of(made), named).json()
    assert body["to"] == [named.uri]
    assert stranger.uri not in str(body)


def test_a_forged_signature_is_nobody(bob: Account, alice: Person, settle: Settle) -> None:
    from portevoix.gateways.signatures import signed_headers
    from portevoix.kernel import clock

    made = post(reader(bob), "for followers", "followers")
    follower = resolver().account(alice.uri)
    follow(follower_id=follower.pk, followee_id=bob.pk)
    eve = alice.peer.person("eve")
    forged = OwnKey(alice.key_id, eve.pair.private_pem)
    url = HOME + path_of(made)
    headers = signed_headers(forged, method="GET", url=url, body=b"", now=clock.now())
    from django.test import Client

    answer = Client().get(path_of(made), headers={**headers, "Accept": "application/activity+json"})
    assert answer.status_code == 404
    assert get(path_of(made), alice).status_code == 200


def test_deleted_is_410_to_who_could_read_it_publicly_and_404_otherwise(
    bob: Account, readers: dict[str, Person | None]
) -> None:
    public, private = post(reader(bob)), post(reader(bob), "x", "followers")
    for made in (public, private):
        delete(actor_id=bob.pk, post_id=made.id)
    gone = get(path_of(public))
    assert gone.status_code == 410
    assert gone.json()["type"] == "Tombstone"
    assert gone.json()["id"] == f"{BOB}/statuses/{public.id}"
    for one in readers.values():
        assert get(path_of(private), one).status_code == 404


def test_a_boost_is_an_announce(bob: Account) -> None:
    original = post(reader(account("carla")), "listen")
    carried = boost(actor_id=bob.pk, post_id=original.id)
    body = get(path_of(carried)).json()
    assert body["type"] == "Announce"
    assert body["object"] == f"{HOME}/users/carla/statuses/{original.id}"
    items = get("/users/bob/outbox?page=true").json()["orderedItems"]
    assert [item["type"] for item in items] == ["Announce"]


def test_the_outbox_is_paged_by_cursor(bob: Account) -> None:
    ids = [post(reader(bob), f"number {number}").id for number in range(45)]
    first = get("/users/bob/outbox").json()
    assert first["totalItems"] == 45
    seen, url = [], first["first"]
    while url:
        page = get(url.removeprefix(HOME)).json()
        seen += [int(item["object"]["id"].rpartition("/")[2]) for item in page["orderedItems"]]
        url = page.get("next", "")
    assert seen == ids[::-1]


def test_negotiation(bob: Account) -> None:
    made = post(reader(bob))
    page = get(path_of(made), accept="text/html,*/*;q=0.1")
    assert (page.status_code, page.headers["Location"]) == (302, f"{HOME}/@bob/{made.id}")
    assert get("/users/bob", accept="*/*").headers["Location"] == f"{HOME}/@bob"
    for accept in (
        "application/activity+json",
        'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
        "application/activity+json, text/html;q=0.1",
    ):
        for path in (path_of(made), f"/@bob/{made.id}"):
            answer = get(path, accept=accept)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"] == "application/activity+json; charset=utf-8"
            assert "Accept" in answer.headers["Vary"]
            assert answer.json()["id"] == f"{BOB}/statuses/{made.id}"
        assert get("/@bob", accept=accept).json()["id"] == BOB


def test_the_actor_says_where_everything_is(bob: Account) -> None:
    body = get("/users/bob").json()
    assert body["type"] == "Person"
    assert body["preferredUsername"] == "bob"
    assert body["webfinger"] == "bob@home.example"
    assert body["endpoints"] == {"sharedInbox": f"{HOME}/inbox"}
    assert body["publicKey"]["id"] == f"{BOB}#main-key"
    assert body["publicKey"]["owner"] == BOB
    assert "PRIVATE" not in str(body)
    for name in ("inbox", "outbox", "followers", "following", "featured"):
        assert body[name].startswith(f"{BOB}/")
    assert isinstance(body["attachment"], list)


@pytest.mark.usefixtures("home")
def test_the_houses_actor_is_open_to_all_even_with_authorised_fetch(
    configure: Callable[..., None], alice: Person
) -> None:
    account("bob")
    configure(authorized_fetch=True)
    house = get("/actor").json()
    assert (house["type"], house["id"]) == ("Application", f"{HOME}/actor")
    assert house["manuallyApprovesFollowers"] is True
    assert get("/users/bob").status_code == 401
    assert get("/users/bob", alice).status_code == 200
    for path in ("inbox", "outbox", "followers", "following"):
        assert house[path] == f"{HOME}/actor/{path}"


def test_gone_suspended_and_unknown_accounts(bob: Account, alice: Person) -> None:
    account("carla")
    account("dan")
    disable("carla")
    delete_account("dan")
    assert get("/users/nobody").status_code == 404
    suspended = get("/users/carla").json()
    assert suspended["suspended"] is True
    assert suspended["name"] == ""
    gone: HttpResponse = get("/users/dan")
    assert (gone.status_code, gone.json()["type"]) == (410, "Tombstone")
    assert by_id(bob.pk) is not None
