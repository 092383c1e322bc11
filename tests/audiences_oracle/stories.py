"""Random stories for a small cast, and the telling of them."""

from collections.abc import Callable

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from portevoix.domain.accounts.models import Account
from tests.audiences_oracle import speaking, ties
from tests.audiences_oracle.comparing import drain
from tests.audiences_oracle.shortening import shorten
from tests.audiences_oracle.steps import Stage
from tests.audiences_oracle.world import Person, World
from tests.factories.people import id_of, member, stranger

MEMBERS = ("alice", "bob", "carla", "dmitri")
STRANGERS = ("yara", "zoe")
Story = list[tuple[int, int, int, int]]


def catch_up(_stage: Stage, _a: int, _b: int, _c: int) -> None:
    """Homes and notifications catch up in the middle of a story."""
    drain()


# Those that say more come more often.
STEPS = [
    catch_up, ties.follow, ties.follow, ties.follow, ties.unfollow, ties.block, ties.unblock,
    ties.mute, ties.connect, ties.connect, ties.enter_circle, ties.enter_circle,
    ties.leave_circle, ties.change_standing, speaking.write, speaking.write, speaking.write,
    speaking.answer, speaking.answer, speaking.answer, speaking.receive, speaking.receive,
    speaking.name_more, speaking.boost, speaking.boost, speaking.favourite, speaking.take_back,
    speaking.delete, speaking.hold, speaking.rescale, speaking.rescale,
]  # fmt: skip

_numbers = st.integers(min_value=0, max_value=255)
stories = st.lists(
    st.tuples(st.integers(0, len(STEPS) - 1), _numbers, _numbers, _numbers),
    min_size=30,
    max_size=70,
)

settings.register_profile(
    "worlds",
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
WORLDS = settings.get_profile("worlds")


def new_stage() -> Stage:
    """Four members and two people elsewhere, to whom nothing happened; half wish to be found."""
    world, names = World(), {}
    members = [id_of(member(name)) for name in MEMBERS]
    strangers = [id_of(stranger(name)) for name in STRANGERS]
    for account, name in zip(members, MEMBERS, strict=True):
        names[account], world.people[account] = f"@{name}", Person(account, here=True)
    for account, name in zip(strangers, STRANGERS, strict=True):
        names[account] = f"@{name}@neighbour.example"
        world.people[account] = Person(account, here=False)
    for account in (members[0], members[1], strangers[0]):
        world.people[account].indexable = True
        Account.objects.filter(id=account).update(indexable=True)
    return Stage(world, names, members, strangers)


def tell(stage: Stage, story: Story, compare: Callable[[Stage], None]) -> None:
    """Plays a story and compares; one that fails is told again as short as it can be."""
    try:
        _play(stage, story, compare)
    except AssertionError as failure:
        problem = _problem(failure)

        def fails(part: Story) -> bool:
            try:
                _play(stage, part, compare)
            except AssertionError as again:
                return _problem(again) == problem
            return False

        _play(stage, shorten(story, fails), compare)
        raise


def _problem(failure: AssertionError) -> str:
    return str(failure).partition("\n")[0].partition(":")[2]


def _play(stage: Stage, story: Story, compare: Callable[[Stage], None]) -> None:
    people = {
        each.id: Person(each.id, each.here, indexable=each.indexable)
        for each in stage.world.people.values()
    }
    fresh = Stage(World(people=people), stage.names, stage.members, stage.strangers)
    with transaction.atomic():
        try:
            for kind, a, b, c in story:
                fresh.log.append(f"{STEPS[kind].__name__}({a}, {b}, {c})")
                STEPS[kind](fresh, a, b, c)
            compare(fresh)
        finally:
            transaction.set_rollback(True)
