import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.marking import (
    COUNTINGS,
    counting_attempts,
    counting_mark,
    fraction_after_tries,
    mark,
    percent,
    round_for_display,
    total,
    tries_of,
    whole_percent,
)
from tests.support import bank


def test_a_mark_is_the_fraction_of_the_full_mark() -> None:
    assert mark(0.75, 2) == 1.5
    assert mark(0, 5) == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (0.5, 1), (1.5, 2), (64.4999, 64), (64.5, 65), (65.499, 65), (99.5, 100), (100, 100)],
)
def test_percentages_are_whole_and_halves_go_up(value: float, expected: int) -> None:
    assert whole_percent(value) == expected


def test_what_is_no_number_is_no_percentage() -> None:
    with pytest.raises(ValueError, match="no mark"):
        whole_percent(float("nan"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7.5, "7.5"),
        (8.0, "8"),
        (8, "8"),
        (0.0, "0"),
        (-0.001, "0"),
        (100, "100"),
        (2 / 3, "0.67"),
        (0.125, "0.13"),
        (1.005, "1.01"),
        (0.335 + 0.67, "1.01"),
        (0.1 + 0.2, "0.3"),
        (9.995, "10"),
        (-1.005, "-1.01"),
        (1e7, "10000000"),
    ],
)
def test_marks_are_shown_with_two_decimals_at_most(value: float, expected: str) -> None:
    assert round_for_display(value) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_mark_is_not_shown(value: float) -> None:
    with pytest.raises(ValueError, match="no mark"):
        round_for_display(value)


@given(st.floats(min_value=-1e6, max_value=1e6))
def test_what_is_shown_is_near_what_is_stored(value: float) -> None:
    assert abs(float(round_for_display(value)) - value) <= 0.005 + 1e-9


def test_percent() -> None:
    assert percent(3, 4) == 75
    assert percent(0, 0) == 0


@given(st.lists(st.floats(min_value=0, max_value=100)), st.integers())
def test_the_total_does_not_depend_on_the_order(marks: list[float], seed: int) -> None:
    mixed = marks.copy()
    random.Random(seed).shuffle(mixed)
    assert total(marks) == total(mixed)


@pytest.mark.parametrize(
    ("counting", "marks", "places", "expected"),
    [
        ("highest", [3, 5, 4], [1], 5),
        ("highest", [5, 5], [0], 5),
        ("highest", [3, None, 4], [2], 4),
        ("average", [3, None, 4], [0, 2], 3.5),
        ("average", [0, 4], [0, 1], 2),
        ("first", [3, 5], [0], 3),
        ("first", [None, 5, 6], [1], 5),
        ("last", [3, 5], [1], 5),
        ("last", [3, 5, None], [1], 5),
        ("highest", [0], [0], 0),
        ("highest", [None], [], None),
        ("average", [], [], None),
        ("first", [], [], None),
        ("last", [None], [], None),
    ],
)
def test_which_attempt_counts(
    counting: str, marks: list[float | None], places: list[int], expected: float | None
) -> None:
    assert counting_attempts(counting, marks) == places
    assert counting_mark(counting, marks) == expected


def test_an_unknown_counting_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown counting"):
        counting_mark("median", [1.0])


@given(st.sampled_from(COUNTINGS), st.lists(st.none() | st.floats(min_value=0, max_value=10)))
def test_the_grade_lies_between_the_marks(counting: str, marks: list[float | None]) -> None:
    handed_in = [value for value in marks if value is not None]
    grade = counting_mark(counting, marks)
    assert (grade is None) is (not handed_in)
    if grade is not None:
        assert min(handed_in) - 1e-9 <= grade <= max(handed_in) + 1e-9


@pytest.mark.parametrize(
    ("fractions", "penalty", "earned"),
    [
        ([1.0], 1 / 3, 1.0),
        ([0.0, 1.0], 1 / 3, 2 / 3),
        ([0.0, 0.5, 1.0], 1 / 3, 1 / 3),
        ([0.0, 0.0, 0.0, 1.0], 1 / 3, 0.0),
        ([0.5, 0.0], 0.1, 0.0),
        ([0.25, 0.5], 0.1, 0.4),
        ([0.0, 1.0, 0.0], 0.25, 0.75),  # what follows a right answer counts no more
        ([0.5], 1.0, 0.5),
        ([], 1 / 3, 0.0),
    ],
)
def test_tries_cost_the_penalty_for_each_that_failed(
    fractions: list[float], penalty: float, earned: float
) -> None:
    assert fraction_after_tries(fractions, penalty) == pytest.approx(earned)


@given(st.lists(st.floats(0, 1)), st.floats(0, 1))
def test_a_fraction_after_tries_stays_in_range(fractions: list[float], penalty: float) -> None:
    assert 0 <= fraction_after_tries(fractions, penalty) <= 1


def test_tries_are_one_more_than_hints() -> None:
    body = bank.content("single_choice").body
    assert [tries_of(body, hints, 1) for hints in (0, 1, 4)] == [1, 2, 5]
    assert tries_of(body, 0, 3) == 3
    assert tries_of(bank.content("true_false").body, 2, 3) == 1
    assert tries_of(bank.content("written").body, 2, 3) == 0
