"""The room `audiences` as a Django application."""

from django.apps import AppConfig


class AudiencesRoom(AppConfig):
    """Registers the tables of the room `audiences`."""

    name = "portevoix.domain.audiences"
    label = "audiences"
    default_auto_field = "django.db.models.BigAutoField"
