"""`make bench-growth`: the same questions to a small house and to the same house grown large.

From 10,000 posts of 1,000 accounts to `--posts` (a million) of a tenth as many accounts, or to as
many as fit `--minutes`: a scenario may cost 1.5 times as much CPU, no more. Space a post is told by
table where SQLite can say it.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scenarios import ROWS
from benchmarks.seeding import World
from benchmarks.serving import clean_environment, house

SMALL_ACCOUNTS, SMALL_POSTS = 1_000, 10_000
MOST_TIMES = 1.5
RESULTS = Path(__file__).with_name("growth.json")
_MEASURING_SECONDS = 150


def main() -> None:
    """Grows, measures, prints, and with --record keeps the figures."""
    parser = argparse.ArgumentParser(prog="make bench-growth", description=__doc__)
    parser.add_argument("--posts", type=int, default=1_000_000, help="how large, at most")
    parser.add_argument("--minutes", type=float, default=60, help="how long, at most, in all")
    parser.add_argument("--record", action="store_true", help="keep the figures")
    chosen = parser.parse_args()
    until = time.monotonic() + chosen.minutes * 60
    with tempfile.TemporaryDirectory(prefix="portevoix-growth-") as made:
        folder = Path(made)
        small = _stage(folder, SMALL_ACCOUNTS, SMALL_POSTS, until - 2 * _MEASURING_SECONDS)
        large = _stage(folder, chosen.posts // 10, chosen.posts, until - _MEASURING_SECONDS)
        space = _space(folder / "portevoix.sqlite3")
    _print(small, large, space)
    if chosen.record:
        _record(small, large, space)


def _stage(folder: Path, accounts: int, posts: int, until: float) -> dict[str, Any]:
    """Grows the house to a size, serves it, and returns what each scenario costs."""
    seconds = max(until - time.monotonic(), 20)
    command = [sys.executable, "-m", "benchmarks.growing", str(folder)]
    sizes = ["--accounts", str(accounts), "--posts", str(posts), "--seconds", str(seconds)]
    finished = subprocess.run(
        command + sizes, env=clean_environment(), stdout=subprocess.PIPE, check=True, text=True
    )
    found: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    size = _bytes(folder)
    world = World(found["tokens"], found["ids"], found["recent"], found["thread"])
    with house(folder=folder) as served:
        figures = {row.name: row.measure(served, world) for row in ROWS}
        figures["memory, MiB"] = served.memory()
    return {
        "accounts": found["accounts"],
        "posts": found["posts"],
        "bytes": size,
        "figures": figures,
    }


def _bytes(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.glob("portevoix.sqlite3*"))


def _space(database: Path) -> dict[str, int]:
    """Returns the bytes of each table and index, none where SQLite was built without dbstat."""
    with closing(sqlite3.connect(database)) as connection:
        try:
            return dict(connection.execute("SELECT name, SUM(pgsize) FROM dbstat GROUP BY name"))
        except sqlite3.OperationalError:
            return {}


def _print(small: dict[str, Any], large: dict[str, Any], space: dict[str, int]) -> None:
    print(f"{small['accounts']:,} accounts, {small['posts']:,} posts, against "
          f"{large['accounts']:,} accounts, {large['posts']:,} posts\n")  # fmt: skip
    print(f"{'CPU ms a request':52}{'small':>9}{'large':>9}{'ratio':>9}")
    for name, before in small["figures"].items():
        after = large["figures"][name]
        over = "  over" if after > before * MOST_TIMES else ""
        print(f"{name:52}{before:9.2f}{after:9.2f}{after / before:9.2f}{over}")
    print(f"\nspace a post, all in: {large['bytes'] / large['posts']:,.0f} bytes")
    for name, size in sorted(space.items(), key=lambda each: -each[1])[:16]:
        print(f"  {name:50}{size / large['posts']:9,.0f}")


def _record(small: dict[str, Any], large: dict[str, Any], space: dict[str, int]) -> None:
    for stage in (small, large):
        stage["figures"] = {name: round(each, 3) for name, each in stage["figures"].items()}
    a_post = {name: round(size / large["posts"], 1) for name, size in space.items()}
    kept = {
        "on": datetime.now(UTC).date().isoformat(),
        "small": small,
        "large": large,
        "bytes_a_post": dict(sorted(a_post.items(), key=lambda each: -each[1])[:24]),
    }
    RESULTS.write_text(json.dumps(kept, indent=2) + "\n")


if __name__ == "__main__":
    main()
