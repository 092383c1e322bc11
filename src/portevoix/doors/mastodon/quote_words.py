"""Mastodon's words for who may quote."""

from portevoix.domain.posts.models import Policy
from portevoix.kernel.errors import Invalid

_WORDS = {
    "public": Policy.EVERYONE,
    "followers": Policy.FOLLOWERS,
    "nobody": Policy.NOBODY,
}


def quote_policy_from(word: str) -> Policy | None:
    """Returns the policy of an app's word, None for no word. Raises Invalid."""
    if not word:
        return None
    if word not in _WORDS:
        raise Invalid(fields={"quote_approval_policy": ["inclusion"]})
    return _WORDS[word]
