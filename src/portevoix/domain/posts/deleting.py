"""Verbs by which a post goes away. Its row stays as a tombstone, so that it never comes back."""

from django.db.models import Q

from portevoix.domain.audiences.public import delete_subject, known_details
from portevoix.domain.posts import counting
from portevoix.domain.posts.audience_of import REDRAFT_TIME, hash_of
from portevoix.domain.posts.boosting import end_boost
from portevoix.domain.posts.events import PostDeleted
from portevoix.domain.posts.models import (
    Ask,
    DeletedText,
    FormerVersion,
    Pin,
    Poll,
    Post,
    PostTag,
)
from portevoix.domain.posts.quoting import end_quote
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit


@command
def delete(*, actor_id: int, post_id: int) -> None:
    """Deletes one's own post, or takes back one's own boost. Raises NotFound."""
    post = Post.objects.filter(id=post_id, author_id=actor_id, deleted_at=None).first()
    if post is None:
        raise NotFound
    if post.boost_of_id:
        end_boost(post)
    else:
        _delete(post)


@command
def delete_all_of(*, author_id: int, limit: int = 500) -> int:
    """Deletes up to ``limit`` posts of somebody who is gone; returns how many there were."""
    posts = Post.objects.filter(author_id=author_id, deleted_at=None)[:limit]
    for post in posts:
        if post.boost_of_id:
            end_boost(post)
        else:
            _delete(post)
    return len(posts)


def _delete(post: Post) -> None:
    boosts = list(Post.objects.filter(boost_of_id=post.id, deleted_at=None))
    for each in boosts:
        _end_with_original(each)
    audience = known_details(post.id)
    if not audience.waiting:
        counting.uncount(audience)
    if post.uri is None:
        DeletedText.objects.create(
            author_id=post.author_id,
            text_hash=hash_of(post.text),
            post_id=post.id,
            deleted_at=clock.now(),
        )
    for table in (PostTag, FormerVersion, Pin, Poll):
        table.objects.filter(post_id=post.id).delete()
    end_quote(post.id)
    Ask.objects.filter(Q(post_id=post.id) | Q(thing_id=post.id)).delete()
    Post.objects.filter(id=post.id).update(
        text="", html="", warning="", deleted_at=clock.now(), boosts_count=0, favourites_count=0
    )
    delete_subject(subject_id=post.id)
    emit(
        PostDeleted(
            post_id=post.id,
            author_id=post.author_id,
            here=post.uri is None,
            boost_ids=[each.id for each in boosts],
            unseen=audience.waiting,
        )
    )


def _end_with_original(boost: Post) -> None:
    counting.uncount(known_details(boost.id))
    Post.objects.filter(id=boost.id).update(deleted_at=clock.now())
    delete_subject(subject_id=boost.id)


@command
def forget_deleted_texts() -> None:
    """Removes what was kept of deleted texts longer than writing them again may take."""
    DeletedText.objects.filter(deleted_at__lt=clock.now() - REDRAFT_TIME).delete()
