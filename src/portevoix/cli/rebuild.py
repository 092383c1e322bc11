"""`portevoix rebuild timelines`: builds anew what can be built anew."""

import argparse

from portevoix.cli.opening import open_house


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser."""
    from portevoix.cli.main import add_data

    parser = verbs.add_parser("rebuild", help="build anew what follows from the rest")
    parser.add_argument("what", choices=["timelines"])
    add_data(parser)


def run(arguments: argparse.Namespace) -> int:
    """Builds every member's home anew, one after the other. Returns the exit code."""
    open_house(arguments.data)
    from portevoix.domain.accounts.queries import members
    from portevoix.domain.timelines.commands import rebuild

    everybody = members()
    for number, member in enumerate(everybody, 1):
        rebuild(owner_id=member.pk)
        print(f"\r{number} of {len(everybody)} homes", end="", flush=True)
    print()
    return 0
