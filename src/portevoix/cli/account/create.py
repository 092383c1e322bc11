"""`portevoix account create NAME`: a member, who comes in by a password or by a one-time link."""

import argparse
import sys

_ROLES = ("member", "moderator", "admin", "owner")


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Adds the sub-verb."""
    parser = verbs.add_parser(
        "create", parents=[common], help="make a member; without a password, print a one-time link"
    )
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--email", metavar="E")
    parser.add_argument("--role", choices=_ROLES, default="member")
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(act=create)


def create(arguments: argparse.Namespace) -> None:
    """Makes the member and prints the name, with a one-time link when there is no password."""
    from portevoix.cli.account.speaking import say
    from portevoix.domain.accounts.commands import create_member, make_sign_in_key
    from portevoix.wire.addresses import address

    password = sys.stdin.readline().rstrip("\r\n") if arguments.password_stdin else None
    member = create_member(
        name=arguments.name, password=password, email=arguments.email, role=arguments.role
    )
    made = {"id": str(member.pk), "name": member.name, "role": member.role}
    if password is not None:
        say(arguments, f"{member.name} can sign in now.", **made, link=None)
        return
    link = address(f"/sign-in/key/{make_sign_in_key(member.name)}")
    say(arguments, f"{member.name} can come in once, within a day, by\n{link}", **made, link=link)
