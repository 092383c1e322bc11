"""`portevoix account invite`: a link by which others may join."""

import argparse


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Adds the sub-verb."""
    parser = verbs.add_parser("invite", parents=[common], help="print a link by which to join")
    parser.add_argument("--uses", type=int, default=1, metavar="N", help="how many may join")
    parser.add_argument("--days", type=int, default=7, metavar="N", help="for how many days")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(act=make)


def make(arguments: argparse.Namespace) -> None:
    """Prints the link alone."""
    from urllib.parse import quote

    from portevoix.cli.account.speaking import Refused, say
    from portevoix.domain.house.commands import invite
    from portevoix.domain.house.queries import registration_mode
    from portevoix.wire.addresses import address

    if registration_mode() == "closed":
        raise Refused("Nobody can join while REGISTRATIONS is closed, not even by invitation.")
    invitation = invite(invited_by_id=None, uses=arguments.uses, days=arguments.days)
    link = address(f"/join?invitation={quote(invitation.code)}")
    until = invitation.expires_at
    say(
        arguments, link, link=link, code=invitation.code, uses=arguments.uses,
        expires_at=None if until is None else until.isoformat(),
    )  # fmt: skip
