"""Becoming a member in each of the ways there are."""

from collections.abc import Callable

import pytest

from portevoix.domain.accounts import commands, joining, queries
from portevoix.domain.accounts.errors import JoiningClosed, MemberInvalid
from portevoix.domain.accounts.events import MemberApproved, MemberJoined, MemberRejected
from portevoix.domain.accounts.models import Account, Member, Role, SigningKey, Standing
from portevoix.domain.house import commands as house
from portevoix.domain.house import queries as house_queries
from portevoix.domain.house.errors import FirstKeyUnknown, InvitationInvalid
from portevoix.kernel.errors import NotFound
from tests.domain.accounts.people import PASSWORD, member, told, told_names

pytestmark = pytest.mark.django_db
Choose = Callable[[str], None]


def join(name: str = "alice", **given: object) -> Member:
    wanted: dict[str, object] = {"name": name, "password": PASSWORD, "agreed": True, **given}
    return commands.join(**wanted)  # type: ignore[arg-type]


def test_a_member_has_account_key_and_event() -> None:
    alice = member(" Alice", email="Alice@Example.com", language="fr")
    assert (alice.name, alice.email, alice.account.host) == ("alice", "alice@example.com", "")
    assert alice.account.standing == Standing.ACTIVE
    assert told() == [MemberJoined(account_id=alice.pk, handle="alice", waits=False)]
    key = SigningKey.objects.get(account_id=alice.pk)
    assert key.key_id is None
    assert "private" not in key.private_sealed


def test_every_fault_is_told_at_once_and_nothing_is_made() -> None:
    with pytest.raises(MemberInvalid) as refused:
        member("a-b", email="no address", password="short")
    assert refused.value.fields == {
        "name": ["invalid"], "email": ["invalid"], "password": ["too_short"],
    }  # fmt: skip
    assert not Account.objects.exists()


def test_a_taken_name_has_three_proposals() -> None:
    member("alice")
    member("alice2")
    with pytest.raises(MemberInvalid) as refused:
        member("ALICE")
    assert refused.value.fields == {"name": ["taken"]}
    assert refused.value.proposals == ("alice3", "alice4", "alice5")


def test_an_address_belongs_to_one_member() -> None:
    member("alice", email="alice@house.example")
    with pytest.raises(MemberInvalid) as refused:
        member("bob", email="ALICE@house.example")
    assert refused.value.fields == {"email": ["taken"]}


def test_a_name_lost_in_the_last_moment_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    member("alice")
    answers = iter([False])
    monkeypatch.setattr(joining, "taken", lambda name: next(answers, name == "alice"))
    with pytest.raises(MemberInvalid) as refused:
        member("alice")
    assert refused.value.fields == {"name": ["taken"]}
    assert Account.objects.count() == 1


def test_a_deleted_name_never_returns() -> None:
    member("alice")
    commands.delete("alice")
    with pytest.raises(MemberInvalid) as refused:
        member("alice")
    assert refused.value.fields == {"name": ["taken"]}


def test_an_open_house_lets_anybody_in(registrations: Choose) -> None:
    registrations("open")
    assert join().account.standing == Standing.ACTIVE


def test_without_agreeing_to_the_rules_nobody_joins(registrations: Choose) -> None:
    registrations("open")
    with pytest.raises(MemberInvalid) as refused:
        join(agreed=False)
    assert refused.value.fields == {"agreed": ["accepted"]}


def test_on_approval_one_gives_a_reason_and_waits(registrations: Choose) -> None:
    registrations("approval")
    with pytest.raises(MemberInvalid) as refused:
        join(reason=" ")
    assert refused.value.fields == {"reason": ["blank"]}
    alice = join(reason="I love trains")
    assert (alice.account.standing, alice.reason) == (Standing.PENDING, "I love trains")
    assert told() == [MemberJoined(account_id=alice.pk, handle="alice", waits=True)]


def test_an_approved_member_is_in_once(registrations: Choose) -> None:
    registrations("approval")
    alice = join(reason="trains")
    for _ in range(2):
        assert commands.approve("@Alice", by_id=7).account.standing == Standing.ACTIVE
    assert told()[1:] == [MemberApproved(account_id=alice.pk, by_id=7)]


def test_a_rejected_request_is_forgotten_and_its_name_free(registrations: Choose) -> None:
    registrations("approval")
    alice = join(reason="trains")
    commands.reject("alice", by_id=7)
    assert told()[-1] == MemberRejected(account_id=alice.pk, handle="alice", by_id=7)
    assert not Account.objects.exists()
    assert not Member.objects.exists()
    assert join(reason="boats").name == "alice"


def test_a_member_is_not_rejected() -> None:
    member("alice")
    with pytest.raises(NotFound):
        commands.reject("alice")


def test_invited_means_with_an_invitation(registrations: Choose) -> None:
    registrations("invited")
    with pytest.raises(MemberInvalid) as refused:
        join()
    assert refused.value.fields == {"invitation": ["blank"]}
    with pytest.raises(InvitationInvalid):
        join(invitation="guessed")
    host = member("host_of_it")
    invitation = house.invite(invited_by_id=host.pk)
    assert join(invitation=invitation.code).invited_by_id == host.pk
    with pytest.raises(InvitationInvalid):
        join("bob", invitation=invitation.code)
    assert not queries.taken("bob")


def test_an_invitation_is_not_used_up_by_a_fault(registrations: Choose) -> None:
    registrations("invited")
    invitation = house.invite(invited_by_id=None)
    with pytest.raises(MemberInvalid):
        join("a-b", invitation=invitation.code)
    assert join(invitation=invitation.code).name == "alice"


def test_an_invitation_vouches_where_others_wait(registrations: Choose) -> None:
    registrations("approval")
    invitation = house.invite(invited_by_id=None)
    assert join(invitation=invitation.code).account.standing == Standing.ACTIVE


def test_closed_is_closed_to_invitations_too(registrations: Choose) -> None:
    registrations("closed")
    invitation = house.invite(invited_by_id=None)
    with pytest.raises(JoiningClosed):
        join(invitation=invitation.code)


def test_the_first_key_makes_the_keeper_once() -> None:
    token = house.make_first_key()
    keeper = commands.make_keeper(
        token=token, name="carla", password=PASSWORD, title="The mill", registrations="approval"
    )
    assert (keeper.role, house_queries.is_open()) == (Role.OWNER, True)
    assert house_queries.house().title == "The mill"
    assert house_queries.house().contact_account_id == keeper.pk
    with pytest.raises(FirstKeyUnknown):
        commands.make_keeper(token=token, name="eve", password=PASSWORD)
    assert not queries.taken("eve")


def test_a_first_key_is_not_spent_by_a_fault() -> None:
    token = house.make_first_key()
    with pytest.raises(MemberInvalid):
        commands.make_keeper(token=token, name="house", password=PASSWORD)
    assert house_queries.first_key_works(token)


def test_an_owner_by_the_terminal_opens_the_house() -> None:
    token = house.make_first_key()
    carla = member("carla", role="owner")
    assert not house_queries.first_key_works(token)
    assert house_queries.house().contact_account_id == carla.pk
    assert told_names() == ["MemberJoined", "HouseOpened", "HouseDescribed"]
    member("dana", role="owner")
    assert house_queries.house().contact_account_id == carla.pk
