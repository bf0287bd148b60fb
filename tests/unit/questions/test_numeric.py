from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import Problem
from quizapp.questions.numeric import Numeric, NumericAnswer
from quizapp.values.conventions import Conventions
from quizapp.values.quantities import Quantity


def body(*answers: dict[str, Any]) -> Numeric:
    return Numeric.from_dict({"answers": list(answers)})


@pytest.mark.parametrize(
    "text", ["30", "30%", "30 percent", "30 per cent", "30.0 %", "thirty percent", " 30 "]
)
def test_units_and_signs_are_not_punished(text: str) -> None:
    assert body({"value": 30, "unit": "percent"}).fraction(text) == 1


@pytest.mark.parametrize(
    "text", ["0.30", "0.3", ".3", "31", "30 minutes", "$30", "30 percentage points", "30 or 31"]
)
def test_another_number_or_unit_is_wrong(text: str) -> None:
    assert body({"value": 30, "unit": "percent"}).fraction(text) == 0


def test_a_ratio_stands_for_percent_where_the_teacher_allows() -> None:
    allowed = body({"value": 30, "unit": "percent", "accept_ratio": True})
    assert allowed.fraction("0.30") == 1
    assert allowed.fraction("30%") == 1
    assert allowed.fraction("0.30%") == 0
    assert allowed.fraction("0.31") == 0
    assert body({"value": 30, "accept_ratio": True}).fraction("0.30") == 0


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("90", 1),
        ("90 min", 1),
        ("1.5 hours", 1),
        ("an hour and a half", 1),
        ("1 hour 30 minutes", 1),
        ("5400 seconds", 1),
        ("90m", 1),
        ("ninety", 1),
        ("90 hours", 0),
        ("1.5", 0),
        ("1.5 days", 0),
        ("90 percent", 0),
        ("90 months", 0),
    ],
)
def test_times_convert(text: str, fraction: float) -> None:
    assert body({"value": 90, "unit": "minutes"}).fraction(text) == fraction


@pytest.mark.parametrize(
    ("unit", "text", "fraction"),
    [
        ("votes", "270 votes", 1),
        ("electoral votes", "270 votes", 1),
        ("votes", "270 dollars", 0),
        ("votes", "270%", 0),
        (None, "270 votes", 1),
        (None, "270%", 1),
    ],
)
def test_only_a_known_unit_contradicts(unit: str | None, text: str, fraction: float) -> None:
    assert body({"value": 270, "unit": unit}).fraction(text) == fraction


@pytest.mark.parametrize(
    ("kind", "value", "tolerance", "low", "high"),
    [
        ("nominal", 100, 5, "95", "105"),
        ("nominal", -100, 5, "-105", "-95"),
        ("relative", 100, 0.1, "90", "110"),
        ("relative", -100, 0.1, "-110", "-90"),
        ("geometric", 100, 1, "50", "200"),
        ("geometric", -100, 1, "-200", "-50"),
        ("geometric", 0, 1, "0", "0"),
        ("nominal", 0.1, 0.2, "-0.1", "0.3"),
    ],
)
def test_the_ends_of_the_tolerance_are_right(
    kind: str, value: float, tolerance: float, low: str, high: str
) -> None:
    question = body({"value": value, "tolerance": tolerance, "tolerance_kind": kind})
    assert question.fraction(low) == question.fraction(high) == 1
    below, above = Decimal(low) - Decimal("1e-10"), Decimal(high) + Decimal("1e-10")
    assert question.fraction(f"{below:f}") == question.fraction(f"{above:f}") == 0


def test_a_division_does_not_make_a_right_number_wrong() -> None:
    third = body({"value": "0.3333333333333333333333333333"})
    assert third.fraction("1/3") == 1
    assert body({"value": 20, "unit": "minutes"}).fraction("1/3 hour") == 1


def test_the_best_answer_that_fits_counts_in_any_order() -> None:
    wide, exact = {"value": 145, "tolerance": 10, "fraction": 0.5}, {"value": 145}
    for answers in ((wide, exact), (exact, wide)):
        assert body(*answers).fraction("145") == 1
        assert body(*answers).fraction("150") == 0.5
        assert body(*answers).fraction("160") == 0


def test_the_class_says_how_numbers_are_written() -> None:
    question = body({"value": 1200})
    assert question.fraction("1,200") == 1
    assert question.fraction("1.200") == 0
    assert question.fraction("1.200", Conventions(decimal_mark=",")) == 1
    assert question.reading("1.200") == Quantity(Decimal("1.2"))


def test_what_is_no_number_earns_nothing() -> None:
    for text in ("", "many", "30 30", None):
        assert body({"value": 30}).fraction(text) == 0


def test_texts() -> None:
    question = body({"value": 30, "unit": "%"}, {"value": 25, "unit": "%", "fraction": 0.5})
    assert question.right_answer() == "30 percent"
    assert question.key_texts() == ["30 percent"]
    assert question.distractor_texts() == []
    assert question.summarize("  30  % ") == "30 %"


@pytest.mark.parametrize(
    "answer",
    [
        {"value": 30},
        {"value": 0.1},
        {"value": -2.5, "unit": "percent", "tolerance": 0.5, "tolerance_kind": "relative", "fraction": 0.5},
        {"value": "0.1000000000000000000001"},
        {"value": 30, "unit": "percent", "accept_ratio": True},
    ],
)
def test_the_native_dict_comes_back(answer: dict[str, Any]) -> None:
    assert body(answer).to_dict() == {"answers": [answer]}


def test_a_float_is_taken_by_its_shortest_form() -> None:
    assert NumericAnswer.from_dict({"value": 0.1}).value == Decimal("0.1")


@pytest.mark.parametrize(
    ("answer", "code", "key"),
    [
        ({"value": "many"}, "key_not_numeric", "value"),
        ({"value": float("nan")}, "key_not_numeric", "value"),
        ({"value": True}, "key_not_numeric", "value"),
        ({"value": "1e400"}, "key_not_numeric", "value"),
        ({"value": 1, "tolerance": "some"}, "tolerance_not_numeric", "tolerance"),
        ({"value": 1, "tolerance": -1}, "negative_tolerance", "tolerance"),
        ({"value": 1, "tolerance_kind": "vague"}, "unknown_tolerance_kind", "tolerance_kind"),
        ({"value": 1, "fraction": 1.5}, "fraction_out_of_range", "fraction"),
    ],
)
def test_what_is_wrong(answer: dict[str, Any], code: str, key: str) -> None:
    question = body({"value": 5}, answer)
    assert question.problems() == [Problem(code, ("answers", 1, key))]
    assert question.fraction("5") == 1


def test_no_answer_earns_all() -> None:
    assert body({"value": 1, "fraction": 0.5}).problems() == [Problem("no_key", ("answers",))]
    assert body().problems() == [Problem("no_key", ("answers",))]
    assert body().right_answer() is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from(["", " percent", "%"]))
def test_the_value_itself_is_always_right(value: Decimal, sign: str) -> None:
    for kind in ("nominal", "relative", "geometric"):
        answer = {"value": str(value), "unit": "percent", "tolerance": 0.01, "tolerance_kind": kind}
        assert body(answer).fraction(f"{value:f}{sign}") == 1
