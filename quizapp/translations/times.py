"""Moments and days in words, in a class's time zone and the reader's language."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal
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
    return _day_in_words(day, with_year, str(current_locale()))


@lru_cache(maxsize=1000)  # the same few days stand on every page of a quiz
def _day_in_words(day: date, with_year: bool, locale: str) -> str:
    if with_year:
        return str(format_date(day, "full", locale=locale))
    return str(format_skeleton("MMMMEEEEd", datetime(day.year, day.month, day.day), locale=locale))


def clock_time(moment: datetime, zone: str, *, with_seconds: bool = False) -> str:
    """Say the time of day in `zone`: "3:00 PM"."""
    local = moment.astimezone(ZoneInfo(zone)).time().replace(microsecond=0)
    if with_seconds:
        return _time_in_words(local, "medium", current_locale())
    return _time_in_words(local.replace(second=0), "short", current_locale())


@lru_cache(maxsize=3000)  # a day has 1,440 minutes
def _time_in_words(local: time, length: Literal["medium", "short"], locale: str) -> str:
    return str(format_time(local, length, locale=locale))
