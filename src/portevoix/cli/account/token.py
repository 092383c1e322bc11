"""`portevoix account token NAME`: a token for a program, printed alone, for scripts."""

import argparse


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Adds the sub-verb."""
    parser = verbs.add_parser("token", parents=[common], help="print a new token of a member")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--scopes", metavar="SCOPES", default="read", help='separated by spaces: "read write"'
    )
    parser.set_defaults(act=give)


def give(arguments: argparse.Namespace) -> None:
    """Prints only the token. Refused for those who may not come in."""
    from portevoix.cli.account.speaking import Refused
    from portevoix.domain.access.commands import member_token
    from portevoix.domain.accounts.models import Standing
    from portevoix.domain.accounts.names import normalise
    from portevoix.domain.accounts.queries import member_named
    from portevoix.kernel.errors import NotFound

    member = member_named(normalise(arguments.name))
    if member is None:
        raise NotFound
    standing = Standing(member.account.standing)
    if standing != Standing.ACTIVE:
        raise Refused(f"{member.name} may not come in: {standing.label.lower()}.")
    if not arguments.scopes.split():
        raise Refused("A token needs at least one scope.")
    print(member_token(member, None, arguments.scopes))
