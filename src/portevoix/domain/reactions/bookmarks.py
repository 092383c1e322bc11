"""Bookmarks: posts put aside, for one's own eyes."""

from portevoix.domain.audiences.public import Viewer, visible_to
from portevoix.domain.posts.public import Post, answered_post, must_be_able_to_speak
from portevoix.domain.reactions.events import BookmarkTakenBack, PostBookmarked
from portevoix.domain.reactions.models import Bookmark
from portevoix.kernel import clock, database
from portevoix.kernel.errors import NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.pagination import Page
from portevoix.kernel.unit_of_work import command, emit


@command
def bookmark(*, actor_id: int, post_id: int) -> int:
    """Puts a post aside that the actor may read, a boost's original in its place; returns its id.

    Again changes nothing. Raises NotFound, NotAllowed.
    """
    here = must_be_able_to_speak(actor_id)
    post = answered_post(post_id, actor_id=actor_id, here=here)
    is_new = database.insert(
        "bookmark",
        once=True,
        id=new_id(),
        account_id=actor_id,
        post_id=post.id,
        created_at=clock.now(),
    )
    if is_new:
        emit(PostBookmarked(post_id=post.id, actor_id=actor_id))
    return post.id


@command
def take_back_bookmark(*, actor_id: int, post_id: int) -> int:
    """Puts a post aside no longer, after losing sight of it too; returns its id.

    Raises NotFound when there is no such post.
    """
    post = Post.objects.filter(id=post_id).values_list("id", "boost_of_id").first()
    if post is None:
        raise NotFound
    original_id = post[1] or post[0]
    if Bookmark.objects.filter(account_id=actor_id, post_id=original_id).delete()[0]:
        emit(BookmarkTakenBack(post_id=original_id, actor_id=actor_id))
    return original_id


def bookmarks_of(viewer: Viewer, page: Page) -> list[tuple[int, int]]:
    """Returns (bookmark id, post id) of what the viewer put aside and may still read.

    Newest bookmark first. One query.
    """
    visible = visible_to(viewer)
    found = database.rows(
        f"SELECT b.id, b.post_id FROM bookmark b JOIN audience_subject s ON s.id = b.post_id"
        f" WHERE b.account_id = %(viewer)s AND {visible.sql}"
        f"{page.where('b.id')}{page.order('b.id')}",
        visible.params | page.params(),
    )
    return page.arrange([(row[0], row[1]) for row in found])
