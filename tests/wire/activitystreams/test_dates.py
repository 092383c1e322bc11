"""Moments as others write them (security.md D11)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.wire.activitystreams.dates import clamped, read_moment, written

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-02T12:00:00Z", NOON),
        ("2026-03-02t12:00:00z", NOON),
        ("2026-03-02 12:00:00", NOON),
        ("2026-03-02T12:00", NOON),
        ("2026-03-02T14:00:00+02:00", NOON),
        ("2026-03-02T14:00:00+0200", NOON),
        ("2026-03-02T06:30:00-0530", NOON),
        ("2026-03-02T12:00:00.5Z", NOON + timedelta(milliseconds=500)),
        ("2026-03-02T12:00:00.123456789Z", NOON + timedelta(microseconds=123456)),
    ],
)
def test_each_spelling(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment


@given(st.text(max_size=40) | st.integers() | st.none())
def test_anything_is_a_moment_or_none(value: object) -> None:
    moment = read_moment(value)
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_is_stored_lies_between_2000_and_now(moment: datetime) -> None:
    found = clamped(moment.isoformat(), arrival=NOON)
    assert datetime(2000, 1, 1, tzinfo=UTC) <= found <= NOON


@given(st.datetimes(datetime(2000, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)))
def test_what_is_written_is_read_again(moment: datetime) -> None:
    assert read_moment(written(moment)) == moment.replace(microsecond=0)
