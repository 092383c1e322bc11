"""`portevoix doctor`: what is well, what is not, and another chance for what failed."""

import argparse
from datetime import timedelta

import pytest

from portevoix.cli import doctor
from portevoix.kernel import clock, config, jobs
from portevoix.kernel.models import Cursor, Job

pytestmark = pytest.mark.django_db


def examine(*, retry_dead: bool = False) -> int:
    return doctor.run(argparse.Namespace(data=None, retry_dead=retry_dead))


def test_a_house_that_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert examine() == 0
    told = capsys.readouterr().out
    assert "The database" in told
    assert "!" not in told


def test_jobs_that_failed_for_good_are_told_and_tried_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    jobs.park("t.broken", {}, "ValueError: no")
    assert examine() == 1
    assert "t.broken: ValueError: no" in capsys.readouterr().out
    assert examine(retry_dead=True) == 0
    assert "1 jobs will be tried again." in capsys.readouterr().out
    assert Job.objects.get().dead_at is None


def test_a_consumer_that_stumbles_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Cursor.objects.create(
        consumer="timelines",
        failing_position=7,
        tries=2,
        retry_at=clock.now() + timedelta(seconds=4),
        last_error="ValueError: no",
    )
    assert examine() == 1
    assert "! timelines stumbles over event 7 (ValueError: no)." in capsys.readouterr().out


def test_secrets_that_others_can_read_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    path = config.current().secrets_file
    path.chmod(0o644)
    try:
        assert examine() == 1
    finally:
        path.chmod(0o600)
    assert f"chmod 600 {path}" in capsys.readouterr().out
