"""The kernel as a Django application."""

from django.apps import AppConfig


class Kernel(AppConfig):
    """Registers the tables that every room stands on."""

    name = "portevoix.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
