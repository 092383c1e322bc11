"""Questions about posts, one file a matter. None of them writes."""

from portevoix.domain.accounts.public import Standing
from portevoix.domain.audiences.public import OPEN, Grant, Viewer, readable, visible_to
from portevoix.domain.posts.cards import Card, Person, cards
from portevoix.domain.posts.lists import by_account, house_page, pinned, tag, world
from portevoix.domain.posts.models import Mention, Post, Tag
from portevoix.domain.posts.threads import Reply, ancestors, descendants
from portevoix.domain.relationships.public import blocked_among
from portevoix.kernel import database
from portevoix.kernel.errors import Gone, NotFound
from portevoix.kernel.pagination import Page
from portevoix.kernel.text.fold import fold

__all__ = [
    "Card",
    "Person",
    "Reply",
    "ancestors",
    "boosted_by",
    "boosts_of",
    "by_account",
    "by_uri",
    "cards",
    "carriers",
    "descendants",
    "find_tags",
    "get",
    "house_page",
    "mentioned_in",
    "must_be_readable",
    "pinned",
    "tag",
    "world",
]


def get(viewer: Viewer, post_id: int) -> Post:
    """Returns a post that the viewer may read, with its author and, for a boost, the original.

    Raises NotFound; Gone when it was deleted and a public grant let the viewer read it before.
    """
    must_be_readable(viewer, post_id)
    return Post.objects.select_related("author", "boost_of", "boost_of__author").get(id=post_id)


def must_be_readable(viewer: Viewer, post_id: int) -> None:
    """Raises as `get` does, without fetching the post."""
    if readable(viewer, [post_id]):
        return
    if _was_open(viewer, post_id) or _author_left(viewer, post_id):
        raise Gone
    raise NotFound


def _was_open(viewer: Viewer, post_id: int) -> bool:
    """Whether a public grant of a deleted post let the viewer read it."""
    visible = visible_to(viewer, "s")
    found = database.rows(
        f"SELECT 1 FROM (SELECT id, author_id, parent_author_id, carried_id, 0 AS state,"
        f" grants & {int(OPEN)} AS grants, has_ceiling, published_at FROM audience_subject"
        f" WHERE id = %(post)s AND state = 2 AND NOT has_ceiling"
        f" AND (grants & {int(OPEN)}) <> 0) s WHERE {visible.sql}",
        {"post": post_id} | visible.params,
    )
    return bool(found)


def _author_left(viewer: Viewer, post_id: int) -> bool:
    """Whether a public grant let the viewer read it until its author left the house."""
    found = database.rows(
        f"SELECT s.author_id FROM audience_subject s JOIN account a ON a.id = s.author_id"
        f" WHERE s.id = %s AND s.carried_id IS NULL AND NOT s.has_ceiling"
        f" AND (s.grants & {int(OPEN)}) <> 0 AND a.standing IN (%s, %s)",
        [post_id, int(Standing.LEAVING), int(Standing.DELETED)],
    )
    if not found or viewer.account_id is None:
        return bool(found)
    return not blocked_among(viewer.account_id, [found[0][0]])


def by_uri(uri: str) -> Post | None:
    """Returns the post from elsewhere with this ``uri`` or, failing that, this ``url``."""
    found = Post.objects.filter(uri=uri).first()
    return found or Post.objects.filter(url=uri).exclude(uri=None).exclude(url="").first()


def mentioned_in(post_id: int) -> list[int]:
    """Returns the ids of the accounts that a post mentions, oldest mention first."""
    mentions = Mention.objects.filter(post_id=post_id).order_by("id")
    return list(mentions.values_list("account_id", flat=True))


def boosted_by(viewer: Viewer, post_id: int, page: Page) -> list[tuple[int, int]]:
    """Returns (boost id, account id) of boosts of a post that the viewer may see, newest first."""
    visible = visible_to(viewer)
    found = database.rows(
        f"SELECT s.id, s.author_id FROM audience_subject s"
        f" WHERE s.carried_id = %(post)s AND {visible.sql}"
        f"{page.where('s.id')}{page.order('s.id')}",
        {"post": post_id} | visible.params | page.params(),
    )
    return page.arrange([(row[0], row[1]) for row in found])


def carriers(post_id: int) -> list[int]:
    """Returns the account ids of those who carry a post further now."""
    boosts = Post.objects.filter(boost_of_id=post_id, deleted_at=None)
    return list(boosts.values_list("author_id", flat=True))


def boosts_of(post_id: int) -> list[int]:
    """Returns the ids of a post's boosts that stand."""
    return list(
        Post.objects.filter(boost_of_id=post_id, deleted_at=None).values_list("id", flat=True)
    )


def find_tags(text: str, *, limit: int = 20) -> list[Tag]:
    """Returns tags that begin with ``text`` and that a public post carries, the exact one first.

    Tags known from narrower posts only are not told.
    """
    name = fold(text.lstrip("#").strip())
    if not name:
        return []
    found = database.rows(
        f"SELECT tag.id, tag.name, tag.display FROM tag"
        f" WHERE tag.name LIKE %(prefix)s ESCAPE '!' AND EXISTS (SELECT 1 FROM post_tag"
        f" JOIN audience_subject s ON s.id = post_tag.post_id"
        f" WHERE post_tag.tag_id = tag.id AND s.state = 0 AND NOT s.has_ceiling"
        f" AND (s.grants & {int(Grant.PUBLIC)}) <> 0)"
        f" ORDER BY LENGTH(tag.name), tag.name LIMIT %(limit)s",
        {"prefix": _literal(name) + "%", "limit": limit},
    )
    return [Tag(id=row[0], name=row[1], display=row[2]) for row in found]


def _literal(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
