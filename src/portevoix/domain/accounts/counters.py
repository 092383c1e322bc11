"""The counts on an account, kept where things happen, in the same transaction."""

from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Greatest

from portevoix.domain.accounts.models import Account
from portevoix.kernel import database

_CHUNK = 500
_COUNTS = {"follower": "following_count", "followee": "followers_count"}


def count_follow(*, follower_id: int, followee_id: int, by: int) -> None:
    """Adds `by` (1 or -1) to what one follows and to those who follow the other.

    Rows are taken in the order of their ids, so that two at once never wait for each other.
    """
    sides = sorted([(follower_id, "follower"), (followee_id, "followee")])
    for account_id, side in sides:
        _add([account_id], _COUNTS[side], by)


def count_parting(account_id: int, *, followers: list[int], following: list[int]) -> None:
    """Takes an account that is gone out of the counts of its former followers and followees."""
    for count, others in (("following_count", followers), ("followers_count", following)):
        for start in range(0, len(others), _CHUNK):
            _add(sorted(others)[start : start + _CHUNK], count, -1)
    Account.objects.filter(id=account_id).update(followers_count=0, following_count=0)


def count_post(account_id: int, *, by: int, on: date | None = None) -> None:
    """Adds `by` to an author's posts; `on` is the day of a new one."""
    # Publishing is a hot path: one statement by hand instead of two through the ORM.
    database.run(
        "UPDATE account SET"
        " posts_count = CASE WHEN posts_count + %(by)s > 0 THEN posts_count + %(by)s ELSE 0 END,"
        " last_post_on = CASE WHEN last_post_on > %(on)s THEN last_post_on"
        " ELSE COALESCE(%(on)s, last_post_on) END WHERE id = %(id)s",
        {"by": by, "on": on, "id": account_id},
    )


def _add(account_ids: list[int], count: str, by: int) -> None:
    # Counts of people elsewhere are what their house says, so a difference may pass zero.
    changed = Greatest(F(count) + by, Value(0))
    Account.objects.filter(id__in=account_ids).update(**{count: changed})
