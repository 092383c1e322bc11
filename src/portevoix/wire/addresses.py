"""Where everything of this house is found: every address that leaves it is made here.

Accounts and posts of this house have no address in the database; it follows
from the origin and their names, which never change. Paths are those of
FEDERATION.md: `/users/NAME`, `/users/NAME/statuses/ID`, `/@NAME/ID`.
"""

import functools
import re
from urllib.parse import quote, urlsplit

from portevoix.kernel import config
from portevoix.kernel.hosts import host_of

HOUSE_NAME = "house"
"""The name of the account that stands for the house; its actor is `/actor`."""

_ACTOR = re.compile(r"/(?:users/|@)([A-Za-z0-9_.-]{1,255})/?")
_POST = re.compile(r"/(?:users/[A-Za-z0-9_.-]{1,255}/statuses|@[A-Za-z0-9_.-]{1,255})/(\d{1,19})/?")
_LARGEST_ID = 2**63 - 1


def address(path: str) -> str:
    """Returns the public address of `path`, which begins with a slash."""
    return config.current().origin.rstrip("/") + path


def actor_uri(name: str) -> str:
    """Returns the id of the actor called `name` here; the house's own is `/actor`."""
    return address(actor_path(name))


@functools.lru_cache(16_384)
def actor_path(name: str) -> str:
    """Returns the path of the actor called `name`."""
    return "/actor" if name == HOUSE_NAME else f"/users/{quote(name, safe='')}"


def key_id(name: str) -> str:
    """Returns the id of the key that `name` signs with."""
    return f"{actor_uri(name)}#main-key"


def profile_url(name: str) -> str:
    """Returns the page of the account called `name`."""
    return address("/about" if name == HOUSE_NAME else f"/@{quote(name, safe='')}")


def inbox_url(name: str) -> str:
    """Returns the personal inbox of `name`."""
    return f"{actor_uri(name)}/inbox"


def outbox_url(name: str) -> str:
    """Returns the outbox of `name`."""
    return f"{actor_uri(name)}/outbox"


def followers_url(name: str) -> str:
    """Returns the collection of those who follow `name`; also an address in `to` and `cc`."""
    return f"{actor_uri(name)}/followers"


def following_url(name: str) -> str:
    """Returns the collection of those whom `name` follows."""
    return f"{actor_uri(name)}/following"


def featured_url(name: str) -> str:
    """Returns the collection of posts that `name` pinned."""
    return f"{actor_uri(name)}/collections/featured"


def shared_inbox_url() -> str:
    """Returns the inbox that everyone here shares."""
    return address("/inbox")


def post_uri(name: str, post_id: int) -> str:
    """Returns the id of the post `post_id` written here by `name`."""
    return f"{actor_uri(name)}/statuses/{post_id}"


def post_url(name: str, post_id: int) -> str:
    """Returns the page of the post `post_id` written here by `name`."""
    return address(f"/@{quote(name, safe='')}/{post_id}")


def tag_url(folded: str) -> str:
    """Returns the page of a tag."""
    return address(f"/tags/{quote(folded, safe='')}")


def own_file(folder: str, file: str) -> str:
    """Returns the address of a file that a member gave."""
    return address(own_path(folder, file))


def own_path(folder: str, file: str) -> str:
    """Returns the path of a file that a member gave."""
    return f"/media/{folder}/{file}"


def far_file(folder: str, name: str) -> str:
    """Returns the address here of a picture that lies elsewhere; `name` is a rendition's."""
    return address(far_path(folder, name))


def far_path(folder: str, name: str) -> str:
    """Returns the path here of a picture that lies elsewhere."""
    return f"/media/far/{folder}/{name}"


def local_actor_name(uri: str) -> str | None:
    """Returns the name of the account here that `uri` (an id or a profile page) is of, or None.

    It says nothing about whether there is such an account.
    """
    path = local_path(uri)
    if path is None:
        return None
    if path == "/actor":
        return HOUSE_NAME
    match = _ACTOR.fullmatch(path)
    return match[1].lower() if match else None


def local_post_id(uri: str) -> int | None:
    """Returns the number of the post here that `uri` (an id or a page) is of, or None."""
    path = local_path(uri)
    match = _POST.fullmatch(path) if path is not None else None
    if match is None:
        return None
    number = int(match[1])
    return number if number <= _LARGEST_ID else None


def local_path(uri: str) -> str | None:
    """Returns the path of `uri` when it is of this house (host and port), or None."""
    if not is_local(uri):
        return None
    return urlsplit(uri).path


def is_local(uri: str) -> bool:
    """Whether `uri` is of this house: the same host and port, whatever the scheme's spelling."""
    return host_of(uri) == own_host()


def own_host() -> str:
    """Returns this house's host as `host_of` gives it."""
    return host_of(config.current().origin)
