import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.questions.choices import Option
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.registry import KINDS
from quizapp.questions.single_choice import SingleChoice
from quizapp.statistics import (
    FEWEST_ANSWERS,
    corrected_for_guessing,
    facility,
    guess_chance,
    mastery,
    mean,
    median,
    wilson_interval,
)

MONDAY = date(2025, 6, 9)
fractions = st.floats(0, 1, allow_nan=False)


@pytest.mark.parametrize(
    ("values", "expected_mean", "expected_median"),
    [
        ([], None, None),
        ([0], 0, 0),
        ([3, 1, 2], 2, 2),
        ([1, 2, 3, 10], 4, 2.5),
        ([0.1] * 10, 0.1, 0.1),
    ],
)
def test_middles(values: list[float], expected_mean: float | None, expected_median: float | None) -> None:
    assert mean(values) == expected_mean
    assert median(values) == expected_median


@pytest.mark.parametrize(
    ("marks", "max_mark", "expected"),
    [([], 1, None), ([1, 0, 0.5, 0.5], 1, 0.5), ([2, 4], 4, 0.75), ([0, 0], 1, 0.0), ([0], 0, None)],
)
def test_facility(marks: list[float], max_mark: float, expected: float | None) -> None:
    assert facility(marks, max_mark) == expected


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [
        # Checked by hand from Wilson's formula with z = 1.96.
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (9, 10, 0.5958, 0.9821),
        (1, 1, 0.2065, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_wilson_interval(successes: float, count: int, low: float, high: float) -> None:
    assert wilson_interval(successes, count) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_wilson_interval_of_nothing_is_unknown() -> None:
    assert wilson_interval(0, 0) is None


@pytest.mark.parametrize(("successes", "count"), [(2, 1), (-1, 5), (0, -1)])
def test_wilson_interval_refuses_what_is_no_share(successes: float, count: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(successes, count)


@given(st.lists(fractions, min_size=1, max_size=60))
def test_wilson_interval_holds_the_share_and_stays_inside(values: list[float]) -> None:
    interval = wilson_interval(min(math.fsum(values), len(values)), len(values))
    assert interval is not None
    low, high = interval
    assert 0 <= low <= math.fsum(values) / len(values) + 1e-9
    assert math.fsum(values) / len(values) - 1e-9 <= high <= 1


def test_guessing_earns_what_the_options_are_worth() -> None:
    options = (Option("145%", True), Option("54%"), Option("95%"), Option("150%", fraction=0.5))
    assert guess_chance(SingleChoice(options)) == pytest.approx(0.375)
    assert guess_chance(KINDS["true_false"].from_dict({"answer": False})) == 0.5
    assert guess_chance(MultipleChoice(options[:2])) == 0
    assert guess_chance(KINDS["numeric"].from_dict({"answers": [{"value": 30}]})) == 0
    assert guess_chance(SingleChoice(())) == 0


@pytest.mark.parametrize(
    ("fraction", "guess", "expected"),
    [
        (1, 0.25, 1),
        (0, 0.25, 0),
        (0.25, 0.25, 0),
        (0.5, 0.25, 1 / 3),
        (0.5, 0, 0.5),
        (1, 1, 0),
        (0.1, 0.5, 0),
    ],
)
def test_correction_for_guessing(fraction: float, guess: float, expected: float) -> None:
    assert corrected_for_guessing(fraction, guess) == pytest.approx(expected)


@pytest.mark.parametrize("count", range(FEWEST_ANSWERS))
def test_mastery_is_hidden_below_five_answers(count: int) -> None:
    found = mastery([(1.0, MONDAY)] * count, 0.5)
    assert found.value is None
    assert found.answers == count
    assert not found.is_mastered


def test_mastery_of_five_answers_by_hand() -> None:
    # N = 1 + .9 + .81 + .729 + .6561; the wrong answer is the third and so has faded twice.
    answers = [(share, MONDAY) for share in (1.0, 1.0, 0.0, 1.0, 1.0)]
    weight = 1 + 0.9 + 0.81 + 0.729 + 0.6561
    assert mastery(answers, 0.4).value == pytest.approx((weight - 0.81 + 0.4) / (weight + 1))


def test_a_late_mistake_weighs_more_than_an_early_one() -> None:
    early = mastery([(share, MONDAY) for share in (0.0, 1.0, 1.0, 1.0, 1.0)]).value
    late = mastery([(share, MONDAY) for share in (1.0, 1.0, 1.0, 1.0, 0.0)]).value
    assert early is not None
    assert late is not None
    assert early > late


def test_mastered_needs_two_days() -> None:
    on_one_day = [(1.0, MONDAY)] * 20
    assert mastery(on_one_day, 0.8).value == pytest.approx(0.978, abs=0.01)
    assert not mastery(on_one_day, 0.8).is_mastered
    assert mastery([*on_one_day, (1.0, MONDAY + timedelta(days=1))], 0.8).is_mastered


def test_mastered_is_lost_with_mistakes() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(20)]
    right = [(1.0, day) for day in days]
    assert mastery(right, 0.8).is_mastered
    assert not mastery([*right, (0.0, days[-1]), (0.0, days[-1])], 0.8).is_mastered


def test_a_weak_class_keeps_mastery_in_reach() -> None:
    answers = [(1.0, MONDAY + timedelta(days=number)) for number in range(60)]
    assert mastery(answers, 0.0).is_mastered


@given(st.lists(fractions, min_size=FEWEST_ANSWERS, max_size=40), fractions)
def test_mastery_stays_between_the_worst_and_the_best(shares: list[float], prior: float) -> None:
    value = mastery([(share, MONDAY) for share in shares], prior).value
    assert value is not None
    assert min([*shares, prior]) - 1e-9 <= value <= max([*shares, prior]) + 1e-9
