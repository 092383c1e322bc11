"""Verbs on circles: named private sets of people, whose memberships are spans."""

from portevoix.domain.audiences.events import CircleJoined, CircleLeft
from portevoix.domain.audiences.models import Circle, Membership
from portevoix.kernel import clock
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.unit_of_work import command, emit

TITLE_LIMIT = 100


@command
def create_circle(*, owner_id: int, title: str) -> Circle:
    """Makes an empty circle. Raises Invalid for a title that is empty or over 100 characters."""
    return Circle.objects.create(
        id=new_id(), owner_id=owner_id, title=_title(title), created_at=clock.now()
    )


@command
def rename_circle(*, owner_id: int, circle_id: int, title: str) -> Circle:
    """Gives the owner's circle another title. Raises NotFound, Invalid."""
    circle = _own(circle_id, owner_id)
    circle.title = _title(title)
    circle.save(update_fields=["title"])
    return circle


@command
def delete_circle(*, owner_id: int, circle_id: int) -> None:
    """Ends every membership: what was for this circle alone is for its author alone now."""
    circle = _own(circle_id, owner_id)
    circle.deleted_at = clock.now()
    circle.save(update_fields=["deleted_at"])
    for account_id in Membership.objects.filter(circle=circle, until=None).values_list(
        "account_id", flat=True
    ):
        emit(CircleLeft(circle_id=circle_id, owner_id=owner_id, account_id=account_id))
    Membership.objects.filter(circle=circle, until=None).update(until=circle.deleted_at)


@command
def add_to_circle(*, owner_id: int, circle_id: int, account_id: int) -> None:
    """Puts an account into the circle; once in, again changes nothing. Raises NotFound, Invalid."""
    _own(circle_id, owner_id)
    if account_id == owner_id:
        raise Invalid(code="oneself")
    _, is_new = Membership.objects.get_or_create(
        circle_id=circle_id,
        account_id=account_id,
        until=None,
        defaults={"id": new_id(), "since": clock.now()},
    )
    if is_new:
        emit(CircleJoined(circle_id=circle_id, owner_id=owner_id, account_id=account_id))


@command
def remove_from_circle(*, owner_id: int, circle_id: int, account_id: int) -> None:
    """Ends an account's membership. What was published meanwhile is lost to it for good."""
    _own(circle_id, owner_id)
    ended = Membership.objects.filter(circle_id=circle_id, account_id=account_id, until=None)
    if ended.update(until=clock.now()):
        emit(CircleLeft(circle_id=circle_id, owner_id=owner_id, account_id=account_id))


def _own(circle_id: int, owner_id: int) -> Circle:
    circle = Circle.objects.filter(id=circle_id, owner_id=owner_id, deleted_at=None).first()
    if circle is None:
        raise NotFound
    return circle


def _title(title: str) -> str:
    title = title.strip()
    if not title or len(title) > TITLE_LIMIT:
        raise Invalid(fields={"title": ["blank" if not title else "too_long"]})
    return title
