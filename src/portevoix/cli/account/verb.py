"""`portevoix account …`: the keeper's hand on the members, while the house serves or not.

Each sub-verb is a module with
`add(verbs, common)` and a function that takes the arguments and returns nothing,
or raises Refused. Nothing of Django is imported before the house is opened.
"""

import argparse
from collections.abc import Callable

from portevoix.cli.account import create, invite, link, listing, requests, roles, standing, token
from portevoix.cli.opening import open_house

_SUB_VERBS = (create, token, link, listing, standing, roles, requests, invite)


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser; `run` of the parsed arguments does it."""
    account = verbs.add_parser("account", help="create and keep the members of this house")
    sub_verbs = account.add_subparsers(dest="account_verb", required=True, metavar="VERB")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", metavar="DIR", help="the data folder (PORTEVOIX_DATA)")
    for module in _SUB_VERBS:
        module.add(sub_verbs, common)


def run(arguments: argparse.Namespace) -> int:
    """Does the sub-verb in an opened house. Returns the exit code: 0 done, 1 refused."""
    open_house(arguments.data)
    from portevoix.cli.account.speaking import guarded

    act: Callable[[argparse.Namespace], None] = arguments.act
    return guarded(act, arguments)
