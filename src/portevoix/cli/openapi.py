"""`portevoix openapi`: prints the description of the API, as /api/openapi.json has it."""

import argparse
import json

from portevoix.cli.opening import open_house


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser."""
    from portevoix.cli.main import add_data

    add_data(verbs.add_parser("openapi", help="print the description of the API"))


def run(arguments: argparse.Namespace) -> int:
    """Prints the description as JSON, for programs that make clients. Returns the exit code."""
    open_house(arguments.data)
    from portevoix.doors.mastodon import openapi, urls

    # The routes are declared by the modules that the addresses bring in.
    if not urls.urlpatterns:
        raise RuntimeError("the API has no addresses")
    print(json.dumps(openapi.document(), indent=2, ensure_ascii=False))
    return 0
