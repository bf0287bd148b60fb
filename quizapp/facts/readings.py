"""The value of a fact, read as what it is: an amount, a date or text."""

from decimal import Decimal

from quizapp.facts.fact import QUANTITY_KINDS, Fact
from quizapp.values.edtf import EdtfDate
from quizapp.values.folding import comparable
from quizapp.values.quantities import Quantity, iso_duration
from quizapp.values.units import convert, converts, fold_unit


def quantity_of(fact: Fact) -> Quantity | None:
    """The amount of a percent, duration, money, count or index fact; None for others and for bad values."""
    if fact.kind not in QUANTITY_KINDS or fact.value is None:
        return None
    if isinstance(fact.value, str):
        return _duration(fact.value)
    unit = "percent" if fact.kind == "percent" and not fact.unit else fold_unit(fact.unit or "")
    return Quantity(Decimal(str(fact.value)), unit)


def date_of(fact: Fact) -> EdtfDate | None:
    """The date that is the fact's value, of a date or a visit say; None where the value is none."""
    if fact.kind in QUANTITY_KINDS or not isinstance(fact.value, str):
        return None
    try:
        return EdtfDate.parse(fact.value)
    except ValueError:
        return None


def text_of(fact: Fact) -> str:
    """The value as folded text; "" where it is an amount, a date or nothing."""
    is_text = isinstance(fact.value, str) and fact.kind not in QUANTITY_KINDS and date_of(fact) is None
    return comparable(str(fact.value)) if is_text else ""


def is_same_amount(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts are equal once told in one unit; an amount without a unit may be in any."""
    if a.unit is None or b.unit is None:
        return a.value == b.value
    return converts(a.unit, b.unit) and convert(a.value, a.unit, b.unit) == b.value


def _duration(text: str) -> Quantity | None:
    try:
        return iso_duration(text)
    except ValueError:
        return None
