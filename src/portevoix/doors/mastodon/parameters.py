"""From what a client said to a Struct, with Rails' leniency: "1" is true, one thing is a list."""

import functools
import types
from collections.abc import Callable
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from portevoix.kernel.errors import Invalid

_FALSE = frozenset({"", "0", "f", "false", "off"})
_S = TypeVar("_S", bound=msgspec.Struct)


def convert(said: dict[str, Any], kind: type[_S]) -> _S:
    """Returns `said` as `kind`; what the Struct does not name is ignored.

    Raises Invalid with `fields` when a value cannot be what it should.
    """
    shaped = _shape_struct(said, kind)
    try:
        return msgspec.convert(shaped, kind, strict=False)
    except (msgspec.ValidationError, OverflowError) as error:
        raise Invalid(str(error), code="parameters") from error


@functools.cache
def _shapers(kind: type[msgspec.Struct]) -> dict[str, Callable[[Any], Any]]:
    return {name: _shaper(hint) for name, hint in get_type_hints(kind).items()}


def _shape_struct(said: Any, kind: type[msgspec.Struct]) -> Any:
    if not isinstance(said, dict):
        return said
    shaped = {}
    for name, shape in _shapers(kind).items():
        value = said.get(name)
        if value is not None:
            value = shape(value)
        if value is not None:
            shaped[name] = value
    return shaped


def _shaper(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) in (Union, types.UnionType):
        choices = [
            choice
            for choice in get_args(hint)
            if choice not in (type(None), type(msgspec.UNSET), msgspec.UnsetType)
        ]
        return _shaper(choices[0]) if len(choices) == 1 else _same
    if hint is bool:
        return _truth
    if hint is str:
        return _text
    if hint is int:
        return _number
    if get_origin(hint) is list:
        inner = _shaper(get_args(hint)[0])
        return lambda value: [
            inner(item) for item in (value if isinstance(value, list) else [value])
        ]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return functools.partial(_shape_struct, kind=hint)
    return _same


def _same(value: Any) -> Any:
    return value


def _truth(value: Any) -> Any:
    """Rails' way: an empty word says nothing, a few words are no, everything else is yes."""
    if isinstance(value, str):
        return None if value == "" else value.lower() not in _FALSE
    return bool(value) if isinstance(value, int | float) else value


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _number(value: Any) -> Any:
    return None if value == "" else value
