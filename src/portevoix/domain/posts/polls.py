"""Verbs of polls: opening, voting, ending, and the figures of polls elsewhere."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from portevoix.domain.accounts.public import Standing
from portevoix.domain.posts.acting import answered_post, must_be_able_to_speak
from portevoix.domain.posts.errors import MayNotVote
from portevoix.domain.posts.events import PollEnded, PollOpened, PollVoted
from portevoix.domain.posts.models import Poll, PollVote, Post
from portevoix.domain.posts.poll_draft import PollDraft, checked_poll
from portevoix.domain.posts.remote import RemotePoll
from portevoix.kernel import clock, database
from portevoix.kernel.errors import NotFound
from portevoix.kernel.unit_of_work import command, emit


def open_poll(post: Post, draft: PollDraft) -> None:
    """Gives a new or edited post of this house its poll. Runs inside a command.

    Other answers, or another way of choosing, begin the count anew; the same ones
    only move the end. Raises NotAPost.
    """
    draft = checked_poll(draft)
    ends = clock.now() + timedelta(seconds=draft.expires_in)
    titles = json.dumps(draft.options, ensure_ascii=False)
    known = Poll.objects.select_for_update().filter(post_id=post.id).first()
    if known is None or (known.titles, known.multiple) != (titles, draft.multiple):
        PollVote.objects.filter(poll_id=post.id).delete()
        known = Poll(
            post_id=post.id,
            titles=titles,
            tallies=json.dumps([0] * len(draft.options)),
            multiple=draft.multiple,
            voters_count=0,
        )
    known.hide_totals, known.expires_at, known.told = draft.hide_totals, ends, False
    known.save()
    emit(PollOpened(post_id=post.id, author_id=post.author_id, ends_at=ends.isoformat()))


@command
def vote(*, actor_id: int, post_id: int, choices: Sequence[int]) -> int:
    """Lets a member choose answers, by their positions, once; returns the post's id.

    A boost's original is voted in. Raises NotFound, NotAllowed, and MayNotVote
    (no such answer, several where one is asked, one's own poll, over, voted before).
    """
    must_be_able_to_speak(actor_id)
    post = answered_post(post_id, actor_id=actor_id, here=True)
    poll = _open(post.id)
    wanted = sorted(set(choices))
    if not wanted or wanted[0] < 0 or wanted[-1] >= len(json.loads(poll.titles)):
        raise MayNotVote(code="no_such_answer")
    if len(wanted) > 1 and not poll.multiple:
        raise MayNotVote(code="one_answer")
    if post.author_id == actor_id:
        raise MayNotVote(code="own_poll")
    if PollVote.objects.filter(poll=poll, account_id=actor_id).exists():
        raise MayNotVote(code="voted")
    _count(poll, actor_id, wanted)
    emit(
        PollVoted(
            post_id=post.id, author_id=post.author_id, actor_id=actor_id, here=True, choices=wanted
        )
    )
    return post.id


@command
def receive_vote(*, actor_id: int, post_id: int, title: str) -> None:
    """Takes the choice of somebody elsewhere in a poll of this house; again is no change.

    Raises NotFound (also when they may not read it), NotAllowed, MayNotVote.
    """
    must_be_able_to_speak(actor_id)
    post = answered_post(post_id, actor_id=actor_id, here=False)
    poll = _open(post.id)
    titles = json.loads(poll.titles)
    if Post.objects.filter(id=post.id).exclude(uri=None).exists() or title not in titles:
        raise MayNotVote(code="no_such_answer")
    position = titles.index(title)
    before = set(
        PollVote.objects.filter(poll=poll, account_id=actor_id).values_list("position", flat=True)
    )
    if post.author_id == actor_id or position in before or (before and not poll.multiple):
        return
    _count(poll, actor_id, [position], known=bool(before))
    emit(
        PollVoted(
            post_id=post.id,
            author_id=post.author_id,
            actor_id=actor_id,
            here=False,
            choices=[position],
        )
    )


def _open(post_id: int) -> Poll:
    """Returns a poll, locked until the commit: votes at one instant are counted one by one."""
    poll = Poll.objects.select_for_update().filter(post_id=post_id).first()
    if poll is None:
        raise NotFound
    if poll.expires_at is not None and poll.expires_at <= clock.now():
        raise MayNotVote(code="poll_over")
    return poll


def _count(poll: Poll, actor_id: int, positions: Sequence[int], *, known: bool = False) -> None:
    moment = clock.now()
    database.insert_many(
        "poll_vote",
        [
            {
                "poll_id": poll.post_id,
                "account_id": actor_id,
                "position": position,
                "created_at": moment,
            }
            for position in positions
        ],
    )
    tallies = json.loads(poll.tallies)
    for position in positions:
        tallies[position] += 1
    poll.tallies = json.dumps(tallies)
    if poll.voters_count is not None and not known:
        poll.voters_count += 1
    poll.save(update_fields=["tallies", "voters_count"])


@command
def end_poll(*, post_id: int) -> None:
    """Notes that a poll is over, once; before its time nothing happens."""
    poll = Poll.objects.select_for_update().filter(post_id=post_id, told=False).first()
    if poll is None or poll.expires_at is None or poll.expires_at > clock.now():
        return
    post = Post.objects.select_related("author").get(id=post_id)
    if post.deleted_at is not None or post.author.standing != Standing.ACTIVE:
        return
    Poll.objects.filter(post_id=post_id).update(told=True)
    emit(PollEnded(post_id=post_id, author_id=post.author_id, here=post.uri is None))


def receive_poll(post: Post, remote: RemotePoll, *, may_change: bool) -> None:
    """Takes the figures of a poll from elsewhere; other answers only with an edit.

    Runs inside a command. Whoever voted under other answers has not voted any more.
    """
    titles = json.dumps(remote.titles, ensure_ascii=False)
    known = Poll.objects.select_for_update().filter(post_id=post.id).first()
    same = known is not None and (known.titles, known.multiple) == (titles, remote.multiple)
    if known is not None and not same:
        if not may_change:
            return
        PollVote.objects.filter(poll_id=post.id).delete()
    ends = _no_later(known.expires_at if known else None, remote.expires_at, may_change=may_change)
    Poll.objects.update_or_create(
        post_id=post.id,
        defaults={
            "titles": titles,
            "tallies": json.dumps(remote.tallies),
            "multiple": remote.multiple,
            "voters_count": remote.voters_count,
            "expires_at": ends,
        },
    )


def _no_later(
    stands: datetime | None, said: datetime | None, *, may_change: bool
) -> datetime | None:
    """An end that stands may come sooner; only an edit moves it away."""
    if stands is None or may_change:
        return said
    return stands if said is None else min(stands, said)
