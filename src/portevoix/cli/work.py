"""`portevoix work`: consumers and jobs without pages, beside a house or instead of one."""

import argparse
import signal
import threading

from portevoix.cli.opening import open_house


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the verb to the program's parser."""
    from portevoix.cli.main import add_data

    parser = verbs.add_parser("work", help="work off events and jobs without serving")
    add_data(parser)
    parser.add_argument(
        "--until-done", action="store_true", help="end when nothing is left that is due"
    )


def run(arguments: argparse.Namespace) -> int:
    """Works until it is told to stop, or until nothing is due. Returns the exit code."""
    open_house(arguments.data)
    return _once() if arguments.until_done else _for_good()


def _once() -> int:
    from portevoix.kernel import jobs
    from portevoix.kernel.relay import Relay
    from portevoix.site import consumers
    from portevoix.site import jobs as handlers

    handlers.load()
    relay = Relay(consumers.all_consumers())
    relay.drain()
    while jobs.run_due():
        relay.drain()
    return 0


def _for_good() -> int:
    from portevoix.site.background import Background

    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    background = Background(watching=False)
    background.start()
    stop.wait()
    background.stop()
    return 0
