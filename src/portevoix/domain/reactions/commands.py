"""Verbs by which somebody answers a post without words."""

from typing import Any

from django.db.models import F

from portevoix.domain.posts.public import Post, answered_post, must_be_able_to_speak
from portevoix.domain.reactions.events import FavouriteTakenBack, PostFavourited
from portevoix.domain.reactions.models import Favourite
from portevoix.kernel import clock, database
from portevoix.kernel.errors import NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command, emit


@command
def favourite(*, actor_id: int, post_id: int, uri: str = "") -> int:
    """Lets the actor like a post she may read, a boost's original in its place; returns its id.

    Liking again changes nothing. ``uri`` names the act of an actor elsewhere.
    Raises NotFound, NotAllowed.
    """
    here = must_be_able_to_speak(actor_id)
    post = answered_post(post_id, actor_id=actor_id, here=here)
    given_id = new_id()
    is_new = database.insert(
        "favourite",
        once=True,
        id=given_id,
        account_id=actor_id,
        post_id=post.id,
        uri=uri,
        created_at=clock.now(),
    )
    if is_new:
        database.run(
            "UPDATE post SET favourites_count = favourites_count + 1 WHERE id = %s", [post.id]
        )
        emit(
            PostFavourited(
                favourite_id=given_id,
                post_id=post.id,
                author_id=post.author_id,
                actor_id=actor_id,
                uri=uri,
            )
        )
    return post.id


@command
def take_back_favourite(*, actor_id: int, post_id: int) -> Post:
    """Ends the actor's liking, after losing sight of the post too; returns the post.

    Raises NotFound when there is no such post.
    """
    post = Post.objects.filter(id=post_id).first()
    if post is None:
        raise NotFound
    if post.boost_of_id:
        post = Post.objects.get(id=post.boost_of_id)
    given = Favourite.objects.filter(account_id=actor_id, post_id=post.id).first()
    if given is not None:
        emit(FavouriteTakenBack(**_about(given, post)))
        given.delete()
        Post.objects.filter(id=post.id, favourites_count__gt=0).update(
            favourites_count=F("favourites_count") - 1
        )
    return post


@command
def forget_all_of(*, actor_id: int, limit: int = 500) -> int:
    """Ends up to ``limit`` likings of somebody who is gone; returns how many there were.

    No event for each: whoever heard that the account is gone knows.
    """
    given = dict(Favourite.objects.filter(account_id=actor_id).values_list("id", "post_id")[:limit])
    liked = Post.objects.filter(id__in=given.values(), favourites_count__gt=0)
    liked.update(favourites_count=F("favourites_count") - 1)
    Favourite.objects.filter(id__in=given).delete()
    return len(given)


def _about(given: Favourite, post: Post) -> dict[str, Any]:
    return {
        "favourite_id": given.id,
        "post_id": post.id,
        "author_id": post.author_id,
        "actor_id": given.account_id,
        "uri": given.uri,
    }
