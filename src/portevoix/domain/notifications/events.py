"""What happens to notifications."""

from dataclasses import dataclass

from portevoix.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class NotificationAdded(Event):
    """`owner_id` has something new."""

    notification_id: int
    owner_id: int
