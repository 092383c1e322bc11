"""Whether somebody may answer, quote or boost a post: a decision, with its reason."""

from dataclasses import dataclass
from enum import StrEnum

from portevoix.domain.posts.models import Mention, Policy
from portevoix.domain.posts.target import Target
from portevoix.domain.relationships.public import is_following


class Act(StrEnum):
    """What one may build on a post."""

    REPLY = "reply"
    QUOTE = "quote"
    BOOST = "boost"


@dataclass(frozen=True)
class Decision:
    """``allowed`` at once, or after its author agreed (``asks``); ``reason`` says why not."""

    allowed: bool
    asks: bool = False
    reason: str = ""


_YES = Decision(allowed=True)


def decide(act: Act, post: Target, actor_id: int) -> Decision:
    """Returns what the author's policy says of the actor's act, audiences left aside.

    The author may always, and whoever is mentioned may answer unless nobody may.
    What a house elsewhere wants to be asked for is sent there, and decided there.
    """
    policy = {
        Act.REPLY: post.reply_policy,
        Act.QUOTE: post.quote_policy,
        Act.BOOST: post.boost_policy,
    }[act]
    if policy == Policy.EVERYONE or post.author_id == actor_id:
        return _YES
    if policy == Policy.NOBODY:
        return Decision(allowed=False, reason=f"{act}_nobody")
    if (act is Act.REPLY or policy == Policy.MENTIONED) and _is_mentioned(post.id, actor_id):
        return _YES
    if policy == Policy.ASK:
        return Decision(allowed=not post.is_here, asks=post.is_here, reason=f"{act}_asks")
    if policy == Policy.FOLLOWERS and is_following(actor_id, post.author_id):
        return _YES
    return Decision(allowed=False, reason=f"{act}_{policy}")


def _is_mentioned(post_id: int, account_id: int) -> bool:
    return Mention.objects.filter(post_id=post_id, account_id=account_id).exists()
