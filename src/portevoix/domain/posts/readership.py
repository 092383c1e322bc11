"""Verbs by which an author lets more, or fewer, people read a post."""

from portevoix.domain.accounts.public import count_post
from portevoix.domain.audiences.public import (
    Audience,
    AudienceNotPossible,
    Details,
    Grant,
    Rung,
    details,
    known_details,
    narrow,
    widen,
)
from portevoix.domain.posts.acting import must_be_able_to_speak
from portevoix.domain.posts.models import Post
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command

_WITHIN: dict[Rung, tuple[Rung, ...]] = {
    Rung.PUBLIC: (Rung.QUIET, Rung.FOLLOWERS, Rung.HOUSE, Rung.CONNECTIONS, Rung.CIRCLE),
    Rung.QUIET: (Rung.FOLLOWERS, Rung.HOUSE, Rung.CONNECTIONS, Rung.CIRCLE),
    Rung.HOUSE: (Rung.CONNECTIONS,),
}
_GRANTED = {
    Grant.PUBLIC: Rung.PUBLIC,
    Grant.QUIET: Rung.QUIET,
    Grant.HOUSE: Rung.HOUSE,
    Grant.FOLLOWERS: Rung.FOLLOWERS,
    Grant.CONNECTIONS: Rung.CONNECTIONS,
    Grant.CIRCLE: Rung.CIRCLE,
}


def wider(post: Details, offered: list[Audience]) -> list[Audience]:
    """Returns those of ``offered`` that would let more people read the post.

    Below a narrower post there is none: nobody reads a reply without what it answers.
    """
    if post.direct or post.has_ceiling or post.grants & Grant.PUBLIC:
        return []
    return [each for each in offered if _adds(post, each)]


def narrower(post: Details, offered: list[Audience]) -> list[Audience]:
    """Returns those of ``offered`` whose readers are surely among the post's, and fewer."""
    if post.direct:
        return []
    held = [rung for grant, rung in _GRANTED.items() if post.grants & grant]
    within = {rung for each in held for rung in _WITHIN.get(each, ())} | {Rung.ONLY_ME}
    if len(held) > 1:
        within |= set(held)
    return [each for each in offered if each.rung in within and _removes(post, each)]


@command
def widen_post(*, actor_id: int, post_id: int, audience: Audience) -> None:
    """Lets further people read one's own post; it is announced to these alone.

    Raises NotFound, NotAllowed, AudienceNotPossible.
    """
    before = _own(actor_id, post_id)
    if not wider(before, [audience]):
        raise AudienceNotPossible(code="not_wider")
    widen(actor_id=actor_id, post_id=post_id, audience=audience)
    _recount(before)


@command
def narrow_post(*, actor_id: int, post_id: int, audience: Audience) -> None:
    """Leaves one's own post to ``audience`` and whom it names; copies elsewhere may remain.

    Raises NotFound, NotAllowed, AudienceNotPossible.
    """
    before = _own(actor_id, post_id)
    if not narrower(before, [audience]):
        raise AudienceNotPossible(code="not_narrower")
    if audience.rung is not Rung.ONLY_ME:
        widen(actor_id=actor_id, post_id=post_id, audience=audience)
    narrow(actor_id=actor_id, post_id=post_id, audience=audience)
    _recount(before)


def _own(actor_id: int, post_id: int) -> Details:
    must_be_able_to_speak(actor_id)
    post = Post.objects.filter(id=post_id, author_id=actor_id, deleted_at=None).first()
    about = details(post_id) if post is not None and post.boost_of_id is None else None
    if about is None:
        raise NotFound
    return about


def _adds(post: Details, asked: Audience) -> bool:
    if asked.rung is Rung.CIRCLE:
        return not post.is_open and asked.circle_id not in post.circle_ids
    is_within = post.is_open and asked.rung is not Rung.PUBLIC
    return bool(asked.grants & ~post.grants) and not is_within


def _removes(post: Details, kept: Audience) -> bool:
    if kept.rung is Rung.CIRCLE and post.circle_ids == (kept.circle_id,):
        return bool(post.grants & ~(Grant.CIRCLE | Grant.NAMED | Grant.AS_PARENT))
    return bool(post.grants & ~(kept.grants | Grant.NAMED | Grant.AS_PARENT))


def _recount(before: Details) -> None:
    """The number of an author's posts counts those that everyone may read."""
    after = known_details(before.subject_id)
    if after.is_open != before.is_open:
        count_post(before.author_id, by=1 if after.is_open else -1, on=None)
