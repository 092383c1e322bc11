"""Addresses of this door; what is under /api, and the token endpoints, is in the table."""

from importlib import import_module

from django.urls import include, path, re_path

from portevoix.doors.mastodon.door import door
from portevoix.doors.mastodon.faces import picture
from portevoix.doors.mastodon.oauth.consent import authorise

_GROUPS = (
    "account_lists", "accounts", "apps", "empty_lists", "grouped", "health", "instance", "joining",
    "notifications", "oauth.metadata", "oauth.token", "own_account", "post_acts", "posts",
    "relationships", "requests", "search", "tags", "timelines", "unbuilt",
)  # fmt: skip

for _group in _GROUPS:
    import_module(f"portevoix.doors.mastodon.{_group}")

urlpatterns = [
    re_path(r"^api(?:/.*)?$", door),
    path("health", door),
    path("oauth/token", door),
    path("oauth/revoke", door),
    path("oauth/userinfo", door),
    path(".well-known/oauth-authorization-server", door),
    path("static/pictures/<str:name>.png", picture),
    path("oauth/authorize", include(([path("", authorise, name="authorise")], "oauth"))),
]
