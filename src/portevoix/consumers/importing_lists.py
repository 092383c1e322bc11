"""Rows of lists.csv: somebody is put into a list of that title, made where there is none."""

from portevoix.domain.accounts.models import Account
from portevoix.domain.archives.models import Import
from portevoix.domain.archives.queries import all_rows
from portevoix.domain.relationships.queries import is_following
from portevoix.domain.timelines.list_queries import lists_of, lists_with, members_of
from portevoix.domain.timelines.lists import (
    add_to_list,
    create_list,
    delete_list,
    remove_from_list,
)
from portevoix.kernel.errors import Invalid
from portevoix.kernel.pagination import Page

_EVERYBODY = 100_000


def put(owner_id: int, title: str, other: Account) -> None:
    """Puts a followed person into the list. Raises Invalid (not_followed; too many lists)."""
    if not is_following(owner_id, other.pk):
        raise Invalid(code="not_followed")
    if any(each.title == title for each in lists_with(owner_id, other.pk)):
        return
    found = next((each for each in lists_of(owner_id) if each.title == title), None)
    there = found or create_list(owner_id=owner_id, title=title)
    add_to_list(owner_id=owner_id, list_id=there.id, account_ids=[other.pk])


def sweep(brought: Import) -> None:
    """Empties what the file brings anew, and takes the lists away that it does not have."""
    titles = {row.data["list"] for row in all_rows(brought.id)}
    for each in lists_of(brought.owner_id):
        if each.title not in titles:
            delete_list(owner_id=brought.owner_id, list_id=each.id)
            continue
        people = [account_id for _, account_id in members_of(each.id, Page(limit=_EVERYBODY))]
        remove_from_list(owner_id=brought.owner_id, list_id=each.id, account_ids=people)
