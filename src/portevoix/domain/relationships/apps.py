"""The room `relationships` as a Django application."""

from django.apps import AppConfig


class RelationshipsRoom(AppConfig):
    """Registers the tables of the room `relationships`."""

    name = "portevoix.domain.relationships"
    label = "relationships"
    default_auto_field = "django.db.models.BigAutoField"
