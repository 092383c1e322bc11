"""Who listens to what happens. The order is that in which each event is handled."""

from django.utils.module_loading import import_string

from portevoix.kernel.relay import Consumer, Observer

_CONSUMERS = (
    "portevoix.consumers.timelines.Timelines",
    "portevoix.consumers.notifications.Notifications",
    "portevoix.consumers.renderings.Renderings",
    "portevoix.consumers.search.Search",
    "portevoix.consumers.revocations.Revocations",
    "portevoix.consumers.media_files.MediaFiles",
    "portevoix.consumers.link_cards.LinkCards",
    "portevoix.consumers.polls.Polls",
    "portevoix.consumers.deliveries.Deliveries",
    "portevoix.consumers.partings.Partings",
    "portevoix.consumers.mail.Mail",
    "portevoix.consumers.erasing.Erasing",
    "portevoix.consumers.verifying.Verifying",
)
_OBSERVERS = ("portevoix.consumers.streaming.Streaming",)


def all_consumers() -> list[Consumer]:
    """Returns new consumers, one of each."""
    return [import_string(name)() for name in _CONSUMERS]


def all_observers() -> list[Observer]:
    """Returns new observers, one of each."""
    return [import_string(name)() for name in _OBSERVERS]
