"""Waits for consequences without waiting: works off what the house would do in the background."""

from portevoix.kernel.jobs import run_due
from portevoix.kernel.relay import Relay
from portevoix.site import jobs
from portevoix.site.consumers import all_consumers

_ROUNDS = 100


def settle() -> None:
    """Hands every event to the consumers and runs every due job, until nothing is left to do."""
    jobs.load()
    relay = Relay(all_consumers())
    for _ in range(_ROUNDS):
        relay.drain()
        if run_due(limit=1000) == 0:
            return
    raise AssertionError("the jobs never came to an end")
