"""Polls of this house as others read them, and votes from here (wire.md 9)."""

from portevoix.domain.accounts.models import Account
from portevoix.domain.posts.models import Poll
from portevoix.domain.posts.poll_queries import state_of
from portevoix.wire.activitystreams.dates import written
from portevoix.wire.activitystreams.people import uri_of
from portevoix.wire.activitystreams.vocabulary import ACTIVITYSTREAMS, Json


def question(poll: Poll) -> Json:
    """Returns what makes a Note a Question. Figures that are not told yet are zeros."""
    now = state_of(poll)
    hidden = None in now.tallies
    made: Json = {
        "type": "Question",
        "anyOf" if now.multiple else "oneOf": [
            {
                "type": "Note",
                "name": title,
                "replies": {"type": "Collection", "totalItems": tally or 0},
            }
            for title, tally in zip(now.titles, now.tallies, strict=True)
        ],
        "votersCount": 0 if hidden else now.voters_count or 0,
    }
    if now.expires_at is not None:
        made["endTime"] = written(now.expires_at)
        if now.expired:
            made["closed"] = written(now.expires_at)
    return made


def vote(*, number: int, voter: Account, title: str, question_uri: str, author: Account) -> Json:
    """Returns the Create of one choice, for the one who asks alone."""
    uri = f"{uri_of(voter)}/votes/{number}"
    return {
        "@context": ACTIVITYSTREAMS,
        "id": f"{uri}/activity",
        "type": "Create",
        "actor": uri_of(voter),
        "to": [uri_of(author)],
        "cc": [],
        "object": {
            "id": uri,
            "type": "Note",
            "attributedTo": uri_of(voter),
            "inReplyTo": question_uri,
            "name": title,
            "to": [uri_of(author)],
        },
    }
