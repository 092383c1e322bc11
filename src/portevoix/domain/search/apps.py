"""The room `search` as a Django application."""

from django.apps import AppConfig


class SearchRoom(AppConfig):
    """Registers the tables of the room `search`."""

    name = "portevoix.domain.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
