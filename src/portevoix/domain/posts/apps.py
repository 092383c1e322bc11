"""The room `posts` as a Django application."""

from django.apps import AppConfig


class PostsRoom(AppConfig):
    """Registers the tables of the room `posts`."""

    name = "portevoix.domain.posts"
    label = "posts"
    default_auto_field = "django.db.models.BigAutoField"
