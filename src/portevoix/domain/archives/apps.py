"""The room `archives` as a Django application."""

from django.apps import AppConfig


class ArchivesRoom(AppConfig):
    """Registers the tables of the room `archives`."""

    name = "portevoix.domain.archives"
    label = "archives"
    default_auto_field = "django.db.models.BigAutoField"
