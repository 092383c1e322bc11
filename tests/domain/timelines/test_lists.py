"""Lists: who can be in one, which of their posts it shows, and what home leaves out then."""

from collections.abc import Callable

import pytest

from portevoix.consumers.timelines import Timelines
from portevoix.domain.accounts.reader import Reader
from portevoix.domain.posts import commands as posts
from portevoix.domain.relationships import commands as ties
from portevoix.domain.timelines import queries
from portevoix.domain.timelines.commands import forget_account
from portevoix.domain.timelines.list_queries import (
    holding,
    lists_with,
    members_of,
    not_at_home,
    timeline,
)
from portevoix.domain.timelines.lists import (
    MOST_LISTS,
    add_to_list,
    change_list,
    create_list,
    delete_list,
    remove_from_list,
)
from portevoix.domain.timelines.models import ListMember, MemberList
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.pagination import Page
from portevoix.kernel.relay import Relay
from tests.factories.people import id_of, member
from tests.factories.posts import post, reply

pytestmark = pytest.mark.django_db
People = dict[str, Reader]


@pytest.fixture
def drain() -> Callable[[], None]:
    return Relay([Timelines()]).drain


@pytest.fixture
def people(drain: Callable[[], None]) -> People:
    """Alice follows Bob, Carla and Dora; Eve is nobody's acquaintance."""
    found = {name: member(name) for name in ("alice", "bob", "carla", "dora", "eve")}
    for name in ("bob", "carla", "dora"):
        ties.follow(follower_id=id_of(found["alice"]), followee_id=id_of(found[name]))
    drain()
    return found


def a_list(people: People, *names: str, **about: object) -> MemberList:
    owner = id_of(people["alice"])
    made = create_list(owner_id=owner, title="Garden", **about)  # type: ignore[arg-type]
    ids = [id_of(people[name]) for name in names]
    add_to_list(owner_id=owner, list_id=made.id, account_ids=ids)
    return made


def test_only_followed_people_and_each_once(people: People) -> None:
    made = a_list(people, "bob")
    owner = id_of(people["alice"])
    for name, fault in (("eve", NotFound), ("bob", Invalid)):
        both = [id_of(people[name]), id_of(people["carla"])]
        with pytest.raises(fault):
            add_to_list(owner_id=owner, list_id=made.id, account_ids=both)
    assert [each for _, each in members_of(made.id, Page())] == [id_of(people["bob"])]
    with pytest.raises(NotFound):
        add_to_list(owner_id=id_of(people["bob"]), list_id=made.id, account_ids=[owner])


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("none", {"plain", "own"}), ("list", {"plain", "own", "list"}),
     ("followed", {"plain", "own", "list", "dora"})],
)  # fmt: skip
def test_replies_by_the_policy(
    people: People, drain: Callable[[], None], policy: str, expected: set[str]
) -> None:
    made = a_list(people, "bob", "carla", replies_policy=policy)
    plain = post(people["bob"])
    answers = {
        "plain": plain,
        "own": reply(people["bob"], plain),
        "list": reply(people["bob"], post(people["carla"])),
        "dora": reply(people["bob"], post(people["dora"])),
        "eve": reply(people["bob"], post(people["eve"])),
    }
    drain()
    shown = timeline(people["alice"], made.id, Page(limit=40))
    assert {name for name, each in answers.items() if each.id in shown} == expected
    del answers["eve"]  # her post is not in Alice's home, which the caller asks
    for each in answers.values():
        assert (made.id in holding(each.id, [made.id])) == (each.id in shown)


def test_an_exclusive_list_takes_its_people_from_home(
    people: People, drain: Callable[[], None]
) -> None:
    alice = people["alice"]
    made = a_list(people, "bob")
    written, other = post(people["bob"]), post(people["dora"])
    drain()
    assert queries.home(alice, Page()) == [other.id, written.id]
    change_list(owner_id=id_of(alice), list_id=made.id, exclusive=True)
    assert queries.home(alice, Page()) == [other.id]
    assert timeline(alice, made.id, Page()) == [written.id]
    assert not_at_home(written.id, [id_of(alice)]) == {id_of(alice)}
    delete_list(owner_id=id_of(alice), list_id=made.id)
    assert queries.home(alice, Page()) == [other.id, written.id]


def test_whoever_is_followed_no_longer_leaves(people: People, drain: Callable[[], None]) -> None:
    alice, bob = id_of(people["alice"]), id_of(people["bob"])
    made = a_list(people, "bob", "carla")
    ties.unfollow(follower_id=alice, followee_id=bob)
    ties.block(blocker_id=id_of(people["carla"]), blocked_id=alice)
    drain()
    assert members_of(made.id, Page()) == []
    assert lists_with(alice, bob) == []


def test_what_may_not_be_read_is_not_in_a_list(people: People, drain: Callable[[], None]) -> None:
    made = a_list(people, "bob")
    kept = post(people["bob"], rung="followers")
    gone = post(people["bob"])
    drain()
    posts.delete(actor_id=id_of(people["bob"]), post_id=gone.id)
    assert timeline(people["alice"], made.id, Page()) == [kept.id]
    assert timeline(people["eve"], made.id, Page()) == []
    ties.mute(muter_id=id_of(people["alice"]), muted_id=id_of(people["bob"]))
    assert timeline(people["alice"], made.id, Page()) == []


def test_what_cannot_be_a_list(people: People) -> None:
    owner = id_of(people["alice"])
    for about in ({"title": " "}, {"title": "x" * 256}, {"title": "x", "replies_policy": "all"}):
        with pytest.raises(Invalid):
            create_list(owner_id=owner, **about)  # type: ignore[arg-type]
    for number in range(MOST_LISTS):
        create_list(owner_id=owner, title=str(number))
    with pytest.raises(Invalid):
        create_list(owner_id=owner, title="one more")


def test_taken_out(people: People) -> None:
    made = a_list(people, "bob", "carla")
    remove_from_list(
        owner_id=id_of(people["alice"]), list_id=made.id, account_ids=[id_of(people["bob"]), 5]
    )
    assert [each for _, each in members_of(made.id, Page())] == [id_of(people["carla"])]


def test_whoever_is_gone_is_in_no_list_and_has_none(people: People) -> None:
    a_list(people, "bob", "carla")
    forget_account(account_id=id_of(people["bob"]))
    assert ListMember.objects.count() == 1
    forget_account(account_id=id_of(people["alice"]))
    assert not MemberList.objects.exists()
    assert not ListMember.objects.exists()
