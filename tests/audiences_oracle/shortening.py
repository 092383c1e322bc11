"""Makes a failing story short, by leaving out what the failure does not need.

Hypothesis would shrink every number too, which takes minutes here; steps alone are told apart.
"""

from collections.abc import Callable
from typing import TypeVar

_Step = TypeVar("_Step")


def shorten(story: list[_Step], fails: Callable[[list[_Step]], bool]) -> list[_Step]:
    """Returns a part of `story` that still fails, and fails no longer with a step fewer."""
    size = max(1, len(story) // 2)
    while True:
        at, changed = 0, False
        while at < len(story):
            without = story[:at] + story[at + size :]
            if fails(without):
                story, changed = without, True
            else:
                at += size
        if size == 1 and not changed:
            return story
        size = max(1, size // 2)
