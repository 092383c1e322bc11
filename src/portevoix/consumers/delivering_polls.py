"""What polls send to other houses: votes in theirs, the end of ours."""

import json

from portevoix.consumers.delivering_posts import send_update
from portevoix.domain.accounts.queries import by_ids
from portevoix.domain.posts.events import PollEnded, PollVoted
from portevoix.domain.posts.models import Poll, PollVote, Post
from portevoix.wire.activitystreams import outgoing, polls_out, recipients


def voted(event: PollVoted) -> None:
    """A member's vote in a poll elsewhere goes to its author, a Note for each choice."""
    post = Post.objects.filter(id=event.post_id).exclude(uri=None).first() if event.here else None
    poll = Poll.objects.filter(post_id=event.post_id).first() if post is not None else None
    if post is None or poll is None:
        return
    people = by_ids([event.actor_id, event.author_id])
    voter, author = people[event.actor_id], people[event.author_id]
    titles = json.loads(poll.titles)
    votes = PollVote.objects.filter(poll=poll, account_id=event.actor_id)
    for each in votes.filter(position__in=event.choices).order_by("position"):
        activity = polls_out.vote(
            number=each.pk,
            voter=voter,
            title=titles[each.position],
            question_uri=post.uri or "",
            author=author,
        )
        places = recipients.reachable(voter, [author])
        outgoing.send(activity, sender_id=voter.pk, inboxes=places)


def ended(event: PollEnded) -> None:
    """The outcome of a poll of this house goes to those who have it, and who voted."""
    if event.here:
        send_update(event.post_id)
