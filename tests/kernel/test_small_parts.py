"""Limits, secrets, identifiers, health, nudges, pools."""

import asyncio
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from portevoix.kernel import config, database, health, ids, limits, nudge, secrets
from portevoix.kernel.errors import TooFast, Unavailable
from portevoix.kernel.pools import Pool
from tests.kernel.conftest import Clock


@pytest.fixture
def limited(settings: LazySettings) -> None:
    settings.PORTEVOIX = replace(config.current(), rate_limits=True)


@pytest.mark.django_db
@pytest.mark.parametrize("take", [limits.take, limits.take_here])
def test_a_limit_counts_its_window_and_opens_again(take, limited: None, time: Clock) -> None:  # type: ignore[no-untyped-def]
    key = f"post:{take.__name__}"
    time.pass_by(seconds=100)
    assert take(key, limit=2, seconds=300).remaining == 1
    last = take(key, limit=2, seconds=300)
    assert (last.remaining, last.reset_at) == (0, datetime(2026, 3, 1, 12, 5, tzinfo=UTC))
    with pytest.raises(TooFast) as refused:
        take(key, limit=2, seconds=300)
    assert refused.value.retry_at == last.reset_at
    assert take(f"{key}:else", limit=2, seconds=300).remaining == 1
    assert take(key, limit=9, seconds=60).remaining == 8
    time.pass_by(seconds=200)
    assert take(key, limit=2, seconds=300).remaining == 1


@pytest.mark.django_db
def test_limits_can_be_off(settings: LazySettings) -> None:
    settings.PORTEVOIX = replace(config.current(), rate_limits=False)
    for _ in range(5):
        assert limits.take("off", limit=1, seconds=60).remaining == 1
        limits.take_here("off", limit=1, seconds=60)
    assert database.rows("SELECT * FROM limit_count") == []


@pytest.mark.django_db
def test_counts_of_old_windows_are_forgotten(limited: None, time: Clock) -> None:
    limits.take("old", limit=1, seconds=60)
    time.pass_by(days=3)
    limits.take("new", limit=1, seconds=60)
    assert limits.forget_old() == 1
    assert database.rows("SELECT key FROM limit_count") == [("new/60",)]


def test_counts_in_memory_do_not_grow_without_end(
    limited: None, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_here", {})
    monkeypatch.setattr(limits, "_MOST_KEYS_HERE", 10)
    for number in range(35):
        limits.take_here(f"k{number}", limit=1, seconds=60)
        assert len(limits._here) <= 10


def test_secrets_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secrets.toml"
    made = secrets.load(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secrets._read.cache_clear()
    assert secrets.load(path) == made
    assert len(made.sealing) == 32
    assert [each.name for each in path.parent.iterdir()] == ["secrets.toml"]


def test_first_starts_together_agree_on_one_secret(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    together = threading.Barrier(8)
    found = []

    def start() -> None:
        together.wait(20)
        found.append(secrets._read.__wrapped__(path))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(set(found)) == 1


@pytest.mark.parametrize("content", ["", "app = 1", 'app = "x"\nsealing = "?"', "{"])
def test_secrets_that_cannot_be_read_are_not_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text(content)
    with pytest.raises(ValueError, match="cannot be read"):
        secrets.load(path)
    assert path.read_text() == content


def test_what_is_sealed_is_read_again_and_tells_nothing() -> None:
    sealed = secrets.seal("a private key — é")
    assert secrets.unseal(sealed) == "a private key — é"
    assert secrets.seal("a private key — é") != sealed
    assert "private" not in sealed
    for broken in ("", "2.abc", sealed[:-8] + "AAAAAAA=", "1.", "1.!!"):
        with pytest.raises(ValueError, match="sealed"):
            secrets.unseal(broken)


def test_tokens_are_long_and_hashed() -> None:
    token = secrets.new_token()
    assert len(token) == 43
    assert len({secrets.new_token() for _ in range(100)}) == 100
    assert secrets.hash_token("abc").startswith("ba7816bf8f01cfea")


def test_identifiers_grow_even_when_the_clock_goes_back(time: Clock) -> None:
    first = [ids.new_id() for _ in range(1000)]
    time.pass_by(seconds=-10)
    second = [ids.new_id() for _ in range(1000)]
    assert first + second == sorted(set(first + second))
    moment = datetime(2026, 3, 1, 12, 0, 0, 123000, tzinfo=UTC)
    assert ids.moment_of(ids.id_at(moment)) == moment
    assert (
        ids.first_id_at(moment)
        <= ids.id_at(moment)
        < ids.first_id_at(moment + timedelta(milliseconds=1))
    )


def test_silence_is_noticed_of_those_who_are_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(health.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(health, "_beats", {})
    health.beat("stranger")
    health.expect("relay")
    now[0] += 59
    assert health.silent() == []
    health.beat("relay")
    now[0] += 59
    assert health.silent() == []
    now[0] += 2
    assert health.silent() == ["relay"]
    health.forget("relay")
    assert health.silent() == []


def test_a_wake_before_the_wait_is_not_lost() -> None:
    seen = nudge.events.rung()
    nudge.events.ring()
    assert nudge.events.wait(seen, 20) == seen + 1


def test_a_full_pool_refuses_at_once_and_goes_on_afterwards() -> None:
    pool = Pool("narrow", threads=1, longest_queue=1)
    may_end = threading.Event()

    async def run() -> None:
        first = asyncio.create_task(pool.run(may_end.wait, 20))
        second = asyncio.create_task(pool.run(may_end.wait, 20))
        await asyncio.sleep(0)
        with pytest.raises(Unavailable):
            await pool.run(may_end.wait)
        may_end.set()
        assert await asyncio.gather(first, second) == [True, True]
        assert await pool.run(lambda: 3) == 3

    asyncio.run(run())
    assert pool.stop()
    assert pool.inside == 0


def test_stopping_drops_what_waits_and_is_patient_with_what_runs_for_a_while_only() -> None:
    pool = Pool("stuck", threads=1, longest_queue=5)
    begun, may_end = threading.Event(), threading.Event()

    def stuck() -> None:
        begun.set()
        may_end.wait(20)

    async def run() -> None:
        running = asyncio.create_task(pool.run(stuck))
        waiting = asyncio.create_task(pool.run(begun.clear))
        await asyncio.to_thread(begun.wait, 20)
        assert not pool.stop(patience=0)
        may_end.set()
        await running
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert pool.stop()

    asyncio.run(run())
    assert begun.is_set()


def test_who_waits_for_jobs_sleeps_through_events() -> None:
    seen = nudge.jobs.rung()
    nudge.events.ring()
    assert nudge.jobs.rung() == seen
