"""The verbs of this room, in one list; each lives with its kin."""

from portevoix.domain.archives.exporting import (
    ask_export,
    finish_export,
    forget_exports,
    note_progress,
)
from portevoix.domain.archives.importing import (
    add_rows,
    begin_import,
    begin_reading,
    confirm_import,
    end_reading,
    finish_import,
    forget_imports,
    note_swept,
    refuse_file,
    remember_imported,
    settle_row,
    try_failed_again,
    withdraw_import,
)

__all__ = [
    "add_rows",
    "ask_export",
    "begin_import",
    "begin_reading",
    "confirm_import",
    "end_reading",
    "finish_export",
    "finish_import",
    "forget_exports",
    "forget_imports",
    "note_progress",
    "note_swept",
    "refuse_file",
    "remember_imported",
    "settle_row",
    "try_failed_again",
    "withdraw_import",
]
