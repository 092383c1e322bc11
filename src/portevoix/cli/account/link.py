"""`portevoix account link NAME`: a way in for a member who lost theirs."""

import argparse


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Adds the sub-verb."""
    parser = verbs.add_parser(
        "link", parents=[common], help="print a one-time link by which a member comes in"
    )
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--codes-off",
        action="store_true",
        help="ask no one-time codes any more: for a member who lost telephone and recovery codes",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(act=link)


def link(arguments: argparse.Namespace) -> None:
    """Makes the link; the one before is void. With --codes-off the second key goes too."""
    from portevoix.cli.account.speaking import say
    from portevoix.domain.access.codes import turn_off_codes
    from portevoix.domain.accounts.commands import make_sign_in_key
    from portevoix.domain.accounts.names import normalise
    from portevoix.domain.accounts.queries import member_named
    from portevoix.kernel.errors import NotFound
    from portevoix.wire.addresses import address

    name = normalise(arguments.name)
    member = member_named(name)
    if member is None:
        raise NotFound
    place = address(f"/sign-in/key/{make_sign_in_key(name)}")
    if arguments.codes_off:
        turn_off_codes(member.pk)
    told = f"{name} can come in once, within a day, by\n{place}"
    if arguments.codes_off:
        told += "\nNo code is asked any more."
    say(arguments, told, name=name, link=place, codes_off=arguments.codes_off)
