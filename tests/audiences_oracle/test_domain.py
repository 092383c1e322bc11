"""The filter and every list of the domain, over random worlds."""

import pytest
from hypothesis import given, settings

from tests.audiences_oracle.comparing import compare
from tests.audiences_oracle.steps import Stage
from tests.audiences_oracle.stories import WORLDS, Story, new_stage, stories, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """The cast, before each story as new."""
    return new_stage()


@given(story=stories)
@settings(WORLDS, max_examples=20)
def test_the_house_answers_as_the_table_says(stage: Stage, story: Story) -> None:
    tell(stage, story, compare)


@pytest.mark.long
@given(story=stories)
@settings(WORLDS, max_examples=1_000)
def test_the_house_answers_so_in_many_worlds(stage: Stage, story: Story) -> None:
    tell(stage, story, compare)
