"""`portevoix account role NAME ROLE`."""

import argparse

_ROLES = ("member", "moderator", "admin", "owner")


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Adds the sub-verb."""
    parser = verbs.add_parser("role", parents=[common], help="give a member a role")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("role", choices=_ROLES, metavar="ROLE", help=", ".join(_ROLES))
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(act=give)


def give(arguments: argparse.Namespace) -> None:
    """Gives the role; the last owner keeps theirs."""
    from portevoix.cli.account.speaking import say
    from portevoix.domain.accounts.commands import set_role

    member = set_role(arguments.name, arguments.role)
    say(arguments, f"{member.name} is {member.role}.", name=member.name, role=member.role)
