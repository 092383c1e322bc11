"""The verbs of this room, in one list; each lives with its kin."""

from portevoix.domain.archives.exporting import (
    ask_export,
    finish_export,
    forget_exports,
    note_progress,
)

__all__ = ["ask_export", "finish_export", "forget_exports", "note_progress"]
