"""What the architecture tests read: the source files, and what each imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "portevoix"


@dataclass(frozen=True)
class Import:
    """`importer` imports `imported`, which may be a module or a name in one."""

    importer: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Returns the source files, migrations left out."""
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def module_name(path: Path) -> str:
    """Returns the dotted name of a file below src."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """Returns the file's syntax tree."""
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def all_imports() -> tuple[Import, ...]:
    """Returns every import statement of the package, lazy ones inside functions too."""
    return tuple(found for path in python_files() for found in imports_of(path))


def imports_of(path: Path) -> Iterator[Import]:
    """Yields each import of one file; `from a import b` counts as `a.b`."""
    name = module_name(path)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(name, alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield Import(name, f"{node.module}.{alias.name}", node.lineno)
