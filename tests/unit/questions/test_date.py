from typing import Any

import pytest

from quizapp.errors import Problem
from quizapp.questions.date import Date
from quizapp.values.conventions import Conventions


def body(answer: str | int, **more: Any) -> Date:
    return Date.from_dict({"answer": answer, **more})


@pytest.mark.parametrize(
    ("answer", "response"),
    [
        ("2017-11", "November 2017"),
        ("2017-11", "11/2017"),
        ("2017-11", "2017-11"),
        ("2017-11~", "Nov. 2017"),
        ("2025-06-05", "June 5, 2025"),
        ("2025-06-05", "6/5/2025"),
        (2020, "2020"),
        ("2017-23", "fall 2017"),
        ("199X", "the 1990s"),
        ("2024-09/2024-12", "late 2024"),
    ],
)
def test_the_date_itself_is_right_in_any_form(answer: str | int, response: str) -> None:
    assert body(answer).fraction(response) == 1


@pytest.mark.parametrize(
    ("answer", "response", "fraction"),
    [
        ("2017-11", "5 November 2017", 1),
        ("2017", "November 2017", 1),
        ("199X", "1995", 1),
        ("2024-09/2024-12", "October 2024", 1),
        ("2017-23", "October 2017", 1),
        ("2017", "2017-01/2017-12", 1),
        ("2017-11", "5 December 2017", 0),
        ("2017-11", "2017", 0),
        ("2024-09/2024-12", "2024", 0),
        ("2017-11", "2010 to 2020", 0),
    ],
)
def test_more_exact_is_right_and_less_exact_is_not(answer: str, response: str, fraction: float) -> None:
    assert body(answer).fraction(response) == fraction


@pytest.mark.parametrize(
    ("answer", "response", "fraction"),
    [
        ("2017-11", "2017", 0.5),
        ("2017-11", "December 2017", 0.5),
        ("2017-11", "5 December 2017", 0.5),
        ("2017-11", "November 2018", 0),
        ("2017-11-08", "November 2017", 0.75),
        ("2017-11-08", "9 November 2017", 0.75),
        ("2017-11-08", "8 October 2017", 0.5),
        ("2017-11-08", "2017", 0.5),
        ("2017-11-08", "fall 2017", 0.5),
        ("2017-11-08", "8 November 2016", 0),
        ("2017-11-08", "8 November 2017", 1),
        ("2024-09/2024-12", "2024", 0.5),
        ("2024-09/2025-01", "2024", 0),
    ],
)
def test_part_credit(answer: str, response: str, fraction: float) -> None:
    question = body(answer, part_credit={"month": 0.75, "year": 0.5})
    assert question.fraction(response) == fraction


@pytest.mark.parametrize(
    ("answer", "tolerance", "response", "fraction"),
    [
        ("2017-11-08", {"days": 2}, "November 10, 2017", 1),
        ("2017-11-08", {"days": 2}, "November 6, 2017", 1),
        ("2017-11-08", {"days": 2}, "November 11, 2017", 0),
        ("2017-11-08", {"days": 2}, "November 2017", 0),
        ("2017-11", {"days": 1}, "December 1, 2017", 1),
        ("2017-11", {"months": 1}, "December 2017", 1),
        ("2017-11", {"months": 1}, "December 31, 2017", 1),
        ("2017-11", {"months": 1}, "October 2017", 1),
        ("2017-11", {"months": 1}, "January 2018", 0),
        ("2017-11-08", {"months": 1}, "October 2017", 1),
        ("2017-11-08", {"months": 1}, "December 8, 2017", 1),
        ("2017-11-08", {"months": 1}, "December 9, 2017", 0),
        ("2017-11-08", {"years": 1}, "2018", 1),
        (1789, {"years": 1}, "1790", 1),
        (1789, {"years": 1}, "1791", 0),
        ("2017-11", {"months": 0}, "December 2017", 0),
        ("0001", {"years": 5}, "0003", 1),
        ("9999", {"months": 5}, "9999", 1),
    ],
)
def test_tolerance(answer: str | int, tolerance: dict[str, int], response: str, fraction: float) -> None:
    assert body(answer, tolerance=tolerance).fraction(response) == fraction


def test_the_class_says_which_figure_is_the_day() -> None:
    question = body("2025-06-05")
    assert question.fraction("5/6/2025") == 0
    assert question.fraction("5/6/2025", Conventions(day_first=True)) == 1


def test_what_is_no_date_earns_nothing() -> None:
    for text in ("", "soon", "June 5", None):
        assert body("2025-06-05", part_credit={"year": 0.5}).fraction(text) == 0


def test_texts() -> None:
    assert body("2017-11~").right_answer() == "2017-11"
    assert body("2017-11").key_texts() == ["2017-11"]
    assert body("soon").key_texts() == []
    assert body("2017-11").summarize(" June  2025 ") == "June 2025"
    reading = body("2017-11").reading("June 2025")
    assert reading is not None
    assert reading.text == "2025-06"


def test_the_native_dict_comes_back() -> None:
    full = {"answer": "2017-11", "tolerance": {"months": 1}, "part_credit": {"year": 0.5}}
    assert Date.from_dict(full).to_dict() == full
    assert body(476).to_dict() == {"answer": "0476"}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"answer": "2025-02-31"}, Problem("bad_date", ("answer",), {"text": "2025-02-31"})),
        ({}, Problem("bad_date", ("answer",), {"text": ""})),
        (
            {"answer": "2017", "tolerance": {"days": -1}},
            Problem("negative_tolerance", ("tolerance", "days")),
        ),
        ({"answer": "2017", "tolerance": {"hours": 1}}, Problem("unknown_unit", ("tolerance", "hours"))),
        ({"answer": "2017", "part_credit": {"day": 1}}, Problem("unknown_unit", ("part_credit", "day"))),
        (
            {"answer": "2017", "part_credit": {"year": 1.5}},
            Problem("fraction_out_of_range", ("part_credit", "year")),
        ),
    ],
)
def test_what_is_wrong(data: dict[str, Any], problem: Problem) -> None:
    question = Date.from_dict(data)
    assert question.problems() == [problem]
    assert 0 <= question.fraction("2017") <= 1
