"""Every door over random worlds: apps by token, pages by session, other houses by signature."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import settings as told

from tests.audiences_oracle.doors import Doors
from tests.audiences_oracle.steps import Stage
from tests.audiences_oracle.stories import WORLDS, Story, new_stage, stories, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """The cast, before each story as new."""
    return new_stage()


@pytest.fixture
def doors(stage: Stage) -> Iterator[Doors]:
    """What the cast look through, as often as they like."""
    with override_settings(PORTEVOIX=replace(settings.PORTEVOIX, rate_limits=False)):
        yield Doors(stage)


@given(story=stories)
@told(WORLDS, max_examples=6)
def test_every_door_answers_as_the_table_says(stage: Stage, doors: Doors, story: Story) -> None:
    tell(stage, story, doors.compare)


@pytest.mark.long
@given(story=stories)
@told(WORLDS, max_examples=300)
def test_every_door_answers_so_in_many_worlds(stage: Stage, doors: Doors, story: Story) -> None:
    tell(stage, story, doors.compare)
