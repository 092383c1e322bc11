"""`portevoix rebuild timelines|search`: builds anew what can be built anew."""

import argparse

from portevoix.cli.opening import open_house


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser."""
    from portevoix.cli.main import add_data

    parser = verbs.add_parser("rebuild", help="build anew what follows from the rest")
    parser.add_argument("what", choices=["timelines", "search"])
    add_data(parser)


def run(arguments: argparse.Namespace) -> int:
    """Builds every member's home anew, or the index of search. Returns the exit code."""
    open_house(arguments.data)
    {"timelines": _timelines, "search": _search}[arguments.what]()
    print()
    return 0


def _timelines() -> None:
    from portevoix.domain.accounts.queries import members
    from portevoix.domain.timelines.commands import rebuild

    everybody = members()
    for number, member in enumerate(everybody, 1):
        rebuild(owner_id=member.pk)
        print(f"\r{number} of {len(everybody)} homes", end="", flush=True)


def _search() -> None:
    from portevoix.domain.search.commands import rebuild_after
    from portevoix.domain.search.queries import indexed

    last = rebuild_after(0)
    while last:
        print(f"\r{indexed()} posts", end="", flush=True)
        last = rebuild_after(last)
    print(f"\r{indexed()} posts", end="", flush=True)
