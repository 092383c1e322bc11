"""The room `peers` as a Django application."""

from django.apps import AppConfig


class PeersRoom(AppConfig):
    """Registers the tables of the room `peers`."""

    name = "portevoix.domain.peers"
    label = "peers"
    default_auto_field = "django.db.models.BigAutoField"
