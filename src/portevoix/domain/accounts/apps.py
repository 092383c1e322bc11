"""The room `accounts` as a Django application."""

from django.apps import AppConfig


class AccountsRoom(AppConfig):
    """Registers the tables of the room `accounts`."""

    name = "portevoix.domain.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
