"""Small helpers for hand-written SQL that must read the same on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

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
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def run(sql: str, params: Params = ()) -> int:
    """Runs a statement and returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


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
