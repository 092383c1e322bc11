"""Imports every module that has handlers of jobs, and holds the house's own periodic ones."""

import importlib
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

from portevoix.domain.access.commands import forget_idle_sign_ins
from portevoix.kernel import cursors, jobs, limits
from portevoix.kernel import relay as _relay  # noqa: F401  (registers relay.event)
from portevoix.site import consumers

_MODULES = (
    "portevoix.consumers.deliveries",
    "portevoix.consumers.mailing",
    "portevoix.consumers.erasing",
    "portevoix.consumers.exporting",
    "portevoix.consumers.importing",
    "portevoix.consumers.leaving",
    "portevoix.consumers.link_cards",
    "portevoix.consumers.media_files",
    "portevoix.consumers.polls",
    "portevoix.consumers.renderings",
    "portevoix.consumers.retention",
    "portevoix.consumers.search",
    "portevoix.consumers.verifying",
    "portevoix.doors.activitypub.jobs",
)


def load() -> None:
    """Makes every kind of job known to this process."""
    for name in _MODULES:
        importlib.import_module(name)


@jobs.periodic("house.forget_old_events", timedelta(hours=6))
def forget_old_events(_payload: jobs.Payload) -> None:
    """Removes events that everybody has read and that are older than a week."""
    cursors.forget_old([consumer.name for consumer in consumers.all_consumers()])


@jobs.periodic("house.forget_old_limits", timedelta(hours=1))
def forget_old_limits(_payload: jobs.Payload) -> None:
    """Removes counts of windows long over."""
    limits.forget_old()


@jobs.periodic("house.forget_old_sessions", timedelta(days=1))
def forget_old_sessions(_payload: jobs.Payload) -> None:
    """Removes sessions that have run out."""
    SessionStore.clear_expired()
    forget_idle_sign_ins()
