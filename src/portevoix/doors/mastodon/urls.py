"""Addresses of this door; what is under /api, and the token endpoints, is in the table."""

from importlib import import_module

from django.urls import include, path, re_path

from portevoix.doors.mastodon.door import door
from portevoix.doors.mastodon.faces import picture
from portevoix.doors.mastodon.oauth.consent import authorise

# One a line: whoever adds one disturbs nobody.
_GROUPS = (
    "account_lists",
    "accounts",
    "apps",
    "emoji",
    "empty_lists",
    "featured_tags",
    "filters",
    "filters_v1",
    "grouped",
    "health",
    "instance",
    "joining",
    "lists",
    "markers",
    "media",
    "notification_requests",
    "notifications",
    "oauth.metadata",
    "oauth.token",
    "openapi",
    "own_account",
    "policies",
    "polls",
    "post_acts",
    "post_editing",
    "posts",
    "quotes",
    "relationships",
    "requests",
    "search",
    "tags",
    "ties_beside",
    "timelines",
    "unbuilt",
)

for _group in _GROUPS:
    import_module(f"portevoix.doors.mastodon.{_group}")

# Apps put a slash at the end or not: to Mastodon it is the same.
urlpatterns = [
    re_path(r"^api(?:/.*)?$", door),
    path("health", door),
    re_path(r"^oauth/(?:token|revoke|userinfo)/?$", door),
    path(".well-known/oauth-authorization-server", door),
    path("static/pictures/<str:name>.png", picture),
    re_path(
        r"^oauth/authorize/?", include(([re_path(r"^$", authorise, name="authorise")], "oauth"))
    ),
]
