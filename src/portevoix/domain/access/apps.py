"""The room `access` as a Django application."""

from django.apps import AppConfig


class AccessRoom(AppConfig):
    """Registers the tables of the room `access`."""

    name = "portevoix.domain.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
