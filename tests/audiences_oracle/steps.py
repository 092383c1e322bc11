"""Each step done twice: by the rooms' own commands, and in the world of memory.

A refusal by a command leaves both as they were. An act on a post that its actor may not read
must be refused.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import transaction

from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.accounts.reader import NOBODY, Reader
from portevoix.kernel.errors import DomainError, NotFound
from tests.audiences_oracle.reading import Viewer, readable
from tests.audiences_oracle.world import Person, Post, World

_T = TypeVar("_T")


@dataclass
class Stage:
    """The people and posts of one run, by number, with the world of memory beside them."""

    world: World
    names: dict[int, str]
    members: list[int]
    strangers: list[int]
    circle_ids: list[int] = field(default_factory=list)
    post_ids: list[int] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    received: int = 0

    @property
    def everyone(self) -> list[int]:
        """All account ids, members first."""
        return self.members + self.strangers

    def anyone(self, number: int) -> int:
        """An account for a number of any size."""
        return self.everyone[number % len(self.everyone)]

    def member(self, number: int) -> int:
        """A member for a number of any size."""
        return self.members[number % len(self.members)]

    def stranger(self, number: int) -> int:
        """An account elsewhere for a number of any size."""
        return self.strangers[number % len(self.strangers)]

    def post(self, number: int) -> Post | None:
        """A post for a number of any size, the newest for 0; None while there is none."""
        if not self.post_ids:
            return None
        return self.world.posts[self.post_ids[-1 - number % len(self.post_ids)]]

    def person(self, account_id: int) -> Person:
        """The person of an account."""
        return self.world.people[account_id]

    def reader(self, account_id: int | None) -> Reader:
        """As whom an account reads in the house."""
        if account_id is None or not self.person(account_id).shown:
            return NOBODY
        person = self.person(account_id)
        return Reader(account_id, is_member=person.here, frozen=person.frozen)

    def viewers(self) -> list[tuple[Viewer, Reader]]:
        """Everybody who may look, nobody included, in the words of both sides."""
        pairs: list[tuple[Viewer, Reader]] = [(None, NOBODY)]
        pairs += [
            (self.person(each), self.reader(each))
            for each in self.everyone
            if self.person(each).shown
        ]
        return pairs

    def may_act_on(self, actor: int, post: Post) -> bool:
        """Whether the table lets the actor build on the post, nobody being one who is not shown."""
        return self.person(actor).shown and readable(self.world, self.person(actor), post)


def attempt(command: Callable[[], _T]) -> _T | None:
    """Runs a command; None when it was refused, everything undone."""
    try:
        with transaction.atomic():
            return command()
    except DomainError:
        return None


def succeeds(command: Callable[[], object]) -> bool:
    """Runs a command that answers nothing; whether it was not refused."""
    try:
        with transaction.atomic():
            command()
    except DomainError:
        return False
    return True


@contextmanager
def act_on(stage: Stage, actor: int, post: Post, what: str) -> Iterator[None]:
    """An act on a post: not there exactly when the table says that the actor cannot read it."""
    allowed = stage.may_act_on(actor, post)
    try:
        with transaction.atomic():
            yield
    except NotFound:
        assert not allowed, _told(stage, actor, post, f"{what}: refused, though it may be read")
        raise
    assert allowed, _told(stage, actor, post, f"{what}: done on a post that may not be read")


def _told(stage: Stage, actor: int, post: Post, problem: str) -> str:
    who = f"{stage.names[actor]} {stage.person(actor)}"
    return "\n".join([problem, who, str(post), *stage.log])


def set_standing(stage: Stage, account_id: int, **changes: bool) -> None:
    """Freezes, limits or hides an account, as moderation will."""
    person = stage.person(account_id)
    for name, value in changes.items():
        setattr(person, name, value)
    Account.objects.filter(id=account_id).update(
        frozen=person.frozen,
        limited=person.limited,
        standing=Standing.ACTIVE if person.shown else Standing.SUSPENDED,
    )
