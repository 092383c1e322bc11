"""What is counted into the limits, and what may be asked as often as one likes."""

from dataclasses import replace

import pytest
from django.conf import LazySettings

from portevoix.kernel import config
from tests.doors.mastodon.asking import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def counting(settings: LazySettings) -> None:
    settings.PORTEVOIX = replace(config.current(), rate_limits=True)


@pytest.mark.usefixtures("counting")
def test_calls_are_counted_and_told(nobodys: Api) -> None:
    first, second = (nobodys("GET", "/api/v1/custom_emojis") for _ in range(2))
    assert first["X-RateLimit-Limit"] == "300"
    left = [int(answer["X-RateLimit-Remaining"]) for answer in (first, second)]
    assert left[0] - left[1] == 1


@pytest.mark.usefixtures("counting")
def test_whoever_watches_the_house_is_never_too_fast(nobodys: Api) -> None:
    for _ in range(301):
        answer = nobodys("GET", "/health")
    assert answer.status_code == 200
    assert "X-RateLimit-Remaining" not in answer
