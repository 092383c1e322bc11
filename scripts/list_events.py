"""Writes docs/architecture/events.md from the events themselves; `--check` only compares."""

import dataclasses
import importlib
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture" / "events.md"
HEAD = """# Events

What happened, in the past tense. Commands emit them (`kernel.unit_of_work.emit`), the outbox keeps
them in order, consumers act on them. A field that is added later needs a default; a name is never
used again for something else.

This page is written by `make event-list` from each room's `events.py`; a test holds it true.
"""


def render() -> str:
    """Returns the page: a table for each room, in the order of their names."""
    from portevoix.kernel.events import all_kinds

    for path in sorted((ROOT / "src/portevoix/domain").glob("*/events.py")):
        importlib.import_module(f"portevoix.domain.{path.parent.name}.events")
    rooms: dict[str, list[str]] = {}
    for name, kind in sorted(all_kinds().items()):
        room, _, event = name.partition(".")
        if not kind.__module__.startswith("portevoix.domain."):
            continue
        fields = ", ".join(f"`{field.name}`" for field in dataclasses.fields(kind))
        said = " ".join((kind.__doc__ or "").split())
        rooms.setdefault(room, []).append(f"| `{event}` | {fields or '–'} | {said} |")
    parts = [HEAD]
    for room, rows in rooms.items():
        table = "\n".join(["| event | fields | it says |", "|---|---|---|", *rows])
        parts.append(f"## {room}\n\n{table}\n")
    return "\n".join(parts)


def main() -> None:
    """Writes the page, or exits 1 when `--check` finds another text in it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portevoix.site.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PORTEVOIX_DATA"] = folder
        import django

        django.setup()
        text = render()
    if "--check" not in sys.argv:
        PAGE.write_text(text, "utf-8")
    elif PAGE.read_text("utf-8") != text:
        sys.exit("docs/architecture/events.md is not what the rooms say: run make event-list")


if __name__ == "__main__":
    main()
