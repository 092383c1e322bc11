"""Any sequence of ties, against a plain dictionary that knows the rules in words."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from portevoix.domain.accounts.models import Account
from portevoix.domain.relationships import commands, queries
from portevoix.domain.relationships.models import Block, Connection, Follow, Mute
from portevoix.kernel.errors import DomainError, NotAllowed, NotFound
from tests.domain.accounts.people import account, stranger

OPEN, LOCKED, SHY, FAR = range(4)
who = st.sampled_from([OPEN, LOCKED, SHY, FAR])


class Ties(RuleBasedStateMachine):
    """Two open people, a locked one and one elsewhere tie and untie in every way."""

    def __init__(self) -> None:
        super().__init__()
        for table in (Follow, Block, Mute, Connection, Account):
            table.objects.all().delete()
        people = [account("open"), account("locked", locked=True), account("shy"), stranger("far")]
        self.ids = [person.pk for person in people]
        self.follows: dict[tuple[int, int], bool] = {}
        self.blocks: set[tuple[int, int]] = set()
        self.mutes: set[tuple[int, int]] = set()
        self.connections: set[frozenset[int]] = set()

    def refusal(self, one: int, other: int, *, far: bool) -> type[DomainError] | None:
        if one == other:
            return NotAllowed
        if (other, one) in self.blocks:
            return NotFound
        return NotAllowed if (one, other) in self.blocks or far else None

    @rule(one=who, other=who)
    def follow(self, one: int, other: int) -> None:
        refused = None
        if (one, other) not in self.follows:
            refused = self.refusal(one, other, far=False)
        call: dict[str, Any] = {"follower_id": self.ids[one], "followee_id": self.ids[other]}
        if refused is not None:
            with pytest.raises(refused):
                commands.follow(**call)
            return
        commands.follow(**call)
        self.follows.setdefault((one, other), other not in (LOCKED, FAR))

    @rule(one=who, other=who)
    def accept(self, one: int, other: int) -> None:
        call: dict[str, Any] = {"follower_id": self.ids[one], "followee_id": self.ids[other]}
        if (one, other) not in self.follows:
            with pytest.raises(NotFound):
                commands.accept_follow(**call)
            return
        commands.accept_follow(**call)
        self.follows[one, other] = True

    @rule(one=who, other=who, how=st.sampled_from(["unfollow", "remove_follower"]))
    def end(self, one: int, other: int, how: str) -> None:
        verb = getattr(commands, how)
        verb(follower_id=self.ids[one], followee_id=self.ids[other])
        self.follows.pop((one, other), None)

    @precondition(lambda self: self.follows)
    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        one, other = data.draw(st.sampled_from(sorted(self.follows)))
        commands.reject_follow(follower_id=self.ids[one], followee_id=self.ids[other])
        del self.follows[one, other]

    @rule(one=who, other=who)
    def block(self, one: int, other: int) -> None:
        call: dict[str, Any] = {"blocker_id": self.ids[one], "blocked_id": self.ids[other]}
        if one == other:
            with pytest.raises(NotAllowed):
                commands.block(**call)
            return
        commands.block(**call)
        self.blocks.add((one, other))
        self.follows.pop((one, other), None)
        self.follows.pop((other, one), None)
        self.connections.discard(frozenset((one, other)))

    @rule(one=who, other=who)
    def unblock(self, one: int, other: int) -> None:
        commands.unblock(blocker_id=self.ids[one], blocked_id=self.ids[other])
        self.blocks.discard((one, other))

    @rule(one=who, other=who, on=st.booleans())
    def mute(self, one: int, other: int, on: bool) -> None:
        call: dict[str, Any] = {"muter_id": self.ids[one], "muted_id": self.ids[other]}
        if not on:
            commands.unmute(**call)
            self.mutes.discard((one, other))
        elif one != other:
            commands.mute(**call)
            self.mutes.add((one, other))

    @rule(one=who, other=who)
    def connect(self, one: int, other: int) -> None:
        refused = self.refusal(one, other, far=FAR in (one, other))
        call: dict[str, Any] = {"a_id": self.ids[one], "b_id": self.ids[other]}
        if refused is not None:
            with pytest.raises(refused):
                commands.connect(**call)
            return
        commands.connect(**call)
        self.connections.add(frozenset((one, other)))

    @rule(one=who, other=who)
    def disconnect(self, one: int, other: int) -> None:
        commands.disconnect(a_id=self.ids[one], b_id=self.ids[other])
        self.connections.discard(frozenset((one, other)))

    @rule(one=who)
    def part(self, one: int) -> None:
        commands.part(self.ids[one])
        for ties in (self.blocks, self.mutes):
            ties.difference_update({pair for pair in ties if one in pair})
        self.follows = {pair: on for pair, on in self.follows.items() if one not in pair}
        self.connections = {pair for pair in self.connections if one not in pair}

    @invariant()
    def relations_are_those_of_the_model(self) -> None:
        for one in range(4):
            found = queries.relations(self.ids[one], self.ids)
            for other in range(4):
                relation = found[self.ids[other]]
                there, back = self.follows.get((one, other)), self.follows.get((other, one))
                assert (relation.following, relation.requested) == (there is True, there is False)
                assert (relation.followed_by, relation.requested_by) == (
                    back is True,
                    back is False,
                )
                assert relation.blocking == ((one, other) in self.blocks)
                assert relation.blocked_by == ((other, one) in self.blocks)
                assert relation.muting == ((one, other) in self.mutes)
                assert relation.connected == (frozenset((one, other)) in self.connections)

    @invariant()
    def counts_are_those_of_the_model(self) -> None:
        accepted = [pair for pair, on in self.follows.items() if on]
        rows = Account.objects.in_bulk(self.ids)
        for one, account_id in enumerate(self.ids):
            row = rows[account_id]
            assert row.following_count == sum(follower == one for follower, _ in accepted)
            assert row.followers_count == sum(followee == one for _, followee in accepted)


@pytest.mark.django_db
def test_any_sequence_of_ties() -> None:
    run_state_machine_as_test(
        Ties, settings=settings(max_examples=25, stateful_step_count=30, deadline=None)
    )
