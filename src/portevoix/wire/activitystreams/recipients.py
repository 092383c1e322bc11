"""Where each post has to be brought: the inboxes of those who may read it elsewhere."""

from collections.abc import Iterable

from portevoix.domain.accounts.models import Account, Standing
from portevoix.domain.accounts.queries import by_ids
from portevoix.domain.audiences.grants import Grant
from portevoix.domain.audiences.queries import circle_members
from portevoix.domain.posts.models import Post
from portevoix.domain.relationships.queries import blocked_among, follower_inboxes
from portevoix.wire.activitystreams.addressing import Addressing
from portevoix.wire.activitystreams.letter import Letter
from portevoix.wire.activitystreams.people import inbox_of

_FOLLOWERS_TOO = Grant.PUBLIC | Grant.QUIET | Grant.FOLLOWERS


def inboxes_of(letter: Letter, addressing: Addressing) -> set[str]:
    """Returns the inboxes for a post: of its followers and of those it is addressed to."""
    people = set(reachable(letter.author, addressing.tagged))
    return people | followers_inboxes(letter)


def followers_inboxes(letter: Letter) -> set[str]:
    """Returns the followers' inboxes when the post is for them, or for everyone."""
    if letter.audience.has_ceiling or not letter.audience.grants & _FOLLOWERS_TOO:
        return set()
    return set(follower_inboxes(letter.author.pk))


def reachable(author: Account, people: Iterable[Account]) -> list[str]:
    """Returns the inboxes of those of `people` who are elsewhere and not kept away by a block."""
    away = [one for one in people if not one.is_here and one.standing == Standing.ACTIVE]
    blocked = blocked_among(author.pk, [one.pk for one in away]) if away else set()
    return [inbox_of(one) for one in away if one.pk not in blocked]


def circle_copies(letter: Letter) -> list[Account]:
    """Returns the people elsewhere in the post's circles, who each get a copy of their own."""
    if letter.audience.has_ceiling or letter.audience.grants & _FOLLOWERS_TOO:
        return []
    members = {one for circle in letter.audience.circle_ids for one in circle_members(circle)}
    away = [one for one in by_ids(members).values() if not one.is_here]
    blocked = blocked_among(letter.author.pk, [one.pk for one in away]) if away else set()
    return [one for one in away if one.pk not in blocked and one.standing == Standing.ACTIVE]


def carried_to(letter: Letter, boost_ids: Iterable[int]) -> set[str]:
    """Returns the inboxes of those elsewhere who answered a post or carried it further."""
    boosts = Post.objects.filter(id__in=list(boost_ids)).values_list("author_id", flat=True)
    replies = Post.objects.filter(in_reply_to_id=letter.post.id).values_list("author_id", flat=True)
    people = by_ids({*boosts, *replies})
    return set(reachable(letter.author, people.values()))
