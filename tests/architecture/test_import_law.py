"""The import law: who may know whom. Written in docs/architecture/index.md."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter

from tests.architecture.sources import ROOT, all_imports, module_name, python_files, tree_of

# Room -> the rooms it stands on. It may also use what those stand on.
ROOMS = {
    "house": set(),
    "peers": set(),
    "accounts": {"peers", "house"},
    "access": {"accounts"},
    "relationships": {"accounts"},
    "audiences": {"relationships"},
    "timelines": {"audiences"},
    "notifications": {"audiences"},
    "media": {"accounts"},
    "posts": {"audiences", "timelines", "media"},
    "reactions": {"posts"},
    "archives": {"accounts"},
    "search": {"posts", "reactions"},
}
CALLS_OUT = ("requests", "httpx", "aiohttp", "urllib.request", "urllib3", "http.client", "smtplib")
# The one client, and the modules that it alone is made of.
CLIENT = "portevoix.gateways.http_client"
MAILER = "portevoix.gateways.mailer"
INSIDE_CLIENT = {
    "portevoix.gateways.decoding",
    "portevoix.gateways.destinations",
    "portevoix.gateways.outgoing_loop",
}


def below(room: str) -> set[str]:
    """Returns every room that `room` may stand on, however far down."""
    return set(ROOMS[room]).union(*(below(lower) for lower in ROOMS[room]))


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["portevoix", "domain"] and len(parts) > 2 else None


def test_the_layers_and_doors_hold() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
        + ["--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout


def test_the_rooms_form_a_graph_without_circles() -> None:
    TopologicalSorter(ROOMS).prepare()


def test_every_room_is_in_the_graph() -> None:
    folders = {room_of(module_name(path)) for path in python_files() if path.name == "apps.py"}
    assert folders - {None} == set(ROOMS)


def test_a_room_enters_another_by_its_public_module_alone() -> None:
    broken = []
    for found in all_imports():
        importer, imported = room_of(found.importer), room_of(found.imported)
        if importer is None or imported is None or importer == imported:
            continue
        by_the_door = found.imported.split(".")[3:4] == ["public"]
        if imported not in below(importer) or not by_the_door:
            broken.append(str(found))
    assert not broken, "\n".join(broken)


def test_only_one_client_calls_out() -> None:
    broken = [
        str(found)
        for found in all_imports()
        if any(f"{found.imported}.".startswith(f"{name}.") for name in CALLS_OUT)
        and found.importer not in INSIDE_CLIENT | {CLIENT}
        and (found.importer, found.imported) != (MAILER, "smtplib")
    ]
    assert not broken, "\n".join(broken)


def test_the_client_is_entered_by_its_one_door() -> None:
    broken = [
        str(found)
        for found in all_imports()
        if any(f"{found.imported}.".startswith(f"{name}.") for name in INSIDE_CLIENT)
        and not found.importer.startswith("portevoix.gateways.")
    ]
    assert not broken, "\n".join(broken)


def test_the_domain_knows_no_request_and_no_signal() -> None:
    banned = ("django.http", "django.urls", "django.views", "django.dispatch", "django.shortcuts")
    broken = [
        str(found)
        for found in all_imports()
        if found.importer.startswith(("portevoix.domain", "portevoix.kernel"))
        and (found.imported.startswith(banned) or ".signals" in found.imported)
    ]
    assert not broken, "\n".join(broken)


def test_only_commands_emit_events() -> None:
    emitters = [
        found.importer
        for found in all_imports()
        if found.imported == "portevoix.kernel.unit_of_work.emit"
        and room_of(found.importer) is None
    ]
    assert not emitters


def test_queries_never_write() -> None:
    verbs = {"save", "create", "bulk_create", "update", "bulk_update", "get_or_create", "delete"}
    broken = []
    for path in python_files():
        if path.stem != "queries" and path.parent.name != "queries":
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                on_rows = "objects" in ast.unparse(node.func.value)
                if node.func.attr in verbs and on_rows:
                    broken.append(f"{module_name(path)}:{node.lineno} {node.func.attr}")
    assert not broken, "\n".join(broken)
