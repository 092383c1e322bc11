"""A clock that stands until it is told to go on."""

from datetime import UTC, datetime, timedelta

import pytest

from portevoix.kernel import clock


class Clock:
    """What `kernel.clock.now` answers in a test."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of everything in the process, in the test's hand."""
    standing = Clock()
    monkeypatch.setattr(clock, "now", standing.now)
    return standing
