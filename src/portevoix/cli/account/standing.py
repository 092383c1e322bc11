"""`portevoix account disable|enable|delete NAME`."""

import argparse


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Adds the sub-verbs."""
    for verb, act, text in (
        ("disable", disable, "suspend a member; enable undoes it"),
        ("enable", enable, "let a suspended member in again"),
        ("delete", delete, "delete a member and all they wrote, at once and for good"),
    ):
        parser = verbs.add_parser(verb, parents=[common], help=text)
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.set_defaults(act=act)
        if act is delete:
            parser.add_argument("--yes", action="store_true", help="do not ask")


def disable(arguments: argparse.Namespace) -> None:
    """Suspends the member, reversibly."""
    from portevoix.cli.account.speaking import say
    from portevoix.domain.accounts import commands

    member = commands.disable(arguments.name)
    say(arguments, f"{member.name} is suspended.", name=member.name, standing="suspended")


def enable(arguments: argparse.Namespace) -> None:
    """Undoes a suspension. Who waits for approval is refused: `approve` is the verb for that."""
    from portevoix.cli.account.speaking import Refused, say
    from portevoix.domain.accounts import commands
    from portevoix.domain.accounts.models import Standing

    member = commands.enable(arguments.name)
    if member.account.standing != Standing.ACTIVE:
        raise Refused(f"{member.name} waits for approval: portevoix account approve {member.name}.")
    say(arguments, f"{member.name} may come in.", name=member.name, standing="active")


def delete(arguments: argparse.Namespace) -> None:
    """Deletes the member for good, after the keeper typed the name or said --yes."""
    from portevoix.cli.account.speaking import Refused, say
    from portevoix.domain.accounts import commands
    from portevoix.domain.accounts.names import normalise

    name = normalise(arguments.name)
    if not arguments.yes and _asked(name) != name:
        raise Refused("Nothing was deleted.")
    commands.delete(name)
    say(arguments, f"{name} is deleted.", name=name, standing="deleted")


def _asked(name: str) -> str:
    """Asks on a terminal; without one there is nobody to ask, and nothing is deleted."""
    import sys

    from portevoix.cli.account.speaking import Refused

    if not sys.stdin.isatty():
        raise Refused("Deleting is for good and the name never returns: add --yes to do it.")
    return input(f"{name} and all they wrote will be gone for good. Type the name: ").strip()
