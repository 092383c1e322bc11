"""Who may do something with a post, in words."""

from portevoix.domain.posts.models import Policy
from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later

LABELS = {
    "reply_policy": later("Who may answer"),
    "quote_policy": later("Who may quote"),
    "boost_policy": later("Who may boost"),
}
_NAMES = {
    Policy.EVERYONE: later("Everyone who reads it"),
    Policy.FOLLOWERS: later("My followers"),
    Policy.MENTIONED: later("People it mentions"),
    Policy.ASK: later("Ask me first"),
    Policy.NOBODY: later("Nobody"),
}
_REPLIES = {
    Policy.FOLLOWERS: later("Its author's followers may answer."),
    Policy.MENTIONED: later("Only people it mentions may answer."),
    Policy.ASK: later("An answer waits for the word of its author."),
    Policy.NOBODY: later("It takes no answers."),
}
_QUOTES = {
    Policy.FOLLOWERS: later("Its author's followers may quote it."),
    Policy.MENTIONED: later("Only people it mentions may quote it."),
    Policy.ASK: later("A quote waits for the word of its author."),
    Policy.NOBODY: later("Nobody may quote it."),
}
_BOOSTS = {
    Policy.FOLLOWERS: later("Its author's followers may boost it."),
    Policy.MENTIONED: later("Only people it mentions may boost it."),
    Policy.ASK: later("A boost waits for the word of its author."),
    Policy.NOBODY: later("Nobody may boost it."),
}


def choices() -> list[tuple[str, str]]:
    """Returns the policies with their names, the widest first."""
    return [(policy.value, _(name)) for policy, name in _NAMES.items()]


def sentences(reply: str, quote: str, boost: str) -> list[str]:
    """Returns what is worth saying of a post's policies: nothing where everyone may."""
    said = ((_REPLIES, reply), (_QUOTES, quote), (_BOOSTS, boost))
    return [_(table[Policy(policy)]) for table, policy in said if policy != Policy.EVERYONE]


_QUOTE_STATES = {
    "pending": later("What it quotes waits for the consent of its author."),
    "accepted": later("What it quotes is not for you."),
    "rejected": later("Whoever wrote what it quotes did not agree."),
    "revoked": later("Whoever wrote what it quotes took back their consent."),
    "deleted": later("What it quoted was deleted."),
}


def quote_sentence(state: str) -> str:
    """Returns why what a post quotes is not shown: of one agreed to, because of who reads."""
    return _(_QUOTE_STATES[state]) if state in _QUOTE_STATES else ""
