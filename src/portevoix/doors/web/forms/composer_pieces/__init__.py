"""The parts of the composer, one file each; whoever adds a part adds a file here.

A module of this package defines `PIECE`, a class that says which fields the part
has, how they are read and what they give to `posts.publish`. Its look is a
template of its own in `parts/composer/`. `found()` gathers them all, in order.
"""

import functools
import importlib
import pkgutil

from portevoix.doors.web.forms.composer_pieces.piece import Piece


@functools.cache
def found() -> tuple[type[Piece], ...]:
    """Returns the class of every part, in the order in which the composer draws them."""
    modules = [
        importlib.import_module(f"{__name__}.{each.name}")
        for each in pkgutil.iter_modules(__path__)
        if each.name != "piece"
    ]
    return tuple(sorted((module.PIECE for module in modules), key=lambda piece: piece.order))
