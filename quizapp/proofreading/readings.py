"""What the text of an option says when it is an amount or a date, held against the value of a fact."""

import re
from dataclasses import dataclass

from quizapp.facts.fact import Fact
from quizapp.facts.readings import date_of, is_same_amount, quantity_of
from quizapp.values.edtf import EdtfDate
from quizapp.values.quantities import Quantity, read_quantity
from quizapp.values.units import is_known
from quizapp.values.written_dates import read_date

_QUALIFIERS = (
    "up to|more than|less than|at least|at most|about|around|roughly|nearly|almost|over|under|by|in|on"
)
_QUALIFIER = re.compile(rf"\s*(?:{_QUALIFIERS})\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as an amount, as a date (a bare year is both), or as neither."""

    amount: Quantity | None
    date: EdtfDate | None

    def says(self, fact: Fact) -> bool:
        """Whether the text tells the fact's value.

        A date may tell it less exactly ("2019" for June 2019), or pick a part of a span ("November 2024"
        for late 2024).
        """
        amount, date = quantity_of(fact), date_of(fact)
        if self.amount and amount and is_same_amount(self.amount, amount):
            return True
        return bool(self.date and date and _is_told(date, self.date))

    def is_comparable_with(self, fact: Fact) -> bool:
        """Whether text and fact are of one sort, so that they can disagree."""
        if self.date:  # a bare year is compared as an amount only where it happens to be one
            return date_of(fact) is not None
        return self.amount is not None and quantity_of(fact) is not None


def _is_told(fact: EdtfDate, given: EdtfDate) -> bool:
    return given.contains(fact) or (fact.precision == "interval" and fact.contains(given))


def read(text: str) -> Reading:
    """The reading of `text` as it stands."""
    amount = read_quantity(text)
    # "A trade deal" is one trade deal to a reader of amounts; here only amounts in real units are meant.
    is_real = amount is not None and (amount.unit is None or is_known(amount.unit))
    return Reading(amount if is_real else None, read_date(text))


def read_unqualified(text: str) -> Reading:
    """The reading of `text` without a first word that only limits it ("up to 125%")."""
    first = _QUALIFIER.match(text)
    return read(text[first.end() :] if first else text)
