"""The room `reactions` as a Django application."""

from django.apps import AppConfig


class ReactionsRoom(AppConfig):
    """Registers the tables of the room `reactions`."""

    name = "portevoix.domain.reactions"
    label = "reactions"
    default_auto_field = "django.db.models.BigAutoField"
