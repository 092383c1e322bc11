"""Which audience a post may have."""

from portevoix.domain.audiences.errors import AudienceNotPossible
from portevoix.domain.audiences.grants import Audience, Rung
from portevoix.domain.audiences.models import Circle
from portevoix.domain.audiences.queries import Details


def audience_of_reply(asked: Audience, parent: Details) -> Audience:
    """Returns the audience that a reply to ``parent`` gets when ``asked`` is asked for.

    Below a public post any rung but *as parent*; below a narrower one only *as
    parent*, its author alone, or a conversation. Raises AudienceNotPossible.
    """
    if parent.is_open:
        if asked.rung is Rung.AS_PARENT:
            raise AudienceNotPossible(code="parent_is_public")
        return asked
    if asked.rung in (Rung.AS_PARENT, Rung.AUTHOR_ONLY, Rung.DIRECT):
        return asked
    raise AudienceNotPossible(code="wider_than_parent")


def audience_of_post(asked: Audience, *, author_id: int) -> Audience:
    """Returns ``asked`` if a post that answers nothing may have it. Raises AudienceNotPossible."""
    if asked.rung in (Rung.AS_PARENT, Rung.AUTHOR_ONLY):
        raise AudienceNotPossible(code="no_parent")
    if asked.rung is Rung.CIRCLE:
        own_circle(asked.circle_id, owner_id=author_id)
    return asked


def own_circle(circle_id: int | None, *, owner_id: int) -> Circle:
    """Returns the owner's circle. Raises AudienceNotPossible when there is none such."""
    circle = Circle.objects.filter(id=circle_id or 0, owner_id=owner_id, deleted_at=None).first()
    if circle is None:
        raise AudienceNotPossible(code="unknown_circle")
    return circle
