"""Compiles every catalogue of strings (`*.po`) that is newer than its compiled form (`*.mo`)."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_all(root: Path) -> int:
    """Compiles the catalogues below `root`/src/portevoix; returns how many were written."""
    written = 0
    for source in sorted((root / "src" / "portevoix").glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parents[1].name, abort_invalid=True)
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)
        written += 1
    return written


if __name__ == "__main__":
    print(f"{compile_all(Path(__file__).resolve().parents[1])} translation catalogues compiled")
