"""A member's own posts as an archive holds them: activities, with the audience told in full."""

from portevoix.domain.accounts.models import Account
from portevoix.domain.audiences.grants import names_of
from portevoix.wire import addresses
from portevoix.wire.activitystreams import activities_out
from portevoix.wire.activitystreams.actor_out import actor as actor_document
from portevoix.wire.activitystreams.addressing import Addressing, address
from portevoix.wire.activitystreams.letter import Letter, load
from portevoix.wire.activitystreams.people import uri_of
from portevoix.wire.activitystreams.vocabulary import Json

AUDIENCE = "portevoix:audience"
"""The grants of a post by name, since `to` and `cc` cannot say those that stay in a house."""


def activity(post_id: int) -> Json | None:
    """Returns the Create of an own post or the Announce of a boost, or None for one deleted."""
    letter = load(post_id)
    if letter is None or letter.post.deleted_at is not None:
        return None
    made = _announce(letter) if letter.post.boost_of_id else _create(letter)
    return {key: value for key, value in made.items() if key != "@context"} if made else None


def actor(account: Account) -> Json:
    """Returns the actor of an archive, that leads to the other files in it."""
    files = {"outbox": "outbox.json", "likes": "likes.json", "bookmarks": "bookmarks.json"}
    return {**actor_document(account), **files}


def _create(letter: Letter) -> Json:
    addressing = address(letter) or Addressing([uri_of(letter.author)], [], ())
    made = activities_out.create(letter, addressing)
    made["object"][AUDIENCE] = names_of(letter.audience.grants)
    return made


def _announce(letter: Letter) -> Json | None:
    original = load(letter.post.boost_of_id or 0)
    if original is None:
        return None
    made = activities_out.announce(
        boost_id=letter.post.id,
        booster=letter.author,
        object_uri=original.uri,
        addressing=Addressing(*_boost_addresses(letter), ()),
        at=letter.post.created_at,
    )
    return {**made, AUDIENCE: names_of(letter.audience.grants)}


def _boost_addresses(letter: Letter) -> tuple[list[str], list[str]]:
    found = address(letter)
    return (found.to, found.cc) if found else ([addresses.actor_uri(letter.author.name)], [])
