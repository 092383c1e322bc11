"""What the front must know of an address before anybody has read it."""

import re
from urllib.parse import parse_qs

_PROGRAMS = (
    "/api/",
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/userinfo",
    "/.well-known/",
    "/nodeinfo/",
    "/users/",
    "/static/",
    "/media/",
)
_FEED = re.compile(r"/(?:house|tags/[^/]+|@[A-Za-z0-9_.-]+)\.atom")
_PROGRAMS_WHOLE = {"/actor", "/inbox", "/outbox", "/health", "/robots.txt"}

# May wait for another house or for a password hash: method and the beginning of the path.
_SLOW = (
    ("POST", "/sign-in"),
    ("POST", "/join"),
    ("POST", "/first-key"),
    ("POST", "/settings/security"),
    ("POST", "/settings/account/delete"),
    ("POST", "/forgot"),
    ("POST", "/settings/data/import"),
    ("POST", "/oauth/authorize"),
    ("POST", "/oauth/token"),
    ("POST", "/inbox"),
    ("POST", "/users/"),
    ("POST", "/actor/inbox"),
    ("GET", "/authorize_interaction"),
    ("GET", "/search"),
    ("GET", "/users/"),
    ("GET", "/media/far/"),
    ("POST", "/api/v1/media"),
    ("POST", "/api/v2/media"),
    ("PATCH", "/api/v1/accounts/update_credentials"),
    ("POST", "/settings/pictures"),
    ("POST", "/write"),
    ("POST", "/keep/emoji"),
)
_SLOW_BY_METHOD = {
    method: tuple(start for verb, start in _SLOW if verb == method) for method, _ in _SLOW
}
_MAY_RESOLVE = {"/api/v1/search", "/api/v2/search", "/api/v1/accounts/search"}
_INBOXES = ("/inbox", "/users/", "/actor/inbox")
_LARGEST_ACTIVITY = 1024 * 1024
_LARGEST_FORM = 2 * 1024 * 1024
# Pictures take 16 MiB each: one, a face with a cover, or four with a post.
_LARGEST_FILES = {
    "/api/v1/media": 17 * 1024 * 1024,
    "/api/v2/media": 17 * 1024 * 1024,
    "/api/v1/accounts/update_credentials": 33 * 1024 * 1024,
    "/settings/pictures": 33 * 1024 * 1024,
    "/write": 65 * 1024 * 1024,
    "/write/media": 65 * 1024 * 1024,
    # An archive of a gibibyte and a little more.
    "/settings/data/import": 1025 * 1024 * 1024,
}
_LIVE = ("/api/v1/streaming", "/live")
_UNDER_LIVE = tuple(f"{start}/" for start in _LIVE)


def is_for_programs(path: str) -> bool:
    """Whether `path` is an API's or another house's: no session, no form, no language."""
    return path.startswith(_PROGRAMS) or path in _PROGRAMS_WHOLE or _is_feed(path)


def _is_feed(path: str) -> bool:
    return path.endswith(".atom") and _FEED.fullmatch(path) is not None


def is_live(path: str) -> bool:
    """Whether `path` is held open by the event loop itself."""
    return path in _LIVE or path.startswith(_UNDER_LIVE)


def largest_body(path: str) -> int:
    """Returns how many bytes of body the address takes. Django's own limit lies above both."""
    if path in _LARGEST_FILES:
        return _LARGEST_FILES[path]
    return _LARGEST_ACTIVITY if path.startswith(_INBOXES) else _LARGEST_FORM


def is_slow(method: str, path: str, query: str) -> bool:
    """Whether the request may wait for something other than the database.

    An inbox may have to fetch its caller's key, and a signed GET too.
    """
    if path in _MAY_RESOLVE:
        return parse_qs(query).get("resolve", [""])[-1].lower() in {"true", "1", "on"}
    if path == "/api/v1/accounts":
        return method == "POST"
    return path.startswith(_SLOW_BY_METHOD.get(method, ()))
