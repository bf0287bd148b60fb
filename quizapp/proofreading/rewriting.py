"""A short text that says one value of a fact, made to say another in the same form."""

import re
from decimal import Decimal

from quizapp.facts.fact import Fact
from quizapp.facts.readings import date_of, quantity_of, text_of
from quizapp.proofreading.readings import read, read_unqualified
from quizapp.values.edtf import EdtfDate
from quizapp.values.folding import comparable
from quizapp.values.quantities import Quantity
from quizapp.values.units import convert, converts

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_EXACTNESS = ("year", "month", "day")


def says(text: str, fact: Fact) -> bool:
    """Whether the whole text is the value of the fact, with a word such as "up to" before it or none."""
    return read_unqualified(text).says(fact) or (text_of(fact) != "" and comparable(text) == text_of(fact))


def rewritten(text: str, before: Fact, after: Fact) -> str | None:
    """`text`, which says the value of `before`, with that of `after`; None where that takes a person."""
    if text_of(before) and comparable(text) == text_of(before):
        return str(after.value) if text_of(after) else None
    reading = read_unqualified(text)
    if reading.amount and quantity_of(before):
        return _with_amount(text, reading.amount, before, after)
    return _with_date(text, after)


def amount_in(unit: str | None, before: Fact, after: Fact) -> Decimal | None:
    """The amount of `after` in this unit; an answer without a unit is in that of `before`."""
    old, new = quantity_of(before), quantity_of(after)
    if old is None or new is None:
        return None
    into = unit or old.unit
    if into is None or new.unit is None or new.unit == into:
        return new.value
    return convert(new.value, new.unit, into) if converts(new.unit, into) else None


def date_like(given: EdtfDate, after: Fact) -> EdtfDate | None:
    """The date of `after`, no more exact than `given`."""
    date = date_of(after)
    if date is None or date.precision not in _EXACTNESS or given.precision not in _EXACTNESS:
        return date
    length = 4 + 3 * min(_EXACTNESS.index(date.precision), _EXACTNESS.index(given.precision))
    return EdtfDate.parse(date.unqualified()[:length])


def figure(value: Decimal) -> int | float:
    """A number as the files write it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _with_amount(text: str, given: Quantity, before: Fact, after: Fact) -> str | None:
    """The one figure of the text changed; None for several, for words, and for "1.2 million"."""
    figures = _FIGURE.findall(text)
    value = amount_in(given.unit, before, after)
    if value is None or len(figures) != 1 or Decimal(figures[0].replace(",", "")) != given.value:
        return None
    number = f"{figure(value):,}" if "," in figures[0] else f"{figure(value)}"
    return text.replace(figures[0], number)


def _with_date(text: str, after: Fact) -> str | None:
    """A day, month or year written as this text writes its own."""
    given = read(text).date
    date = date_like(given, after) if given else None
    if given is None or date is None or date.precision != given.precision:
        return None
    for write in (_american, _british, lambda date: str(date.unqualified())):
        if write(given) == text:
            return write(date)
    return None


def _american(date: EdtfDate) -> str:
    day = f"{date.earliest.day}, " if date.precision == "day" else ""
    return f"{_MONTHS[date.earliest.month - 1]} {day}{date.earliest.year}"


def _british(date: EdtfDate) -> str:
    return f"{date.earliest.day} {_MONTHS[date.earliest.month - 1]} {date.earliest.year}"
