"""What a post said, version by version."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime

from portevoix.domain.audiences.public import Viewer
from portevoix.domain.media.public import Medium, of_post
from portevoix.domain.posts.models import FormerVersion, Post
from portevoix.domain.posts.poll_queries import poll_of
from portevoix.domain.posts.queries import get


@dataclass(frozen=True)
class Version:
    """What a post said from ``created_at`` on. ``options`` are those of its poll, as JSON."""

    text: str
    html: str
    warning: str
    sensitive: bool
    options: str
    media: tuple[Medium, ...]
    created_at: datetime


def versions(viewer: Viewer, post_id: int) -> tuple[Post, list[Version]]:
    """Returns a post and what it said, the first version first, the standing one last.

    Whoever may read the post may read what it said. Raises NotFound and Gone as `get`.
    """
    post = get(viewer, post_id)
    post = post.boost_of or post
    former = FormerVersion.objects.filter(post_id=post.id).order_by("id")
    every = of_post(post.id)
    known = {medium.id: medium for medium in every}
    found = [
        Version(
            each.text, each.html, each.warning, each.sensitive, each.options,
            _media(each, known), each.created_at,
        )
        for each in former
    ]  # fmt: skip
    moment = post.edited_at if found and post.edited_at else post.created_at
    now = tuple(medium for medium in every if medium.position is not None)
    poll = poll_of(post.id)
    options = poll.titles if poll is not None else ""
    found.append(Version(post.text, post.html, post.warning, post.sensitive, options, now, moment))
    return post, found


def _media(former: FormerVersion, known: dict[int, Medium]) -> tuple[Medium, ...]:
    """The media of a former version, with what was said of them then."""
    found = []
    for each in former.media:
        if each["id"] in known:
            medium = copy(known[each["id"]])
            medium.description = each["description"]
            medium.focus_x, medium.focus_y = each["focus"]
            found.append(medium)
    return tuple(found)
