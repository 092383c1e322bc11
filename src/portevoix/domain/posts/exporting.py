"""What a member's own posts are, for taking them out."""

from portevoix.domain.posts.models import Post


def own_posts_after(author_id: int, post_id: int, *, limit: int) -> list[tuple[int, bool]]:
    """Returns (id, whether it is a boost) of the author's next posts, oldest first.

    All of them, whoever may read them; deleted ones are no more.
    """
    found = Post.objects.filter(author_id=author_id, uri=None, deleted_at=None, id__gt=post_id)
    rows = found.order_by("id").values_list("id", "boost_of_id")[:limit]
    return [(each, carried is not None) for each, carried in rows]
