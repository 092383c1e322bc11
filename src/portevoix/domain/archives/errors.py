"""Refusals of this room."""

from portevoix.kernel.errors import Invalid


class ImportRefused(Invalid):
    """A file cannot be brought in so; `fields` says why."""
