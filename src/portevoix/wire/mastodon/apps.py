"""The wire to Mastodon's apps as a Django application: it keeps what it has rendered."""

from django.apps import AppConfig


class WireMastodon(AppConfig):
    """Registers the tables of stored renderings."""

    name = "portevoix.wire.mastodon"
    label = "wire_mastodon"
