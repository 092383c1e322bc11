"""`portevoix media sizes|clean`: how much room files take, and taking back what is of no use."""

import argparse
import json
from typing import Any

from portevoix.cli.opening import open_house


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser."""
    from portevoix.cli.main import add_data

    parser = verbs.add_parser("media", help="look after pictures and other files")
    acts = parser.add_subparsers(required=True, metavar="ACT", dest="act")
    sizes = acts.add_parser("sizes", help="say how much room they take")
    sizes.add_argument("--json", action="store_true", help="for programs")
    clean = acts.add_parser("clean", help="remove what is of no use any more")
    for each in (sizes, clean):
        add_data(each)


def run(arguments: argparse.Namespace) -> int:
    """Does the act and says what came of it. Returns the exit code."""
    open_house(arguments.data)
    if arguments.act == "sizes":
        _print_sizes(as_json=arguments.json)
    else:
        _clean()
    return 0


def _print_sizes(*, as_json: bool) -> None:
    found = sizes()
    if as_json:
        print(json.dumps(found))
        return
    own, far = found["own"], found["far"]
    print(f"Given by members: {own['folders']:,} media, {_shown(own['bytes'])}.")
    print(f"  {own['without_post']:,} of them have no post (yet).")
    print(f"Copies from other houses: {far['folders']:,}, {_shown(far['bytes'])}", end=" ")
    print(f"of the {_shown(far['quota'])} they may take.")


def sizes() -> dict[str, Any]:
    """Returns how many folders of files there are and how much room they take, by kind."""
    from portevoix.domain.media import queries
    from portevoix.gateways import blob_store
    from portevoix.kernel import config

    told: dict[str, Any] = {}
    for area in (blob_store.OWN, blob_store.FAR):
        taken = [size for _folder, size in blob_store.folders(area)]
        told[area] = {"folders": len(taken), "bytes": sum(taken)}
    told["own"]["without_post"] = queries.count()[1]
    told["far"]["quota"] = config.current().media_quota
    return told


def _clean() -> None:
    from portevoix.consumers import media_files

    outcome = media_files.clean()
    print(f"Removed {outcome.forgotten:,} media that found no post in their time,")
    print(f"{outcome.copies:,} copies beyond the room they may take,")
    print(f"and {outcome.orphans:,} folders of files that belonged to nothing.")


def _shown(size: int) -> str:
    amount = float(size)
    for unit in ("bytes", "KB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            break
        amount /= 1024
    return f"{amount:,.0f} {unit}" if unit == "bytes" else f"{amount:,.1f} {unit}"
