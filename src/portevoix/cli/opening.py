"""Opens the house for a verb: settings, database, and the lock of its folder."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CONNECT_SECONDS = 10


class Refusal(Exception):
    """The verb cannot be done; the message is one plain sentence."""


def open_house(data: Path | str | None, *, port: int | None = None) -> None:
    """Reads the settings, sets Django up and brings the database to today's shape.

    Raises Refusal when a setting is wrong or the database cannot be reached.
    """
    from portevoix.site import configuration

    configuration.chosen.data = Path(data) if data is not None else None
    configuration.chosen.port = port
    try:
        config = configuration.from_here()
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        import django

        django.setup(set_prefix=False)
    except (configuration.SettingsError, OSError) as fault:
        raise Refusal(str(fault)) from fault
    if config.database_url:
        _reach(config.database_url)
    with _alone(config.data / ".migrating"):
        _migrate()


def _reach(database_url: str) -> None:
    """Connects once outside of the pool, which would try for long and say little."""
    import psycopg

    try:
        psycopg.connect(database_url, connect_timeout=_CONNECT_SECONDS).close()
    except psycopg.Error as fault:
        sentence = str(fault).strip().splitlines()[0]
        raise Refusal(f"The database cannot be used: {sentence}") from fault


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Waits its turn: two verbs that begin together must not both make the tables."""
    with path.open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as fault:
        raise Refusal(f"The database cannot be used: {str(fault).strip()}") from fault


@contextmanager
def sole_server(data: Path, origin: str) -> Iterator[None]:
    """Holds the folder for one house that serves, and notes its address in it. Raises Refusal."""
    from portevoix.site.configuration import LOCK_FILE

    lock = os.open(data / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(f"A house already serves the folder {data}.") from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, json.dumps({"origin": origin, "process": os.getpid()}).encode(), 0)
        yield
    finally:
        os.close(lock)
