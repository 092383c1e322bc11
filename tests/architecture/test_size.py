"""Files fit a screen or two and functions fit a screen, so that each can be read whole."""

import ast
import statistics
import warnings
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, ROOT, module_name, python_files, tree_of

FILE_SOFT, FILE_HARD, FILE_MEDIAN = 300, 500, 80
FUNCTION_SOFT, FUNCTION_HARD = 40, 60
TEMPLATES_AND_SCRIPTS = {".html", ".js", ".css", ".jinja"}


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions() -> list[tuple[str, int]]:
    """Returns each function of the package with its length in lines, docstring included."""
    found = []
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((f"{module_name(path)}.{node.name}", length))
    return found


def test_no_file_passes_the_hard_limit() -> None:
    own = [path for path in PACKAGE.rglob("*") if path.suffix in TEMPLATES_AND_SCRIPTS]
    lengths = {path: lines_of(path) for path in (*python_files(), *own)}
    for path, length in lengths.items():
        if length > FILE_SOFT:
            warnings.warn(f"{path.relative_to(ROOT)} has {length} lines", stacklevel=1)
    assert not {str(path): length for path, length in lengths.items() if length > FILE_HARD}


def test_the_median_file_fits_a_screen() -> None:
    lengths = [length for path in python_files() if (length := lines_of(path))]
    assert statistics.median(lengths) <= FILE_MEDIAN


def test_functions_fit_a_screen() -> None:
    long = [(name, length) for name, length in functions() if length > FUNCTION_SOFT]
    for name, length in long:
        warnings.warn(f"{name} has {length} lines", stacklevel=1)
    assert not [entry for entry in long if entry[1] > FUNCTION_HARD]


@pytest.mark.parametrize("path", python_files(ROOT / "tests"), ids=lambda path: path.stem)
def test_tests_are_readable_too(path: Path) -> None:
    assert lines_of(path) <= FILE_HARD
