"""Moments and days in words, in a class's time zone and the reader's language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time

from quizapp.translations import current_locale, gettext


def moment_in_words(moment: datetime, zone: str, now: datetime) -> str:
    """Say a moment as a person would: "Friday, June 5, 3:00 PM", with the year where it is another one."""
    local = moment.astimezone(ZoneInfo(zone))
    is_this_year = local.year == now.astimezone(ZoneInfo(zone)).year
    day = day_in_words(local.date(), with_year=not is_this_year)
    return gettext("%(day)s, %(time)s", day=day, time=clock_time(moment, zone))


def day_in_words(day: date, with_year: bool = False) -> str:
    """Say a day: "Friday, June 5"."""
    if with_year:
        return str(format_date(day, "full", locale=current_locale()))
    return str(format_skeleton("MMMMEEEEd", datetime(day.year, day.month, day.day), locale=current_locale()))


def clock_time(moment: datetime, zone: str, *, with_seconds: bool = False) -> str:
    """Say the time of day in `zone`: "3:00 PM"."""
    length = "medium" if with_seconds else "short"
    return str(format_time(moment.astimezone(ZoneInfo(zone)), length, locale=current_locale()))
