"""The room `notifications` as a Django application."""

from django.apps import AppConfig


class NotificationsRoom(AppConfig):
    """Registers the tables of the room `notifications`."""

    name = "portevoix.domain.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
