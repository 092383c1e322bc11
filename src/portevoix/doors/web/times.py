"""Moments in words, in the language and time zone of the reader."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from datetime import date as date_type
from zoneinfo import ZoneInfo

from portevoix.doors.web.words import gettext as _
from portevoix.doors.web.words import later
from portevoix.kernel import clock

MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
DAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)


def zone_named(name: str) -> tzinfo:
    """Returns the time zone `name`, as a browser told it, or UTC when there is no such zone."""
    try:
        return ZoneInfo(name) if name else UTC
    except (KeyError, ValueError, OSError):
        return UTC


def hour(moment: datetime) -> str:
    """Returns the hour of `moment`: "14:02", "14 h 02"."""
    # Translators: the hour of day, 24-hour clock. French: %(hour)s h %(minute)s
    return _("%(hour)s:%(minute)s") % {"hour": moment.hour, "minute": f"{moment.minute:02}"}


def day(moment: datetime, today: datetime) -> str:
    """Returns the day of `moment` as said on `today`: "today", "Tuesday", "3 May", "3 May 2024"."""
    distance = (today.date() - moment.date()).days
    if distance == 0:
        return _("today")
    if distance == 1:
        return _("yesterday")
    if 1 < distance < 7:
        return _(DAYS[moment.weekday()])
    names = {"day": moment.day, "month": _(MONTHS[moment.month - 1]), "year": moment.year}
    if moment.year == today.year:
        # Translators: a day of this year, as in "3 May".
        return _("%(day)s %(month)s") % names
    # Translators: a day of another year, as in "3 May 2024".
    return _("%(day)s %(month)s %(year)s") % names


def day_of(date: date_type) -> str:
    """Returns a day that was noted without its hour, as said today."""
    return day(datetime.combine(date, time(12), UTC), clock.now())


def short(moment: datetime, zone: tzinfo) -> str:
    """Returns how a list says `moment`: "12:40", "yesterday 12:40", "3 May"."""
    here, today = moment.astimezone(zone), clock.now().astimezone(zone)
    if here.date() == today.date():
        return hour(here)
    said = day(here, today)
    if today.date() - here.date() < timedelta(days=7):
        # Translators: a day and an hour, as in "yesterday 12:40".
        return _("%(day)s %(hour)s") % {"day": said, "hour": hour(here)}
    return said


def full(moment: datetime, zone: tzinfo) -> str:
    """Returns `moment` whole: "Tuesday 3 May 2024, 12:40"."""
    here = moment.astimezone(zone)
    # Translators: a full date, as in "Tuesday 3 May 2024, 12:40".
    return _("%(weekday)s %(day)s %(month)s %(year)s, %(hour)s") % {
        "weekday": _(DAYS[here.weekday()]),
        "day": here.day,
        "month": _(MONTHS[here.month - 1]),
        "year": here.year,
        "hour": hour(here),
    }
