"""`make bench`: prints each row of the budgets that is built, and keeps the figures.

Figures are CPU milliseconds a request, of all the house's processes, consequences
included. Machines differ: what counts is the ratio to an empty view measured in
the same run; a budget is scaled by it (0.23 ms on the machine of the budgets).
"""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.load import Ask
from benchmarks.scenarios import ROWS, cpu_each, page_rows
from benchmarks.seeding import seed
from benchmarks.serving import house

EMPTY_BUDGET = 0.23
RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Measures, prints, and with --record keeps the figures."""
    arguments = argparse.ArgumentParser(prog="make bench", description=__doc__)
    arguments.add_argument("--database-url", default="", help="a PostgreSQL database, else SQLite")
    arguments.add_argument("--record", action="store_true", help="keep the figures")
    chosen = arguments.parse_args()
    engine = "postgresql" if chosen.database_url else "sqlite"
    with house(settings="benchmarks.empty_settings") as empty:
        baseline = cpu_each(empty, [Ask("/empty")] * 3000)
    scale = baseline / EMPTY_BUDGET
    print(f"{engine}; an empty view: {baseline:.3f} ms, so budgets are multiplied by {scale:.2f}\n")
    figures = {"empty view": baseline}
    with house(database_url=chosen.database_url) as served:
        idle = served.memory()
        world = seed(served)
        before = _last(engine)
        _head()
        for row in ROWS:
            figures[row.name] = row.measure(served, world)
            _line(row.name, figures[row.name], row.budget * scale, before.get(row.name))
        for name, against, figure in page_rows(served, world):
            figures[name] = figure
            _line(name, figure, 2 * figures[against] + 2 * scale, before.get(name))
        figures["memory idle, MiB"], figures["memory after load, MiB"] = idle, served.memory()
        figures["start to first answer, s"] = served.started_in
        _line("memory idle, MiB", idle, 110, before.get("memory idle, MiB"))
        _line("memory after load, MiB", served.memory(), 170, before.get("memory after load, MiB"))
        _line("start to first answer, s", served.started_in, 1.2 * scale, None)
    if chosen.record:
        _record(engine, figures)


def _head() -> None:
    print(f"{'':52}{'now':>9}{'budget':>9}{'before':>9}")


def _line(name: str, figure: float, budget: float, before: float | None) -> None:
    last = f"{before:9.2f}" if before is not None else f"{'-':>9}"
    print(f"{name:52}{figure:9.2f}{budget:9.2f}{last}{'' if figure <= budget else '  over'}")


def _last(engine: str) -> dict[str, float]:
    if not RESULTS.exists():
        return {}
    figures: dict[str, float] = json.loads(RESULTS.read_text()).get(engine, {}).get("figures", {})
    return figures


def _record(engine: str, figures: dict[str, float]) -> None:
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    rounded = {name: round(figure, 3) for name, figure in figures.items()}
    kept[engine] = {"on": datetime.now(UTC).date().isoformat(), "figures": rounded}
    RESULTS.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
