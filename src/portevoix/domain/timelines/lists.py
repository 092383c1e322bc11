"""Verbs on lists: some of those whom a member follows, read apart."""

from collections.abc import Collection

from portevoix.domain.timelines.models import ListMember, MemberList, RepliesPolicy
from portevoix.kernel import clock, database
from portevoix.kernel.errors import Invalid, NotFound
from portevoix.kernel.ids import new_id
from portevoix.kernel.text.clean import clean_line
from portevoix.kernel.unit_of_work import command

TITLE_LIMIT = 255
MOST_LISTS = 50


@command
def create_list(
    *,
    owner_id: int,
    title: str,
    replies_policy: str = RepliesPolicy.LIST,
    exclusive: bool = False,
) -> MemberList:
    """Makes an empty list. Raises Invalid (title, replies_policy; over 50 lists)."""
    if MemberList.objects.filter(owner_id=owner_id).count() >= MOST_LISTS:
        raise Invalid(fields={"title": ["too_many"]})
    return MemberList.objects.create(
        id=new_id(),
        owner_id=owner_id,
        title=_title(title),
        replies_policy=_policy(replies_policy),
        exclusive=exclusive,
        created_at=clock.now(),
    )


@command
def change_list(
    *,
    owner_id: int,
    list_id: int,
    title: str | None = None,
    replies_policy: str | None = None,
    exclusive: bool | None = None,
) -> MemberList:
    """Changes what is given of a list and returns it. Raises NotFound, Invalid."""
    found = own(owner_id, list_id)
    if title is not None:
        found.title = _title(title)
    if replies_policy is not None:
        found.replies_policy = _policy(replies_policy)
    if exclusive is not None:
        found.exclusive = exclusive
    found.save()
    return found


@command
def delete_list(*, owner_id: int, list_id: int) -> None:
    """Deletes a list; nobody is unfollowed by it. Raises NotFound."""
    own(owner_id, list_id).delete()


@command
def add_to_list(*, owner_id: int, list_id: int, account_ids: Collection[int]) -> None:
    """Puts people into a list whom its owner follows.

    Raises NotFound for a list or a followed person that there is not; Invalid
    (account_id: taken) when somebody is in it already. Then nobody is added.
    """
    own(owner_id, list_id)
    wanted = list(dict.fromkeys(account_ids))
    if not wanted:
        return
    if _followed_among(owner_id, wanted) != set(wanted):
        raise NotFound
    rows = [{"id": new_id(), "list_id": list_id, "account_id": each} for each in wanted]
    if database.insert_many("list_member", rows, once=True) < len(rows):
        raise Invalid(fields={"account_id": ["taken"]})


@command
def remove_from_list(*, owner_id: int, list_id: int, account_ids: Collection[int]) -> None:
    """Takes people out of a list; who is not in it is no fault. Raises NotFound for the list."""
    own(owner_id, list_id)
    ListMember.objects.filter(list_id=list_id, account_id__in=list(account_ids)).delete()


@command
def drop_from_lists(*, owner_id: int, account_id: int) -> None:
    """Takes somebody out of every list of an owner who follows them no longer."""
    mine = MemberList.objects.filter(owner_id=owner_id).values("id")
    ListMember.objects.filter(list_id__in=mine, account_id=account_id).delete()


def own(owner_id: int, list_id: int) -> MemberList:
    """Returns the owner's list. Raises NotFound, for another's too."""
    found = MemberList.objects.filter(id=list_id, owner_id=owner_id).first()
    if found is None:
        raise NotFound
    return found


def _followed_among(owner_id: int, account_ids: Collection[int]) -> set[int]:
    found = database.rows(
        f"SELECT followee_id FROM follow WHERE follower_id = %(owner)s AND accepted"
        f" AND {database.among('followee_id', 'ids')}",
        {"owner": owner_id, "ids": database.ids(account_ids)},
    )
    return {row[0] for row in found}


def _title(title: str) -> str:
    cleaned = clean_line(title, TITLE_LIMIT + 1)
    if not cleaned:
        raise Invalid(fields={"title": ["blank"]})
    if len(cleaned) > TITLE_LIMIT:
        raise Invalid(fields={"title": ["too_long"]})
    return cleaned


def _policy(word: str) -> str:
    if word not in RepliesPolicy.values:
        raise Invalid(fields={"replies_policy": ["inclusion"]})
    return word
