"""Questions about accounts. Nothing here writes."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce, Lower

from portevoix.domain.accounts.models import Account, Member, Standing
from portevoix.domain.accounts.reader import NOBODY, Reader
from portevoix.domain.accounts.search import search
from portevoix.kernel import clock, database
from portevoix.kernel.errors import Gone, NotFound
from portevoix.kernel.loading import load, load_with

__all__ = [
    "by_handle",
    "by_handles",
    "by_id",
    "by_ids",
    "by_uri",
    "counts",
    "held",
    "member",
    "member_named",
    "members",
    "members_among",
    "posting_habits",
    "search",
    "shown",
    "taken",
    "viewer_of",
]


class Counts(NamedTuple):
    """Active members, those seen within 30 and 180 days, and the posts of all of them."""

    members: int
    month: int
    half_year: int
    posts: int


class Habits(NamedTuple):
    """A member's audience (a rung), language and sensitivity when a post says nothing of them."""

    audience: str
    language: str
    sensitive: bool


_NOT_YET = (Standing.PENDING, Standing.UNCONFIRMED)


def by_id(account_id: int) -> Account | None:
    """Returns the account, whatever its standing, or None."""
    found = load(Account, "WHERE id = %s", [account_id])
    return found[0] if found else None


def by_ids(account_ids: Iterable[int]) -> dict[int, Account]:
    """Returns those accounts that exist, by their ids, in one query."""
    wanted = set(account_ids)
    if not wanted:
        return {}
    where = f"WHERE {database.among('id', 'ids')}"
    return {made.id: made for made in load(Account, where, {"ids": database.ids(wanted)})}


def held(account_ids: Iterable[int]) -> dict[int, Account]:
    """Returns those accounts that exist, kept from other units of work until the commit.

    Whoever changes what ties two accounts holds both first, in the order of their
    ids: so a follow never slips past a block, and no two wait for each other.
    """
    rows = Account.objects.select_for_update(no_key=True)
    found = rows.filter(id__in=set(account_ids)).order_by("id")
    return {account.pk: account for account in found}


def by_handle(name: str, host: str = "") -> Account | None:
    """Returns the account called `name` at `host` (none: this house), in any case of letters."""
    where = "WHERE LOWER(name) = %s AND host = %s"
    found = load(Account, where, [name.lower(), host.lower()])
    return found[0] if found else None


def by_handles(handles: Collection[tuple[str, str]]) -> dict[tuple[str, str], Account]:
    """Returns the accounts that are there among these (name, host), by what was asked for."""
    asked = {(name.lower(), host.lower()): (name, host) for name, host in handles}
    if not asked:
        return {}
    named = Account.objects.annotate(lower_name=Lower("name")).filter(standing=Standing.ACTIVE)
    any_of = reduce(or_, (Q(lower_name=name, host=host) for name, host in asked))
    return {asked[found.name.lower(), found.host]: found for found in named.filter(any_of)}


def members_among(account_ids: Iterable[int]) -> list[int]:
    """Returns those of `account_ids` that are members here, each once, in the given order."""
    asked = list(dict.fromkeys(account_ids))
    where = f"WHERE {database.among('account_id', 'ids')}"
    found = database.rows(f"SELECT account_id FROM member {where}", {"ids": database.ids(asked)})
    here = {row[0] for row in found}
    return [account_id for account_id in asked if account_id in here]


def by_uri(uri: str) -> Account | None:
    """Returns the account elsewhere with this exact id, or None. People here have none stored."""
    found = load(Account, "WHERE uri = %s", [uri])
    return found[0] if found else None


def shown(account_id: int) -> Account:
    """Returns an account whose page may be shown.

    Raises NotFound for unknown accounts and those that wait; Gone for suspended,
    leaving and deleted ones.
    """
    account = by_id(account_id)
    if account is None or account.standing in _NOT_YET:
        raise NotFound
    if account.standing != Standing.ACTIVE:
        raise Gone
    return account


def member(account_id: int, *, lock: bool = False) -> Member | None:
    """Returns the login of an account of this house, with its account, or None; may lock it."""
    if lock:
        waited_for = Member.objects.select_related("account").select_for_update()
        return waited_for.filter(pk=account_id).first()
    found = load_with(Member, "account", "WHERE member.account_id = %s", [account_id])
    return found[0] if found else None


def member_named(name: str, *, lock: bool = False) -> Member | None:
    """Returns the member called `name`, with its account, or None; `lock` until the commit."""
    found = Member.objects.select_related("account").filter(name=name)
    return (found.select_for_update() if lock else found).first()


def posting_habits(account_id: int) -> Habits:
    """Returns what a member's apps leave out when they post. Raises NotFound for others."""
    found = database.rows(
        "SELECT default_audience, default_language, default_sensitive FROM member"
        " WHERE account_id = %s",
        [account_id],
    )
    if not found:
        raise NotFound
    return Habits(found[0][0], found[0][1], bool(found[0][2]))


def members(*, standing: int | None = None) -> list[Member]:
    """Returns the members in the order in which they joined, with their accounts."""
    found = Member.objects.select_related("account").order_by("account_id")
    if standing is not None:
        found = found.filter(account__standing=standing)
    return list(found)


def taken(name: str) -> bool:
    """Whether an account of this house has, or once had, this name."""
    return by_handle(name) is not None


def viewer_of(found: Member | None) -> Reader:
    """Returns as whom a member reads: nobody while they may not be here."""
    if found is None or found.account.standing != Standing.ACTIVE:
        return NOBODY
    return Reader(found.pk, is_member=True, frozen=found.account.frozen)


def counts() -> Counts:
    """Returns the figures by which a house is described to the outside."""
    today = clock.now().date()
    here = Member.objects.filter(account__standing=Standing.ACTIVE)
    figures = here.aggregate(
        members=Count("pk"),
        month=Count("pk", filter=Q(seen_on__gt=today - timedelta(days=30))),
        half_year=Count("pk", filter=Q(seen_on__gt=today - timedelta(days=180))),
        posts=Coalesce(Sum("account__posts_count"), 0),
    )
    return Counts(**figures)
