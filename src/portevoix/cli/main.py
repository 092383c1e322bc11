"""The program `portevoix`: finds the verb, opens the house, does it.

Exit codes: 0 done, 1 refused with a plain sentence on standard error, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from portevoix import __version__
from portevoix.cli import doctor, media, openapi, rebuild, serve, work
from portevoix.cli.account import verb as account
from portevoix.cli.demo import verb as demo
from portevoix.cli.opening import Refusal

_VERBS = (serve, work, account, doctor, media, rebuild, openapi, demo)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portevoix.site.settings")
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.verb_module.run(chosen))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="portevoix", description="A social network that people run themselves."
    )
    parser.add_argument("--version", action="version", version=f"portevoix {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for module in _VERBS:
        before = set(verbs.choices)
        module.add_to(verbs)
        for name in set(verbs.choices) - before:
            verbs.choices[name].set_defaults(verb_module=module)
    return parser


def add_data(parser: argparse.ArgumentParser) -> None:
    """Adds the choice of the data folder."""
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="the data folder (PORTEVOIX_DATA; default: data)"
    )
