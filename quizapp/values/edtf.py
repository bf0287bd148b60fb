"""Dates that know how exact they are, in the Extended Date/Time Format (Library of Congress; ISO 8601-2)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Self

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_QUALIFIERS = "~?%"

# Seasons of the northern half of the earth, by the month they begin in; EDTF itself does not say.
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}
SPRING, SUMMER, AUTUMN, WINTER = _SEASON_STARTS


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class EdtfDate:
    """A date, month, season, year, decade or interval.

    `earliest` and `latest` are the first and the last day it may mean. Two dates are equal when they mean
    the same days with the same precision; "~", "?" and "%" do not count for that. They sort by `earliest`.
    """

    text: str
    precision: str
    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2017-11-08`, `2017-11`, `2017`, `2017-23` (season), `201X`, or `a/b`; each may end in ~ ? %.

        Raises ValueError for anything else, for a day that is in no calendar, and for an interval that
        ends before it begins.
        """
        first, slash, second = text.partition("/")
        if not slash:
            precision, earliest, latest = _span(first)
            return cls(text, precision, earliest, latest)
        earliest, latest = _span(first)[1], _span(second)[2]
        if latest < earliest:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(text, "interval", earliest, latest)

    @property
    def is_approximate(self) -> bool:
        """Whether the date is marked as approximate or uncertain."""
        return any(mark in self.text for mark in _QUALIFIERS)

    def overlaps(self, other: "EdtfDate") -> bool:
        """Tell whether some day belongs to both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def contains(self, other: "EdtfDate") -> bool:
        """Tell whether every day of `other` belongs to this date."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    def unqualified(self) -> str:
        """Return the text without its marks of doubt."""
        return "".join(c for c in self.text if c not in _QUALIFIERS)

    def _key(self) -> tuple[date, date, str]:
        return (self.earliest, self.latest, self.precision)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, EdtfDate) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __lt__(self, other: "EdtfDate") -> bool:
        return self._key() < other._key()


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later (earlier when negative), the month's last day where it is missing.

    Beyond the calendar (years 1 to 9999) the calendar's own end is returned.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """Return `days` later (earlier when negative), held within the calendar (years 1 to 9999)."""
    return date.fromordinal(max(1, min(date.max.toordinal(), day.toordinal() + days)))


def _span(text: str) -> tuple[str, date, date]:
    plain = text[:-1] if text.endswith(tuple(_QUALIFIERS)) else text
    if found := _DAY.fullmatch(plain):
        day = date(*map(int, found.groups()))
        return "day", day, day
    if found := _MONTH.fullmatch(plain):
        return _month_or_season(int(found[1]), int(found[2]))
    if found := _YEAR.fullmatch(plain):
        return "year", date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    if found := _DECADE.fullmatch(plain):
        return "decade", date(int(found[1]) * 10, 1, 1), date(int(found[1]) * 10 + 9, 12, 31)
    raise ValueError(f"{text!r} is no EDTF date of the forms used here")


def _month_or_season(year: int, number: int) -> tuple[str, date, date]:
    if number not in _SEASON_STARTS:
        first = date(year, number, 1)
        return "month", first, month_end(year, number)
    first = date(year, _SEASON_STARTS[number], 1)
    last = add_months(first, 2)
    return "season", first, month_end(last.year, last.month)
