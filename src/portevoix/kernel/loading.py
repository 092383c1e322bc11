"""Rows of the database as instances of models, asked for by hand-written conditions.

For the few questions that every request asks: the ORM takes ten times as long to compile
its question as SQLite to answer it. What is returned is what the ORM would have returned.
"""

import functools
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, models

from portevoix.kernel import clock
from portevoix.kernel.database import Params, rows

_M = TypeVar("_M", bound=models.Model)
_Mend = Callable[[Any], Any]


def load(model: type[_M], tail: str, params: Params = ()) -> list[_M]:
    """Returns the rows of `model` that `tail` chooses: what follows the table's name in SQL."""
    return [_made(model, row) for row in rows(_question(model, tail), params)]


def load_with(model: type[_M], relation: str, tail: str, params: Params = ()) -> list[_M]:
    """As `load`, with what the foreign key `relation` points to; its table is called so in SQL."""
    field = cast("models.ForeignKey[Any, Any]", model._meta.get_field(relation))
    other = cast("type[models.Model]", field.related_model)
    width = len(model._meta.concrete_fields)
    found = []
    for row in rows(_joined(model, other, relation, tail), params):
        made = _made(model, row[:width])
        field.set_cached_value(made, _made(other, row[width:]))
        found.append(made)
    return found


@functools.cache
def _question(model: type[models.Model], tail: str) -> str:
    table = model._meta.db_table
    return f"SELECT {_columns(model, table)} FROM {table} {tail}"


@functools.cache
def _joined(model: type[models.Model], other: type[models.Model], relation: str, tail: str) -> str:
    table = model._meta.db_table
    return (
        f"SELECT {_columns(model, table)}, {_columns(other, relation)} FROM {table}"
        f" JOIN {other._meta.db_table} {relation}"
        f" ON {relation}.{other._meta.pk.column} = {table}.{relation}_id {tail}"
    )


def _columns(model: type[models.Model], alias: str) -> str:
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


def _made(model: type[_M], row: tuple[Any, ...]) -> _M:
    values = list(row)
    for place, mend in _mends(model):
        if values[place] is not None:
            values[place] = mend(values[place])
    return model.from_db(DEFAULT_DB_ALIAS, _names(model), values)


@functools.cache
def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@functools.cache
def _mends(model: type[models.Model]) -> list[tuple[int, _Mend]]:
    """What the drivers give in another type than the model's: SQLite's times, both's JSON."""
    found: list[tuple[int, _Mend]] = []
    for place, field in enumerate(model._meta.concrete_fields):
        if isinstance(field, models.DateTimeField):
            found.append((place, _moment))
        elif isinstance(field, models.JSONField):
            found.append((place, _json))
        elif isinstance(field, models.BooleanField):
            found.append((place, bool))
    return found


def _moment(stored: datetime) -> datetime:
    return clock.aware(stored)


def _json(stored: Any) -> Any:
    return json.loads(stored) if isinstance(stored, str | bytes) else stored
