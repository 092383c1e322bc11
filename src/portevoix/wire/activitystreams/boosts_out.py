"""Boosts made here, as others read them."""

from dataclasses import dataclass

from portevoix.wire.activitystreams.activities_out import announce
from portevoix.wire.activitystreams.addressing import address_boost
from portevoix.wire.activitystreams.letter import Letter, load
from portevoix.wire.activitystreams.vocabulary import Json


@dataclass(frozen=True)
class Carried:
    """The Announce of a boost, and what it carries."""

    activity: Json
    original: Letter


def carried(boost: Letter) -> Carried | None:
    """Returns the Announce of a boost made here, or None when it stays in the house."""
    original = load(boost.post.boost_of_id) if boost.post.boost_of_id else None
    if original is None:
        return None
    addressing = address_boost(boost.audience.grants, boost.author, original.author)
    if addressing is None:
        return None
    activity = announce(
        boost_id=boost.post.id,
        booster=boost.author,
        object_uri=original.uri,
        addressing=addressing,
        at=boost.post.created_at,
    )
    return Carried(activity, original)
