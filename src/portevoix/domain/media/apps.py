"""The room `media` as a Django application."""

from django.apps import AppConfig


class MediaRoom(AppConfig):
    """Registers the tables of the room `media`."""

    name = "portevoix.domain.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"
