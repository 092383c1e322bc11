"""Verbs that change who may read a post."""

from collections.abc import Collection
from datetime import datetime

from portevoix.domain.audiences.errors import AudienceNotPossible
from portevoix.domain.audiences.events import (
    AudienceNarrowed,
    AudienceWidened,
    PostHeld,
    PostReleased,
)
from portevoix.domain.audiences.grants import OPEN, Audience, Grant, Rung
from portevoix.domain.audiences.models import (
    Ceiling,
    CircleGrant,
    NamedReader,
    State,
    Subject,
    SubjectCeiling,
)
from portevoix.domain.audiences.policies import own_circle
from portevoix.domain.audiences.queries import Details
from portevoix.kernel import database
from portevoix.kernel.errors import NotAllowed, NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command, emit


@command
def publish_subject(
    *,
    subject_id: int,
    author_id: int,
    grants: Grant,
    published_at: datetime,
    named_ids: Collection[int] = (),
    circle_id: int | None = None,
    parent_id: int | None = None,
    carried_id: int | None = None,
    direct: bool = False,
    waiting: bool = False,
) -> Details:
    """Sets down who may read a new post, below the ceilings of its parent as they stand.

    While it is ``waiting`` its author and the parent's alone read it (`let_stand`).
    Raises AudienceNotPossible for *as parent* below no narrower parent.
    """
    parent = Subject.objects.filter(id=parent_id).first() if parent_id else None
    ceilings = _ceilings_below(parent) if parent else []
    if grants & Grant.AS_PARENT and not ceilings:
        raise AudienceNotPossible(code="no_parent")
    grants |= Grant.NAMED if named_ids else Grant.NONE
    database.insert(
        "audience_subject",
        id=subject_id,
        author_id=author_id,
        parent_id=parent.id if parent else None,
        parent_author_id=parent.author_id if parent else None,
        carried_id=carried_id,
        state=int(State.WAITING if waiting else State.PUBLISHED),
        grants=int(grants),
        has_ceiling=bool(ceilings),
        direct=direct,
        published_at=published_at,
    )
    database.insert_many(
        "audience_subject_ceiling",
        [{"subject_id": subject_id, "ceiling_id": ceiling} for ceiling in ceilings],
    )
    _name(subject_id, named_ids)
    if circle_id is not None:
        CircleGrant.objects.create(holder_id=subject_id, circle_id=circle_id)
    return Details(
        subject_id=subject_id,
        author_id=author_id,
        parent_id=parent.id if parent else None,
        parent_author_id=parent.author_id if parent else None,
        carried_id=carried_id,
        grants=grants,
        has_ceiling=bool(ceilings),
        direct=direct,
        deleted=False,
        waiting=waiting,
        named_ids=tuple(sorted(named_ids)),
        circle_ids=(circle_id,) if circle_id is not None else (),
    )


def _ceilings_below(parent: Subject) -> list[int]:
    """Returns the ceilings over a new reply: those over its parent, and the parent's own grants."""
    above = SubjectCeiling.objects.filter(subject_id=parent.id).values_list("ceiling_id", flat=True)
    ceilings = list(above)
    if not parent.grants & (OPEN | Grant.AS_PARENT):
        ceilings.append(_copy_as_ceiling(parent))
    return ceilings


def _copy_as_ceiling(subject: Subject) -> int:
    ceiling_id = new_id()
    Ceiling.objects.create(
        id=ceiling_id,
        author_id=subject.author_id,
        grants=subject.grants,
        published_at=subject.published_at,
    )
    named = NamedReader.objects.filter(holder_id=subject.id).values_list("account_id", flat=True)
    _name(ceiling_id, list(named))
    CircleGrant.objects.bulk_create(
        CircleGrant(holder_id=ceiling_id, circle_id=grant.circle_id)
        for grant in CircleGrant.objects.filter(holder_id=subject.id)
    )
    return ceiling_id


def _name(holder_id: int, account_ids: Collection[int]) -> None:
    database.insert_many(
        "audience_named",
        [{"holder_id": holder_id, "account_id": each} for each in sorted(set(account_ids))],
        once=True,
    )


@command
def delete_subject(*, subject_id: int) -> None:
    """Takes a post away from everyone. Its grants stay, for the replies below it."""
    Subject.objects.filter(id=subject_id).update(state=State.DELETED)


@command
def let_stand(*, subject_id: int) -> None:
    """Ends the waiting of a reply: from now on its grants count."""
    Subject.objects.filter(id=subject_id, state=State.WAITING).update(state=State.PUBLISHED)


