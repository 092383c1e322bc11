"""Who may do what with a post, as houses tell each other (wire.md 12)."""

from typing import Any

from portevoix.domain.accounts.models import Account
from portevoix.domain.posts.models import Policy, Post
from portevoix.wire.activitystreams.people import followers_of, uri_of
from portevoix.wire.activitystreams.reading import ids_of
from portevoix.wire.activitystreams.vocabulary import PUBLIC, Json


def policies_out(
    post: Post, author: Account, mentioned: tuple[Account, ...], *, is_public: bool
) -> Json:
    """Returns what this house will accept for a post, so that others need not try."""
    nobody = {"automaticApproval": [uri_of(author)]}
    people = [uri_of(author), *(uri_of(one) for one in mentioned)]

    def told(policy: str, *, mentioned_always: bool = False) -> Json:
        always = people if mentioned_always else [uri_of(author)]
        return {
            Policy.EVERYONE: {"automaticApproval": [PUBLIC]},
            Policy.FOLLOWERS: {"automaticApproval": [followers_of(author), *always]},
            Policy.MENTIONED: {"automaticApproval": people},
            Policy.ASK: {"automaticApproval": always, "manualApproval": [PUBLIC]},
            Policy.NOBODY: nobody,
        }[Policy(policy)]

    return {
        "canLike": {"automaticApproval": [PUBLIC]},
        "canReply": told(post.reply_policy, mentioned_always=True),
        "canAnnounce": told(post.boost_policy) if is_public else nobody,
        "canQuote": told(post.quote_policy) if is_public else nobody,
    }


def policies_in(document: Json, author: Account) -> dict[str, str]:
    """Returns the policies of a post from elsewhere, by the fields of `RemotePost`.

    What is not said is everyone for replies and boosts, nobody for quotes; a list
    of people is told as *mentioned*.
    """
    said = document.get("interactionPolicy")
    said = said if isinstance(said, dict) else {}
    return {
        "reply_policy": _policy(said.get("canReply"), author, Policy.EVERYONE),
        "boost_policy": _policy(said.get("canAnnounce"), author, Policy.EVERYONE),
        "quote_policy": _policy(said.get("canQuote"), author, Policy.NOBODY),
    }


def _policy(said: Any, author: Account, otherwise: Policy) -> str:
    if not isinstance(said, dict):
        return otherwise.value
    automatic = ids_of(said.get("automaticApproval", said.get("always")))
    manual = ids_of(said.get("manualApproval", said.get("approvalRequired")))
    if PUBLIC in automatic:
        return Policy.EVERYONE.value
    if author.followers_url and author.followers_url in automatic:
        return Policy.FOLLOWERS.value
    if manual and manual != [author.uri]:
        return Policy.ASK.value
    others = [one for one in automatic if one != author.uri]
    return Policy.MENTIONED.value if others else Policy.NOBODY.value
