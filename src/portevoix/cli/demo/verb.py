"""`portevoix demo`: fills an empty house with a small living world, to look round in."""

import argparse

from portevoix.cli.opening import Refusal, open_house


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser."""
    from portevoix.cli.main import add_data

    parser = verbs.add_parser("demo", help="fill an empty house with twelve invented members")
    add_data(parser)


def run(arguments: argparse.Namespace) -> int:
    """Makes the world and says how to sign in. Raises Refusal. Returns the exit code."""
    open_house(arguments.data)
    from portevoix.cli.demo import life
    from portevoix.cli.demo.people import MEMBERS, PASSWORD
    from portevoix.domain.accounts.queries import members
    from portevoix.kernel import config

    if members():
        raise Refusal("This house has members already; the demo wants an empty one.")
    if not config.current().is_loopback:
        raise Refusal("The demo has a password that everybody knows: it is for this machine alone.")
    life.live()
    names = ", ".join(person.name for person in MEMBERS)
    print(f"Twelve members live here: {names}.")
    print(f"Each signs in with the password: {PASSWORD}")
    print(f"{MEMBERS[0].name} keeps the house. Now: portevoix serve")
    return 0
