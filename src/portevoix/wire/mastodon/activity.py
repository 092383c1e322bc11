"""What happened in this house, week by week."""

from datetime import datetime, timedelta

from portevoix.kernel import clock
from portevoix.kernel.database import as_stored, rows

_WEEKS = 12
_WEEK = """
    SELECT (SELECT COUNT(*) FROM post p JOIN account a ON a.id = p.author_id
             WHERE a.host = '' AND p.created_at >= %(since)s AND p.created_at < %(until)s
               AND p.deleted_at IS NULL),
           (SELECT COUNT(*) FROM member
             WHERE seen_on >= %(first_day)s AND seen_on < %(last_day)s),
           (SELECT COUNT(*) FROM member WHERE joined_at >= %(since)s AND joined_at < %(until)s)
"""


def activity() -> list[dict[str, str]]:
    """Returns posts, members last seen (as logins) and newcomers of twelve weeks, newest first."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    return [_week(monday - timedelta(weeks=back)) for back in range(_WEEKS)]


def _week(monday: datetime) -> dict[str, str]:
    after = monday + timedelta(weeks=1)
    about = {
        "since": as_stored(monday),
        "until": as_stored(after),
        "first_day": monday.date().isoformat(),
        "last_day": after.date().isoformat(),
    }
    posts, seen, joined = rows(_WEEK, about)[0]
    return {
        "week": str(int(monday.timestamp())),
        "statuses": str(posts),
        "logins": str(seen),
        "registrations": str(joined),
    }
