from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.values.conventions import US, Conventions
from quizapp.values.written_dates import read_date

DAY_FIRST = Conventions(day_first=True)


@pytest.mark.parametrize(
    "text",
    [
        *("June 5, 2025", "5 June 2025", "Jun 5 2025", "JUNE 5 , 2025", "june 5 2025.", "5-Jun-2025"),
        *("2025-06-05", "2025/6/5", "2025.06.05", "6/5/2025", "06/05/2025", "6-5-2025", "6.5.2025", "6/5/25"),
        *("Thursday, June 5th, 2025", "Thu 5 Jun 2025", "the 5th of June, 2025", "5th of June 2025"),
        *("on June 5, 2025", "2025 June 5", "June  5,2025", "6 / 5 / 2025", "Jun. 5, 2025", "  June 5 2025 "),
    ],
)
def test_the_common_forms_of_a_day(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert (found.text, found.precision) == ("2025-06-05", "day")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("June 2025", "2025-06"),
        ("June, 2025", "2025-06"),
        ("in June of 2025", "2025-06"),
        ("6/2025", "2025-06"),
        ("2025-6", "2025-06"),
        ("2025/06", "2025-06"),
        ("2025", "2025"),
        ("2025.", "2025"),
        ("the year 2025", "2025"),
        ("Sept. 2001", "2001-09"),
        ("Sep 3 2001", "2001-09-03"),
        ("fall 2017", "2017-23"),
        ("Autumn of 2017", "2017-23"),
        ("late 2024", "2024-09/2024-12"),
        ("mid-2024", "2024-05/2024-08"),
        ("the 1990s", "199X"),
        ("1990's", "199X"),
        ("202X", "202X"),
        ("2025-06~", "2025-06~"),
        ("May 2024 to June 2025", "2024-05/2025-06"),
        ("from May 2024 until June 2025", "2024-05/2025-06"),
        ("December 2024 – January 2025", "2024-12/2025-01"),
        ("7/4/76", "1976-07-04"),
        ("February 29, 2024", "2024-02-29"),
    ],
)
def test_other_precisions(text: str, expected: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize(
    ("text", "conventions", "expected"),
    [
        ("6/5/2025", US, "2025-06-05"),
        ("6/5/2025", DAY_FIRST, "2025-05-06"),
        ("13/6/2025", US, "2025-06-13"),
        ("6/13/2025", DAY_FIRST, "2025-06-13"),
        ("2025-06-05", DAY_FIRST, "2025-06-05"),
        ("June 5, 2025", DAY_FIRST, "2025-06-05"),
    ],
)
def test_the_class_says_which_figure_is_the_day(text: str, conventions: Conventions, expected: str) -> None:
    found = read_date(text, conventions)
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "June 5",
            "5",
            "12",
            "May",
            "Monday",
            "yesterday",
            "Feb 31 2025",
            "2/31/2025",
            "13/13/2025",
        ),
        *("June 31, 2025", "2025 2026", "20/2025", "June 5 25", "June July 2025", "2025 or 2026", "0000"),
        *("99999", "June 5, 2025 June", "1/2/3/4", "2025-06-05T10:00", "0/5/2025", "x" * 101, "²⁰²⁵/", "-"),
        "2026 to 2025",
    ],
)
def test_what_cannot_be_read_is_none(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_from_its_written_forms(day: date) -> None:
    for form in ("%B %d, %Y", "%d %B %Y", "%a %d %b %Y", "%Y/%m/%d", "%m/%d/%Y"):
        found = read_date(day.strftime(form))
        assert found is not None
        assert found.text == day.isoformat()


@given(st.text(max_size=120), st.booleans())
def test_no_text_breaks_the_reader(text: str, day_first: bool) -> None:
    found = read_date(text, Conventions(day_first=day_first))
    assert found is None or found.earliest <= found.latest
