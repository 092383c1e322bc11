"""Whole houses that a member does not wish to meet."""

import re

from portevoix.domain.relationships.events import (
    FollowRejected,
    FollowTakenBack,
    HouseBlocked,
    HouseUnblocked,
)
from portevoix.domain.relationships.following import end_follow
from portevoix.domain.relationships.models import HouseBlock
from portevoix.kernel import clock, config, database, ids
from portevoix.kernel.errors import Invalid
from portevoix.kernel.hosts import host_of
from portevoix.kernel.pagination import Page
from portevoix.kernel.unit_of_work import command, emit

_HOST = re.compile(r"[a-z0-9.:\[\]-]{1,255}")


@command
def block_house(*, owner_id: int, host: str) -> str:
    """Hides everybody of a house from the owner's lists and ends follows both ways.

    Returns the host as it is kept; again is no change. Raises Invalid (domain: no host,
    or this house).
    """
    found = _host(host)
    is_new = database.insert(
        "house_block",
        once=True,
        id=ids.new_id(),
        owner_id=owner_id,
        host=found,
        created_at=clock.now(),
    )
    if not is_new:
        return found
    for follower_id, followee_id in _follows_with(owner_id, found):
        mine = follower_id == owner_id
        end_follow(follower_id, followee_id, FollowTakenBack if mine else FollowRejected)
    emit(HouseBlocked(owner_id=owner_id, host=found))
    return found


@command
def unblock_house(*, owner_id: int, host: str) -> None:
    """Ends it; when it was not so it is no change. What ended does not come back.

    Raises Invalid (domain).
    """
    found = _host(host)
    if HouseBlock.objects.filter(owner_id=owner_id, host=found).delete()[0]:
        emit(HouseUnblocked(owner_id=owner_id, host=found))


def blocked_houses(owner_id: int, page: Page) -> list[tuple[int, str]]:
    """Returns (row id, host) of the houses that the owner blocks, the last first."""
    found = database.rows(
        f"SELECT id, host FROM house_block WHERE owner_id = %(owner)s"
        f"{page.where('id')}{page.order('id')}",
        {"owner": owner_id} | page.params(),
    )
    return page.arrange([(row[0], row[1]) for row in found])


def _host(text: str) -> str:
    word = text.strip().rpartition("@")[2]
    found = host_of(word if "://" in word else f"https://{word}")
    if not _HOST.fullmatch(found) or found == config.current().host.lower():
        raise Invalid(fields={"domain": ["invalid"]})
    return found


def _follows_with(owner_id: int, host: str) -> list[tuple[int, int]]:
    found = database.rows(
        "SELECT f.follower_id, f.followee_id FROM follow f JOIN account a"
        " ON a.id = CASE WHEN f.follower_id = %(owner)s THEN f.followee_id ELSE f.follower_id END"
        " WHERE (f.follower_id = %(owner)s OR f.followee_id = %(owner)s) AND a.host = %(host)s",
        {"owner": owner_id, "host": host},
    )
    return [(row[0], row[1]) for row in found]
