"""What one writes down about people, and whom one shows on one's page."""

from portevoix.domain.accounts.public import held
from portevoix.domain.relationships.errors import TieRefused
from portevoix.domain.relationships.models import Endorsement, Follow, Note
from portevoix.kernel import database, ids
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.text.clean import clean_text
from portevoix.kernel.unit_of_work import command

NOTE_LIMIT = 2_000
MOST_ENDORSED = 100


@command
def note(*, owner_id: int, about_id: int, text: str) -> None:
    """Keeps a note about somebody, for its owner alone; an empty one is taken away.

    Raises NotFound, TieRefused (self), Invalid (comment: over 2,000 characters).
    """
    _hold(owner_id, about_id)
    cleaned = clean_text(text)
    if len(cleaned) > NOTE_LIMIT:
        raise Invalid(fields={"comment": ["too_long"]})
    if not cleaned:
        Note.objects.filter(owner_id=owner_id, about_id=about_id).delete()
        return
    Note.objects.update_or_create(
        owner_id=owner_id,
        about_id=about_id,
        defaults={"text": cleaned},
        create_defaults={"id": ids.new_id(), "text": cleaned},
    )


@command
def endorse(*, owner_id: int, endorsed_id: int) -> None:
    """Shows somebody whom the owner follows on her page; again is no change.

    Raises NotFound, TieRefused (self), Invalid (account: not followed, or over 100).
    """
    _hold(owner_id, endorsed_id)
    followed = Follow.objects.filter(
        follower_id=owner_id, followee_id=endorsed_id, accepted=True
    ).exists()
    if not followed:
        raise Invalid(fields={"account": ["not_followed"]})
    if Endorsement.objects.filter(owner_id=owner_id).count() >= MOST_ENDORSED:
        raise Invalid(fields={"account": ["too_many"]})
    database.insert(
        "endorsement", once=True, id=ids.new_id(), owner_id=owner_id, endorsed_id=endorsed_id
    )


@command
def unendorse(*, owner_id: int, endorsed_id: int) -> None:
    """Shows somebody on the owner's page no longer; when it was not so it is no change."""
    Endorsement.objects.filter(owner_id=owner_id, endorsed_id=endorsed_id).delete()


def _hold(owner_id: int, other_id: int) -> None:
    if owner_id == other_id:
        raise TieRefused(code="self")
    if len(held([owner_id, other_id])) < 2:
        raise NotFound
