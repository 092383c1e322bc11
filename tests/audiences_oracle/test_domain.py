"""The filter and every list of the domain, over random worlds."""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audiences_oracle import speaking, ties
from tests.audiences_oracle.comparing import compare, drain
from tests.audiences_oracle.steps import Stage
from tests.audiences_oracle.world import Person, World
from tests.factories.people import id_of, member, stranger

pytestmark = pytest.mark.django_db

# Those that say more come more often.
STEPS = [
    ties.follow, ties.follow, ties.follow, ties.unfollow, ties.block, ties.unblock, ties.mute,
    ties.connect, ties.connect, ties.enter_circle, ties.enter_circle, ties.leave_circle,
    ties.change_standing, speaking.write, speaking.write, speaking.write, speaking.answer,
    speaking.answer, speaking.answer, speaking.receive, speaking.receive, speaking.name_more,
    speaking.boost, speaking.boost, speaking.favourite, speaking.take_back, speaking.delete,
    speaking.hold, speaking.rescale, speaking.rescale,
]  # fmt: skip

numbers = st.integers(min_value=0, max_value=255)
steps = st.lists(st.tuples(st.integers(0, len(STEPS)), numbers, numbers, numbers), max_size=60)


@pytest.fixture
def stage() -> Stage:
    """Four members and two people elsewhere; before each story it is as new."""
    world, names = World(), {}
    members = [id_of(member(name)) for name in ("alice", "bob", "carla", "dmitri")]
    strangers = [id_of(stranger(name)) for name in ("yara", "zoe")]
    for account, name in zip(members, ("alice", "bob", "carla", "dmitri"), strict=True):
        names[account], world.people[account] = f"@{name}", Person(account, here=True)
    for account, name in zip(strangers, ("yara", "zoe"), strict=True):
        names[account] = f"@{name}@neighbour.example"
        world.people[account] = Person(account, here=False)
    return Stage(world, names, members, strangers)


def tell(stage: Stage, story: list[tuple[int, int, int, int]]) -> None:
    """Plays a story on a fresh copy of the stage, compares, and undoes it."""
    world = World(people={each.id: Person(each.id, each.here) for each in stage.world.people.values()})
    fresh = Stage(world, stage.names, stage.members, stage.strangers)
    with transaction.atomic():
        for kind, a, b, c in story:
            if kind == len(STEPS):
                drain()
                continue
            step = STEPS[kind]
            fresh.log.append(f"{step.__name__}({a}, {b}, {c})")
            step(fresh, a, b, c)
        compare(fresh)
        transaction.set_rollback(True)


CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@given(story=steps)
@settings(max_examples=int(os.environ.get("N","60")), deadline=None, suppress_health_check=CHECKS)
def test_the_house_answers_as_the_table_says(stage: Stage, story: list[tuple[int, int, int, int]]) -> None:
    tell(stage, story)


@pytest.mark.long
@given(story=steps)
@settings(max_examples=3_000, deadline=None, suppress_health_check=CHECKS)
def test_the_house_answers_so_in_many_worlds(stage: Stage, story: list[tuple[int, int, int, int]]) -> None:
    tell(stage, story)
