"""The room `timelines` as a Django application."""

from django.apps import AppConfig


class TimelinesRoom(AppConfig):
    """Registers the tables of the room `timelines`."""

    name = "portevoix.domain.timelines"
    label = "timelines"
    default_auto_field = "django.db.models.BigAutoField"
