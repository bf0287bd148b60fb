from decimal import Decimal

import pytest

from quizapp.values.units import convert, converts, fold_unit, is_known, smaller


@pytest.mark.parametrize(
    ("text", "unit"),
    [("%", "percent"), ("Mins", "minutes"), ("per  cent", "percent"), ("Electoral Votes", "electoral votes")],
)
def test_a_unit_has_one_name(text: str, unit: str) -> None:
    assert fold_unit(text) == unit


def test_no_text_is_no_unit() -> None:
    assert fold_unit(" ") is None


def test_only_named_units_are_known() -> None:
    assert is_known("hours")
    assert not is_known("votes")


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        ("1.5", "hours", "minutes", "90"),
        ("90", "minutes", "hours", "1.5"),
        ("2", "weeks", "days", "14"),
        ("36", "hours", "days", "1.5"),
        ("2", "years", "months", "24"),
        ("30", "votes", "votes", "30"),
    ],
)
def test_times_convert(value: str, unit: str, into: str, expected: str) -> None:
    assert convert(Decimal(value), unit, into) == Decimal(expected)


@pytest.mark.parametrize(("unit", "into"), [("months", "days"), ("percent", "points"), ("votes", "days")])
def test_what_has_no_fixed_size_in_the_other_does_not_convert(unit: str, into: str) -> None:
    assert not converts(unit, into)
    with pytest.raises(ValueError, match="do not convert"):
        convert(Decimal(1), unit, into)


def test_the_smaller_unit_takes_the_sum() -> None:
    assert smaller("hours", "minutes") == "minutes"
    assert smaller("votes", "votes") == "votes"
