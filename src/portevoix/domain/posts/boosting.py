"""Verbs by which somebody carries a post further, and stops."""

from datetime import datetime

from portevoix.domain.audiences.public import (
    Audience,
    Details,
    delete_subject,
    known_details,
    publish_subject,
)
from portevoix.domain.posts import counting
from portevoix.domain.posts.acting import answered_post, must_be_able_to_speak
from portevoix.domain.posts.asking import ask_for
from portevoix.domain.posts.errors import MayNotBoost
from portevoix.domain.posts.events import BoostTakenBack, PostBoosted
from portevoix.domain.posts.models import Post
from portevoix.domain.posts.permissions import Act, decide
from portevoix.domain.posts.policies import audience_of_boost
from portevoix.domain.posts.publishing import insert_post
from portevoix.domain.timelines.public import add_own
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command, emit


@command
def boost(
    *,
    actor_id: int,
    post_id: int,
    here: bool = True,
    audience: Audience | None = None,
    uri: str | None = None,
    created_at: datetime | None = None,
    agreed: bool = False,
) -> Post | None:
    """Carries a post further and returns the boost; once carried, again changes nothing.

    Returns None when its author wants to be asked, and now was; ``agreed`` says
    that they agreed.

    A boost of a boost carries the original. ``here`` is False for an actor
    elsewhere, whose boost has a ``uri``. Raises NotFound, NotAllowed,
    MayNotBoost.
    """
    must_be_able_to_speak(actor_id)
    original = answered_post(post_id, actor_id=actor_id, here=here)
    standing = _standing(actor_id, original.id)
    if standing is not None:
        return standing
    about = known_details(original.id)
    chosen = audience_of_boost(audience, original=about, actor_id=actor_id)
    decision = decide(Act.BOOST, original, actor_id)
    if decision.asks and not agreed:
        ask_for(
            Act.BOOST, post_id=original.id, author_id=original.author_id, asker_id=actor_id,
            uri=uri or "", rung=chosen.rung,
        )  # fmt: skip
        return None
    if not (decision.allowed or decision.asks):
        raise MayNotBoost(code=decision.reason)
    post = Post(
        id=new_id(),
        author_id=actor_id,
        uri=uri,
        boost_of_id=original.id,
        created_at=created_at or clock.now(),
    )
    _carry(post, chosen, about, here=here)
    return post


def _carry(post: Post, chosen: Audience, about: Details, *, here: bool) -> None:
    moment, actor_id = clock.now(), post.author_id
    post.thread_id = post.id
    insert_post(post)
    audience_given = publish_subject(
        subject_id=post.id,
        author_id=actor_id,
        grants=chosen.grants,
        published_at=moment,
        carried_id=about.subject_id,
    )
    counting.count_new(audience_given, on=moment.date())
    if counting.contains(audience_given, about):
        counting.count_boost(about.subject_id, 1)
    if here:
        add_own(owner_id=actor_id, post_id=post.id)
    emit(
        PostBoosted(
            boost_id=post.id,
            original_id=about.subject_id,
            original_author_id=about.author_id,
            actor_id=actor_id,
            here=here,
        )
    )


@command
def take_back_boost(*, actor_id: int, post_id: int) -> Post:
    """Ends the actor's boost, given by its own id or the original's; returns the original.

    Works after losing sight of the post. Raises NotFound when there is no such post.
    """
    post = Post.objects.filter(id=post_id).first()
    if post is None:
        raise NotFound
    original_id = post.boost_of_id or post.id
    standing = _standing(actor_id, original_id)
    if standing is not None:
        end_boost(standing)
    return Post.objects.get(id=original_id)


def _standing(actor_id: int, original_id: int) -> Post | None:
    return Post.objects.filter(author_id=actor_id, boost_of_id=original_id, deleted_at=None).first()


def end_boost(post: Post) -> None:
    """Takes a boost away, and its count. Runs inside a command."""
    about = known_details(post.boost_of_id or post.id)
    audience = known_details(post.id)
    counting.uncount(audience)
    if counting.contains(audience, about):
        counting.count_boost(about.subject_id, -1)
    Post.objects.filter(id=post.id).update(deleted_at=clock.now())
    delete_subject(subject_id=post.id)
    emit(
        BoostTakenBack(
            boost_id=post.id,
            original_id=about.subject_id,
            original_author_id=about.author_id,
            actor_id=post.author_id,
            here=post.uri is None,
            uri=post.uri or "",
        )
    )
