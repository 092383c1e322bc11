"""What can be set, run, called or heard is documented, or a test says what is missing."""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from portevoix.cli.main import _parser
from portevoix.kernel.config import Config
from portevoix.site.configuration import LATER, SETTINGS
from tests.architecture.sources import PACKAGE, ROOT, python_files

DOCS = ROOT / "docs"
SETTINGS_PAGE = DOCS / "keeper" / "settings.md"
COMMANDS_PAGE = DOCS / "keeper" / "command-line.md"


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_has_its_heading(name: str) -> None:
    assert f"\n## {name}\n" in SETTINGS_PAGE.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(LATER))
def test_a_setting_that_is_refused_is_said_to_be(name: str) -> None:
    _, _, refused = SETTINGS_PAGE.read_text("utf-8").partition("## Not yet\n")
    assert f"`{name}`" in refused


def verbs(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yields each verb that can be run, as typed, with the options that not every verb has."""
    options: set[str] = set()
    below = False
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            below = True
            for word, child in action.choices.items():
                yield from verbs(child, f"{name} {word}".strip())
        options |= {option for option in action.option_strings if option.startswith("--")}
    if not below:
        yield name, options - {"--help", "--data", "--json"}


def section(verb: str) -> str:
    """Returns what the page says of a verb."""
    parts = re.split(r"^## (.+)$", COMMANDS_PAGE.read_text("utf-8"), flags=re.MULTILINE)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return "".join(text for heading, text in pairs if verb in heading.split(", "))


@pytest.mark.parametrize(("verb", "options"), sorted(verbs(_parser())))
def test_every_verb_of_the_command_line_is_told(verb: str, options: set[str]) -> None:
    told = section(verb)
    assert f"`portevoix {verb}" in told
    assert not [option for option in sorted(options) if option not in told]


def test_every_field_of_the_configuration_can_be_set() -> None:
    told = {field.name.upper() for field in fields(Config)} - {"GIVEN"}
    assert told == set(SETTINGS)


def test_the_events_page_says_what_the_rooms_say() -> None:
    finished = subprocess.run(
        [sys.executable, "scripts/list_events.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr


def test_every_room_has_its_page() -> None:
    rooms = {path.parent.name for path in (PACKAGE / "domain").glob("*/apps.py")}
    pages = {path.stem for path in (DOCS / "architecture").glob("*.md")}
    assert rooms <= pages


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text("utf-8")
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert not [page for page in pages if f" {page}\n" not in contents]


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    named = [
        ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
    ]
    for page in [*DOCS.rglob("*.md"), *named]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert not broken, "\n".join(broken)


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_page_that_the_code_names_exists() -> None:
    missing = [
        f"{path.relative_to(ROOT)}: {page}"
        for path in python_files()
        for page in re.findall(r"\bdocs/[\w/.-]+\.md", path.read_text("utf-8"))
        if not (ROOT / page).exists()
    ]
    assert not missing, "\n".join(missing)


def wire_terms() -> set[str]:
    """Returns the terms of our own vocabulary that the wire writes or reads."""
    text = "".join(path.read_text("utf-8") for path in python_files(PACKAGE / "wire"))
    return set(re.findall(r"\bportevoix:(\w+)", text)) | set(
        re.findall(r"\bFEP-[0-9a-f]{4}\b", text)
    )


def test_every_extension_of_the_wire_is_told_to_neighbours() -> None:
    told = (ROOT / "FEDERATION.md").read_text("utf-8")
    assert not [term for term in sorted(wire_terms()) if term not in told]


def test_the_licence_is_whole() -> None:
    licence = Path(ROOT / "LICENSE").read_text("utf-8")
    assert licence.startswith("                    GNU AFFERO GENERAL PUBLIC LICENSE")
    assert len(licence.splitlines()) == 661
