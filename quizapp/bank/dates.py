"""Dates and durations of the native files in words, as exact as they are."""

from datetime import datetime

from babel.dates import format_date, format_skeleton
from babel.units import format_unit

from quizapp.translations import current_locale, gettext
from quizapp.values.edtf import EdtfDate
from quizapp.values.quantities import iso_duration

_SKELETONS = {"month": "yMMMM", "year": "y"}


def date_in_words(text: str) -> str:
    """Say an EDTF date ("2025-06-05~": "about June 5, 2025"); a text that is none comes back as it is."""
    try:
        when = EdtfDate.parse(text)
    except ValueError:
        return text
    words = _words(when)
    return gettext("about %(date)s", date=words) if when.is_approximate else words


def duration_in_words(text: str) -> str:
    """Say an ISO 8601 duration ("PT90M": "90 minutes"); a text that is none comes back as it is."""
    try:
        amount = iso_duration(text)
    except ValueError:
        return text
    unit = f"duration-{(amount.unit or '').removesuffix('s')}"
    return str(format_unit(amount.value, unit, locale=current_locale()))


def _words(when: EdtfDate) -> str:
    day = when.earliest
    if when.precision == "day":
        return str(format_date(day, "long", locale=current_locale()))
    if when.precision in _SKELETONS:
        moment = datetime(day.year, day.month, day.day)
        return str(format_skeleton(_SKELETONS[when.precision], moment, locale=current_locale()))
    if when.precision == "interval":
        first, second = when.unqualified().split("/")
        return gettext(
            "%(first)s to %(last)s", first=_words(EdtfDate.parse(first)), last=_words(EdtfDate.parse(second))
        )
    if when.precision == "decade":
        return gettext("the %(year)ds", year=when.earliest.year)
    return _season(when)


def _season(when: EdtfDate) -> str:
    sentences = {
        3: gettext("spring %(year)d", year=when.earliest.year),
        6: gettext("summer %(year)d", year=when.earliest.year),
        9: gettext("fall %(year)d", year=when.earliest.year),
        12: gettext("winter %(year)d", year=when.earliest.year),
    }
    return sentences[when.earliest.month]
