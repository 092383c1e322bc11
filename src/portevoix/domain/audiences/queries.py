"""Questions about who may read what. None of them writes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count

from portevoix.domain.accounts.public import Reader
from portevoix.domain.audiences.filter import visible_sql, visible_to
from portevoix.domain.audiences.grants import OPEN, Audience, Grant, Rung
from portevoix.domain.audiences.models import Circle, Membership, State
from portevoix.kernel import database
from portevoix.kernel.errors import NotFound


def may_read(viewer: Reader, subject_id: int) -> bool:
    """Returns whether ``viewer`` may read the subject now. One query."""
    return bool(readable(viewer, [subject_id]))


def readable(viewer: Reader, subject_ids: Collection[int]) -> set[int]:
    """Returns those of ``subject_ids`` that ``viewer`` may read now. One query."""
    if not subject_ids:
        return set()
    condition = visible_to(viewer)
    found = database.rows(
        f"SELECT s.id FROM audience_subject s"
        f" WHERE {database.among('s.id', 'ids')} AND {condition.sql}",
        condition.params | {"ids": database.ids(subject_ids)},
    )
    return {row[0] for row in found}


def readers_among(subject_id: int, viewers: Iterable[Reader]) -> set[int]:
    """Returns the account ids of those ``viewers`` who may read the subject now.

    One query for members, one for accounts elsewhere; frozen members are asked one by one.
    """
    readers: set[int] = set()
    members: list[int] = []
    others: list[int] = []
    for viewer in viewers:
        if viewer.account_id is None:
            continue
        if viewer.frozen:
            readers |= {viewer.account_id} if may_read(viewer, subject_id) else set()
        else:
            (members if viewer.is_member else others).append(viewer.account_id)
    for ids, is_member in ((members, True), (others, False)):
        if ids:
            readers |= _readers(subject_id, ids, is_member=is_member)
    return readers


def _readers(subject_id: int, account_ids: list[int], *, is_member: bool) -> set[int]:
    found = database.rows(
        f"SELECT viewer.id FROM audience_subject s, account viewer"
        f" WHERE s.id = %(subject)s AND {database.among('viewer.id', 'ids')}"
        f" AND {visible_sql('s', viewer='viewer.id', is_member=is_member)}",
        {"subject": subject_id, "ids": database.ids(account_ids)},
    )
    return {row[0] for row in found}


@dataclass(frozen=True)
class Details:
    """A subject's audience in full, for those who carry it to other houses."""

    subject_id: int
    author_id: int
    parent_id: int | None
    parent_author_id: int | None
    carried_id: int | None
    grants: Grant
    has_ceiling: bool
    direct: bool
    deleted: bool
    named_ids: tuple[int, ...]
    circle_ids: tuple[int, ...]
    waiting: bool = False

    @property
    def is_open(self) -> bool:
        """Whether everyone may read it, signed in or not."""
        return bool(self.grants & OPEN) and not self.has_ceiling


def details(subject_id: int) -> Details | None:
    """Returns the audience of a subject, a deleted one's too, or None where there is none.

    One query, and one more for the people and circles it names, if any.
    """
    found = database.rows(
        "SELECT author_id, parent_id, parent_author_id, carried_id, grants, has_ceiling, direct,"
        " state FROM audience_subject WHERE id = %s",
        [subject_id],
    )
    if not found:
        return None
    author_id, parent_id, parent_author_id, carried_id, grants, ceiling, direct, state = found[0]
    return Details(
        subject_id=subject_id,
        author_id=author_id,
        parent_id=parent_id,
        parent_author_id=parent_author_id,
        carried_id=carried_id,
        grants=Grant(grants),
        has_ceiling=bool(ceiling),
        direct=bool(direct),
        deleted=state == State.DELETED,
        waiting=state == State.WAITING,
        named_ids=_held("audience_named", "account_id", subject_id, grants & Grant.NAMED),
        circle_ids=_held("audience_circle_grant", "circle_id", subject_id, grants & Grant.CIRCLE),
    )


def _held(table: str, column: str, holder_id: int, any_at_all: int) -> tuple[int, ...]:
    if not any_at_all:
        return ()
    sql = f"SELECT {column} FROM {table} WHERE holder_id = %s ORDER BY {column}"
    return tuple(row[0] for row in database.rows(sql, [holder_id]))


def known_details(subject_id: int) -> Details:
    """Returns the audience of a subject. Raises NotFound where there is none."""
    found = details(subject_id)
    if found is None:
        raise NotFound
    return found


def circles_of(owner_id: int) -> list[Circle]:
    """Returns the owner's circles by title, the deleted ones left out."""
    return list(Circle.objects.filter(owner_id=owner_id, deleted_at=None).order_by("title", "id"))


def circle_sizes(owner_id: int) -> dict[int, int]:
    """Returns how many people are in each of a member's circles that has any. One query."""
    members = Membership.objects.filter(circle__owner_id=owner_id, until=None)
    return dict(members.values_list("circle_id").annotate(Count("id")))


def circle_members(circle_id: int) -> list[int]:
    """Returns the account ids now in the circle, oldest members first."""
    members = Membership.objects.filter(circle_id=circle_id, until=None).order_by("since", "id")
    return list(members.values_list("account_id", flat=True))


def rungs_for(author_id: int, *, has_connections: bool) -> list[Audience]:
    """Returns the rungs of the ladder that the author can fill, narrowest first.

    A circle is offered once it has a member, connections once there is one.
    """
    inhabited = Membership.objects.filter(until=None).values("circle_id")
    filled = (
        Circle.objects.filter(owner_id=author_id, deleted_at=None, id__in=inhabited)
        .order_by("title", "id")
        .values_list("id", flat=True)
    )
    rungs = [Audience(Rung.ONLY_ME), *(Audience(Rung.CIRCLE, circle) for circle in filled)]
    if has_connections:
        rungs.append(Audience(Rung.CONNECTIONS))
    return rungs + [
        Audience(rung) for rung in (Rung.FOLLOWERS, Rung.HOUSE, Rung.QUIET, Rung.PUBLIC)
    ]
