"""The repository holds whole things, and speaks of Portevoix alone."""

import re
import subprocess
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK|WI" r"P)\b")
MACHINE = re.compile(
    r"/(?:work|home/[a-z]+|root|Users/[A-Za-z]+)/[\w.]"
    r"|(?:files\.pythonhosted\.org|pypi\.org/simple|registry\.npmjs\.org|--(?:extra-)?index-url)"
)
# The rules themselves, and words of the protocol that look like marks.
EXEMPT = {"tests/architecture/test_cleanliness.py", "LICENSE", "scripts/lock"}
TEXT = {".py", ".md", ".toml", ".lock", ".html", ".js", ".css", ".yml", ".tsv", ".json", ".po", ""}


@cache
def texts() -> dict[str, str]:
    """Returns the text of every file under version control, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    names = (name for name in listed.split("\0") if name and name not in EXEMPT)
    paths = {name: ROOT / name for name in names if Path(name).suffix in TEXT}
    return {name: path.read_text("utf-8") for name, path in paths.items() if path.is_file()}


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number} {line.strip()[:100]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_marked_unfinished() -> None:
    marks = found(UNFINISHED)
    assert not marks, "\n".join(marks)


def test_no_path_of_one_machine_and_no_registry() -> None:
    traces = found(MACHINE)
    assert not traces, "\n".join(traces)


def test_nothing_private_or_built_is_kept() -> None:
    kept = [name for name in texts() if name.endswith((".mo", ".sqlite3", "secrets.toml", ".pem"))]
    assert not kept


def test_the_french_catalogue_is_whole() -> None:
    folder = ROOT / "src/portevoix/locale/fr/LC_MESSAGES"
    for source in folder.glob("*.po"):
        with source.open("rb") as text:
            catalogue = read_po(text, locale="fr", abort_invalid=True)
        wanting = [str(entry.id) for entry in catalogue if entry.id and not entry.string]
        doubtful = [str(entry.id) for entry in catalogue if entry.id and entry.fuzzy]
        assert not wanting + doubtful, "\n".join(wanting + doubtful)
