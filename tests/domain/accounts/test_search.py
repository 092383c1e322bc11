"""Finding people."""

import pytest

from portevoix.domain.accounts import commands, queries
from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.accounts.reader import NOBODY, Reader
from portevoix.domain.accounts.words import index
from portevoix.domain.relationships import commands as ties
from tests.domain.accounts.people import account, stand, stranger

pytestmark = pytest.mark.django_db


def person(name: str, display_name: str = "") -> Account:
    made = account(name, display_name=display_name)
    index(made)
    return made


def find(text: str, viewer: Reader = NOBODY, **given: int) -> list[str]:
    found = queries.search(text, viewer=viewer, **given)  # type: ignore[arg-type]
    people = queries.by_ids(found)
    return [people[one].name for one in found]


@pytest.mark.parametrize(
    "text", ["chloe_d", "CHLOE", "chlo", "@chloe_d", "Chloé", "dupont", "DÜP c"]
)
def test_names_and_words_are_found_by_their_beginnings(text: str) -> None:
    person("chloe_d", "Chloé Dupont")
    person("bob", "Bob")
    assert find(text) == ["chloe_d"]


@pytest.mark.parametrize("text", ["", "  ", "@", "%", "_", "loe", "chloe bob", "o%", "c_loe"])
def test_what_begins_no_word_finds_nobody(text: str) -> None:
    person("chloe_d", "Chloé Dupont")
    assert find(text) == []


def test_scripts_without_blanks_are_found_from_any_character() -> None:
    person("taro", "山田太郎")
    assert find("太郎") == ["taro"]


def test_the_exact_handle_is_first_then_those_followed_then_people_here() -> None:
    viewer = person("viewer")
    popular, near, exact = person("alice_p"), person("alice_n"), person("alice")
    far = stranger("alice", "far.example")
    followed = stranger("alicia", "far.example")
    ties.follow(follower_id=viewer.pk, followee_id=followed.pk)
    ties.accept_follow(follower_id=viewer.pk, followee_id=followed.pk)
    Account.objects.filter(pk=popular.pk).update(followers_count=9)
    reader = Reader(viewer.pk, is_member=True)
    ranked = queries.search("alic", viewer=reader)
    assert ranked == [followed.pk, popular.pk, near.pk, exact.pk, far.pk] or ranked == [
        followed.pk, popular.pk, *sorted([near.pk, exact.pk]), far.pk,
    ]  # fmt: skip
    assert queries.search("alice", viewer=reader)[0] == exact.pk
    assert queries.search("@alice@far.example", viewer=reader) == [far.pk]
    assert queries.search("alice@far", viewer=reader) == [far.pk]
    assert queries.search("alic", viewer=reader, following_only=True) == [followed.pk]
    assert queries.search("alic", viewer=reader, following_first=False)[0] == popular.pk


def test_pages_follow_one_another() -> None:
    for number in range(5):
        person(f"alice{number}")
    assert find("alice", limit=2) + find("alice", limit=2, offset=2) == [
        "alice0", "alice1", "alice2", "alice3",
    ]  # fmt: skip


@pytest.mark.parametrize("standing", [one for one in Standing if one != Standing.ACTIVE])
def test_who_is_not_there_is_not_found(standing: Standing) -> None:
    stand(person("alice"), standing)
    assert find("alice") == []


def test_a_block_hides_either_from_the_other() -> None:
    alice, bob = person("alice"), person("bob")
    ties.block(blocker_id=alice.pk, blocked_id=bob.pk)
    assert find("bob", Reader(alice.pk, is_member=True)) == []
    assert find("alice", Reader(bob.pk, is_member=True)) == []
    assert find("alice") == ["alice"]


def test_the_limited_are_found_by_followers_and_exact_handle() -> None:
    alice, bob = person("alice", "Alice Martin"), person("bob")
    ties.follow(follower_id=bob.pk, followee_id=alice.pk)
    Account.objects.filter(pk=alice.pk).update(limited=True)
    assert find("martin") == []
    assert find("alice") == ["alice"]
    assert find("martin", Reader(bob.pk, is_member=True)) == ["alice"]


def test_the_house_is_not_found() -> None:
    index(commands.house_account())
    assert find("house") == []


def test_a_new_name_is_found_and_the_old_is_not() -> None:
    alice = person("alice", "Alice Martin")
    commands.update_profile(account_id=alice.pk, display_name="Alice Petit")
    assert find("martin") == []
    assert find("petit") == ["alice"]
