"""Verbs by which an author puts posts on top of her page."""

from portevoix.domain.audiences.public import OPEN, Grant, known_details
from portevoix.domain.posts.acting import must_be_able_to_speak
from portevoix.domain.posts.errors import MayNotPin
from portevoix.domain.posts.events import PostPinned, PostUnpinned
from portevoix.domain.posts.models import Pin, Post
from portevoix.kernel import clock
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit

PINS_LIMIT = 5
REMOTE_PINS_LIMIT = 20
_PINNABLE = OPEN | Grant.FOLLOWERS | Grant.HOUSE


@command
def pin(*, actor_id: int, post_id: int) -> None:
    """Puts one's own post on top of one's page; again changes nothing.

    Raises NotFound, NotAllowed, and MayNotPin for a post without a public,
    followers or house grant and for the sixth.
    """
    must_be_able_to_speak(actor_id)
    post = _own(actor_id, post_id)
    audience = known_details(post.id)
    if audience.direct or not audience.grants & _PINNABLE:
        raise MayNotPin(code="may_not_pin")
    if Pin.objects.filter(account_id=actor_id, post=post).exists():
        return
    if Pin.objects.filter(account_id=actor_id).count() >= PINS_LIMIT:
        raise MayNotPin(code="too_many_pins")
    _pin(post)


@command
def pin_remote(*, actor_id: int, post_id: int) -> None:
    """Notes that somebody elsewhere put a post on top of their page. Raises NotFound."""
    post = _own(actor_id, post_id)
    if Pin.objects.filter(account_id=actor_id).count() < REMOTE_PINS_LIMIT:
        _pin(post)


@command
def unpin(*, actor_id: int, post_id: int) -> None:
    """Takes one's own post from the top of one's page. Raises NotFound."""
    post = _own(actor_id, post_id)
    found = Pin.objects.filter(account_id=actor_id, post=post).first()
    if found is None:
        return
    pin_id = found.pk
    found.delete()
    emit(PostUnpinned(pin_id=pin_id, post_id=post.id, author_id=actor_id, here=post.uri is None))


def _own(actor_id: int, post_id: int) -> Post:
    post = Post.objects.filter(
        id=post_id, author_id=actor_id, deleted_at=None, boost_of=None
    ).first()
    if post is None:
        raise NotFound
    return post


def _pin(post: Post) -> None:
    made, is_new = Pin.objects.get_or_create(
        account_id=post.author_id, post=post, defaults={"created_at": clock.now()}
    )
    if is_new:
        emit(
            PostPinned(
                pin_id=made.pk, post_id=post.id, author_id=post.author_id, here=post.uri is None
            )
        )
