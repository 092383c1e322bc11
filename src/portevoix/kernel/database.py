"""Small helpers for hand-written SQL that must read the same on SQLite and PostgreSQL."""

import functools
import json
import re
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

Params = Mapping[str, Any] | Sequence[Any]


def is_postgresql() -> bool:
    """Returns whether the database is PostgreSQL; otherwise it is SQLite."""
    return connection.vendor == "postgresql"


def as_stored(moment: datetime | None) -> Any:
    """Returns `moment` as the columns of Django's DateTimeField hold it, for use as a parameter."""
    return connection.ops.adapt_datetimefield_value(moment)


def as_moment(stored: Any) -> datetime | None:
    """Returns what a DateTimeField's column held, read by plain SQL, as an aware UTC moment."""
    if stored is None or isinstance(stored, datetime):
        return stored if stored is None or stored.tzinfo else stored.replace(tzinfo=UTC)
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def rows(sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
    """Runs a question and returns all its rows."""
    done = _run_bare(sql, params)
    if done is not None:
        return done.fetchall()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def run(sql: str, params: Params = ()) -> int:
    """Runs a statement and returns how many rows it touched."""
    done = _run_bare(sql, params)
    if done is not None:
        return done.rowcount
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def among(column: str, name: str) -> str:
    """Returns the condition that `column` is one of the ids in the parameter `name` (see `ids`).

    The text is the same however many ids there are, so the database keeps its plan:
    to compile a question anew takes longer than to answer it.
    """
    if is_postgresql():
        return f"{column} = ANY(%({name})s)"
    return f"{column} IN (SELECT value FROM json_each(%({name})s))"


def ids(numbers: Collection[int]) -> Any:
    """Returns `numbers` as a parameter for `among`."""
    return list(numbers) if is_postgresql() else json.dumps(list(numbers))


def _run_bare(sql: str, params: Params) -> sqlite3.Cursor | None:
    """Runs a statement straight on SQLite's connection; None where Django has to.

    Django's cursor costs more than most of our questions. It is needed by PostgreSQL's
    pool, for tests that count, and to refuse a transaction that is broken already.
    """
    held = connections[DEFAULT_DB_ALIAS]
    bare = held.connection
    if (
        not isinstance(bare, sqlite3.Connection)
        or held.execute_wrappers
        or held.force_debug_cursor
        or held.needs_rollback
    ):
        return None
    try:
        return bare.execute(_for_sqlite(sql), params)
    except sqlite3.Error:
        with held.wrap_database_errors:
            raise


@functools.lru_cache(2048)
def _for_sqlite(sql: str) -> str:
    """Returns `sql` with the marks of SQLite's driver in the place of Python's."""
    return _MARK.sub(lambda found: _MARKS.get(found[0]) or f":{found[1]}", sql)


_MARK = re.compile(r"%\((\w+)\)s|%s|%%")
_MARKS = {"%s": "?", "%%": "%"}


def insert(table: str, *, once: bool = False, **values: Any) -> bool:
    """Adds a row of `values` by column; moments are stored as Django stores them.

    With `once` a row whose key is taken already changes nothing. Returns whether one was added.
    """
    return insert_many(table, [values], once=once) > 0


def insert_many(table: str, new: Sequence[Mapping[str, Any]], *, once: bool = False) -> int:
    """Adds rows that all have the same columns, as `insert` does; returns how many were added."""
    if not new:
        return 0
    columns = list(new[0])
    marks = "(" + ", ".join(["%s"] * len(columns)) + ")"
    values = [_stored(row[column]) for row in new for column in columns]
    places = ", ".join([marks] * len(new))
    conflict = " ON CONFLICT DO NOTHING" if once else ""
    return run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places}{conflict}", values)


def _stored(value: Any) -> Any:
    return as_stored(value) if isinstance(value, datetime) else value
