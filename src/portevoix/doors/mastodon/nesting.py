"""Parameters nested in Rails' manner: `a[b]=1`, `a[]=1`, `a[0][b]=1`, `a[][b]=1`.

Pure, and bounded: so many pairs, so deep, names so long. An object whose keys
are all numbers becomes a list in their order.
"""

import re
from collections.abc import Iterable
from typing import Any

from portevoix.kernel.errors import Invalid

MOST_PAIRS = 1000
DEEPEST = 6
LONGEST_NAME = 200
_KEY = re.compile(r"\[([^\[\]]*)\]")


def nest(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Returns the pairs as one object. Raises Invalid when they pass the bounds or contradict."""
    root: dict[str, Any] = {}
    for count, (name, value) in enumerate(pairs):
        if count >= MOST_PAIRS:
            raise Invalid("too many parameters", code="parameters")
        _put(root, _path(name), value)
    return {name: listed(value) for name, value in root.items()}


def _path(name: str) -> list[str]:
    if len(name) > LONGEST_NAME:
        raise Invalid("the name of a parameter is too long", code="parameters")
    head, bracket, _ = name.partition("[")
    rest = name[len(head) :]
    steps = _KEY.findall(rest)
    if not bracket or not head or "".join(f"[{step}]" for step in steps) != rest:
        return [name]
    if len(steps) > DEEPEST:
        raise Invalid("parameters are nested too deep", code="parameters")
    return [head, *steps]


def _put(root: dict[str, Any], path: list[str], value: Any) -> None:
    place: Any = root
    for index, step in enumerate(path):
        last = index == len(path) - 1
        following = None if last else path[index + 1]
        if isinstance(place, list):
            place = _into_list(place, path[index:], value)
            if place is None:
                return
        elif last:
            place[step] = value
            return
        else:
            wanted = list if following == "" else dict
            place = place.setdefault(step, wanted())
            if not isinstance(place, wanted):
                raise Invalid(f"parameter {path[0][:80]} is two things at once", code="parameters")


def _into_list(place: list[Any], path: list[str], value: Any) -> Any:
    """Steps over `[]`: appends `value`, or returns the object in the list to go on with."""
    if len(path) == 1:
        place.append(value)
        return None
    following = path[1]
    open_one = place[-1] if place else None
    if following == "":
        raise Invalid("lists of lists are not understood", code="parameters")
    taken = isinstance(open_one, dict) and following in open_one and len(path) == 2
    if not isinstance(open_one, dict) or taken:
        place.append({})
    return place[-1]


def listed(value: Any) -> Any:
    """Returns `value` with every object whose keys are all numbers as a list in their order."""
    if isinstance(value, list):
        return [listed(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value and all(key.isascii() and key.isdigit() for key in value):
        return [listed(value[key]) for key in sorted(value, key=_by_number)]
    return {key: listed(item) for key, item in value.items()}


def _by_number(digits: str) -> tuple[int, str]:
    """Orders as numbers do, of any length: Python refuses to read thousands of digits."""
    bare = digits.lstrip("0")
    return len(bare), bare
