from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.values.edtf import EdtfDate, add_days, add_months, month_end


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2025-06-05", "day", date(2025, 6, 5), date(2025, 6, 5)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2020", "year", date(2020, 1, 1), date(2020, 12, 31)),
        ("2025-06-05~", "day", date(2025, 6, 5), date(2025, 6, 5)),
        ("2017?", "year", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-21", "season", date(2017, 3, 1), date(2017, 5, 31)),
        ("2023-24", "season", date(2023, 12, 1), date(2024, 2, 29)),
        ("9999-24", "season", date(9999, 12, 1), date(9999, 12, 31)),
        ("199X", "decade", date(1990, 1, 1), date(1999, 12, 31)),
        ("2024-09/2024-12", "interval", date(2024, 9, 1), date(2024, 12, 31)),
        ("2024~/2025-01-05%", "interval", date(2024, 1, 1), date(2025, 1, 5)),
    ],
)
def test_a_date_knows_its_precision_and_its_days(
    text: str, precision: str, earliest: date, latest: date
) -> None:
    found = EdtfDate.parse(text)
    assert (found.text, found.precision, found.earliest, found.latest) == (text, precision, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2025-02-31", "2025-13", "2025-00", "2025-25", "0000", "000X", "25", "20255", "2025-6-5"),
        *("2025-06-05T10:00", "2025/", "/2025", "2025/2026/2027", "2026/2025", "~", "2025~~", " 2025"),
        *("２０２５", "2025-06-0\n5", "2025\n", "XXXX", "June 2025"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the text differs by fault)
        EdtfDate.parse(text)


def test_marks_of_doubt_do_not_make_another_date() -> None:
    assert EdtfDate.parse("2017-11~") == EdtfDate.parse("2017-11")
    assert hash(EdtfDate.parse("2017-11~")) == hash(EdtfDate.parse("2017-11"))
    assert EdtfDate.parse("2017~").is_approximate
    assert not EdtfDate.parse("2017").is_approximate
    assert EdtfDate.parse("2017~/2018?").unqualified() == "2017/2018"


def test_another_precision_is_another_date() -> None:
    assert EdtfDate.parse("2017") != EdtfDate.parse("2017-01/2017-12")
    assert EdtfDate.parse("2017") != "2017"


@pytest.mark.parametrize(
    ("a", "b", "overlap"),
    [
        ("2017", "2017-11", True),
        ("2017-10", "2017-11", False),
        ("2017-10/2017-12", "2017-12-31", True),
        ("2017-12-31", "2018", False),
        ("201X", "2019-12-31", True),
    ],
)
def test_overlap_goes_both_ways(a: str, b: str, overlap: bool) -> None:
    first, second = EdtfDate.parse(a), EdtfDate.parse(b)
    assert first.overlaps(second) is second.overlaps(first) is overlap


def test_dates_sort_by_their_first_day() -> None:
    texts = ["2018", "2017-11", "201X", "2017"]
    assert [d.text for d in sorted(map(EdtfDate.parse, texts))] == ["201X", "2017", "2017-11", "2018"]


def test_a_year_contains_its_months_only() -> None:
    assert EdtfDate.parse("2017").contains(EdtfDate.parse("2017-11"))
    assert not EdtfDate.parse("2017-11").contains(EdtfDate.parse("2017"))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 5, 31), 12, date(2025, 5, 31)),
        (date(9999, 12, 1), 1, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months_are_added_within_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_days_are_added_within_the_calendar() -> None:
    assert add_days(date(2024, 2, 28), 2) == date(2024, 3, 1)
    assert add_days(date.max, 10**9) == date.max
    assert add_days(date.min, -1) == date.min
    assert month_end(2023, 2) == date(2023, 2, 28)


@given(st.dates())
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    found = EdtfDate.parse(day.isoformat())
    assert found.earliest == found.latest == day
    assert EdtfDate.parse(day.isoformat()[:7]).contains(found)


@given(st.text(alphabet="0123456789-/X~?%", max_size=24))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        found = EdtfDate.parse(text)
    except ValueError:
        return
    assert found.earliest <= found.latest
