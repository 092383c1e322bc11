"""What a post said, version by version."""

from dataclasses import dataclass
from datetime import datetime

from portevoix.domain.audiences.public import Viewer
from portevoix.domain.posts.models import FormerVersion, Post
from portevoix.domain.posts.queries import get


@dataclass(frozen=True)
class Version:
    """What a post said from ``created_at`` on. ``options`` are those of its poll, as JSON."""

    text: str
    html: str
    warning: str
    sensitive: bool
    options: str
    created_at: datetime


def versions(viewer: Viewer, post_id: int) -> tuple[Post, list[Version]]:
    """Returns a post and what it said, the first version first, the standing one last.

    Whoever may read the post may read what it said. Raises NotFound and Gone as `get`.
    """
    post = get(viewer, post_id)
    post = post.boost_of or post
    former = FormerVersion.objects.filter(post_id=post.id).order_by("id")
    found = [
        Version(each.text, each.html, each.warning, each.sensitive, each.options, each.created_at)
        for each in former
    ]
    moment = post.edited_at if found and post.edited_at else post.created_at
    found.append(Version(post.text, post.html, post.warning, post.sensitive, "", moment))
    return post, found
