"""The room `house` as a Django application."""

from django.apps import AppConfig


class HouseRoom(AppConfig):
    """Registers the tables of the room `house`."""

    name = "portevoix.domain.house"
    label = "house"
    default_auto_field = "django.db.models.BigAutoField"