@command
def hold(*, subject_id: int) -> None:
    """Lets a published post wait for review: meanwhile it is not there."""
    subject = _living(subject_id)
    if subject.state == State.PUBLISHED:
        Subject.objects.filter(id=subject_id).update(state=State.HELD)
        emit(PostHeld(post_id=subject_id, author_id=subject.author_id))


@command
def release(*, subject_id: int) -> None:
    """Ends the review of a held post."""
    subject = _living(subject_id)
    if subject.state == State.HELD:
        Subject.objects.filter(id=subject_id).update(state=State.PUBLISHED)
        emit(PostReleased(post_id=subject_id, author_id=subject.author_id))


@command
def widen(*, actor_id: int, post_id: int, audience: Audience) -> None:
    """Adds the grants of ``audience`` to a post and keeps those it has.

    Replies that stand keep their readers. Raises NotFound, NotAllowed for a
    conversation or a boost, AudienceNotPossible.
    """
    subject = _own(post_id, actor_id)
    if audience.direct or audience.rung is Rung.AS_PARENT:
        raise AudienceNotPossible(code="not_a_rung")
    circles: list[int] = []
    if audience.rung is Rung.CIRCLE:
        circle = own_circle(audience.circle_id, owner_id=actor_id)
        _, is_new = CircleGrant.objects.get_or_create(holder_id=post_id, circle_id=circle.id)
        circles = [circle.id] if is_new else []
    added = audience.grants & ~Grant(subject.grants)
    if not added and not circles:
        return
    Subject.objects.filter(id=post_id).update(grants=subject.grants | int(added))
    emit(
        AudienceWidened(
            post_id=post_id,
            author_id=actor_id,
            grants_before=subject.grants,
            grants_added=int(added),
            circles_added=circles,
            named_added=[],
        )
    )


@command
def narrow(*, actor_id: int, post_id: int, audience: Audience) -> None:
    """Takes from a post every grant that ``audience`` does not have; whom it names stay readers.

    Raises NotFound, NotAllowed for a conversation or a boost.
    """
    subject = _own(post_id, actor_id)
    kept = audience.grants | Grant.NAMED | Grant.AS_PARENT
    removed = Grant(subject.grants) & ~kept
    lost = CircleGrant.objects.filter(holder_id=post_id)
    if audience.rung is Rung.CIRCLE:
        lost = lost.exclude(circle_id=audience.circle_id or 0)
    circles = list(lost.values_list("circle_id", flat=True))
    if not removed and not circles:
        return
    lost.delete()
    Subject.objects.filter(id=post_id).update(grants=subject.grants & ~int(removed))
    emit(
        AudienceNarrowed(
            post_id=post_id,
            author_id=actor_id,
            grants_before=subject.grants,
            grants_removed=int(removed),
            circles_removed=circles,
        )
    )


@command
def add_named(*, post_id: int, account_ids: Collection[int]) -> None:
    """Adds named readers to a post, as a mention found later or a second copy received does.

    Raises NotFound for a post that is not there.
    """
    subject = _living(post_id)
    known = NamedReader.objects.filter(holder_id=post_id).values_list("account_id", flat=True)
    added = sorted(set(account_ids) - set(known) - {subject.author_id})
    if not added:
        return
    _name(post_id, added)
    Subject.objects.filter(id=post_id).update(grants=subject.grants | int(Grant.NAMED))
    emit(
        AudienceWidened(
            post_id=post_id,
            author_id=subject.author_id,
            grants_before=subject.grants,
            grants_added=int(Grant.NAMED & ~Grant(subject.grants)),
            circles_added=[],
            named_added=added,
        )
    )


def _living(post_id: int) -> Subject:
    subject = Subject.objects.filter(id=post_id).exclude(state=State.DELETED).first()
    if subject is None:
        raise NotFound
    return subject


def _own(post_id: int, actor_id: int) -> Subject:
    subject = _living(post_id)
    if subject.author_id != actor_id:
        raise NotFound
    if subject.direct:
        raise NotAllowed(code="conversation")
    if subject.carried_id is not None:
        raise NotAllowed(code="boost")
    return subject


@command
def link_parent(*, subject_id: int, parent_id: int, parent_author_id: int) -> None:
    """Tells a reply which post it answers, found later; it gets no ceiling from it."""
    Subject.objects.filter(id=subject_id, parent_id=None).update(
        parent_id=parent_id, parent_author_id=parent_author_id
    )
