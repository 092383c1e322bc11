"""`portevoix account approve|reject NAME`: answers to those who asked to join."""

import argparse


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Adds the sub-verbs."""
    for verb, act, text in (
        ("approve", approve, "let in somebody who asked to join"),
        ("reject", reject, "refuse somebody who asked to join, and forget it"),
    ):
        parser = verbs.add_parser(verb, parents=[common], help=text)
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.set_defaults(act=act)


def approve(arguments: argparse.Namespace) -> None:
    """Lets the member in."""
    from portevoix.cli.account.speaking import Refused, say
    from portevoix.domain.accounts import commands
    from portevoix.kernel.errors import NotFound

    try:
        member = commands.approve(arguments.name)
    except NotFound:
        raise Refused(f"Nobody called {arguments.name} waits for approval.") from None
    say(arguments, f"{member.name} may come in.", name=member.name, standing="active")


def reject(arguments: argparse.Namespace) -> None:
    """Refuses, and forgets the request."""
    from portevoix.cli.account.speaking import Refused, say
    from portevoix.domain.accounts import commands
    from portevoix.kernel.errors import NotFound

    try:
        commands.reject(arguments.name)
    except NotFound:
        raise Refused(f"Nobody called {arguments.name} waits for approval.") from None
    say(arguments, f"{arguments.name} was refused.", name=arguments.name, standing=None)
