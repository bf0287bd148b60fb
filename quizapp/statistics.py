"""Figures about answers: shares and how sure they are, middles, and mastery of a topic.

Fractions lie in 0..1. Where a figure cannot be known it is None, never 0 and never an error.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.questions.base import Body
from quizapp.questions.single_choice import SingleChoice, worth
from quizapp.questions.true_false import TrueFalse

Z_95 = 1.959963984540054  # the middle 95% of the normal distribution

FADING = 0.9  # what an earlier answer is worth after each later one
FEWEST_ANSWERS = 5  # below this, mastery says nothing
MASTERED = 0.9
MASTERED_DAYS = 2
NEUTRAL_PRIOR = 0.5
SLACK = 1e-9  # sums of decimal fractions miss their round value by less than this


def mean(values: Iterable[float]) -> float | None:
    """Return the arithmetic mean, None for no values."""
    numbers = list(values)
    return math.fsum(numbers) / len(numbers) if numbers else None


def median(values: Iterable[float]) -> float | None:
    """Return the middle value (between the two middle ones for an even count), None for no values."""
    numbers = list(values)
    return statistics.median(numbers) if numbers else None


def facility(marks: Iterable[float], max_mark: float) -> float | None:
    """Return how much of a question's full mark was earned on average, 0 to 1; None for no marks.

    Source: Moodle, "Quiz statistics calculations": the mean mark over the maximum mark.
    """
    average = mean(marks)
    return None if average is None or max_mark <= 0 else average / max_mark


def wilson_interval(successes: float, count: int, z: float = Z_95) -> tuple[float, float] | None:
    """Return the Wilson score interval of a share, both ends in 0..1; None for a count of 0.

    `successes` may be a sum of fractions, 0 to `count`. Raises ValueError outside of that.
    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    """
    if count < 0 or not 0 <= successes <= count:
        raise ValueError(f"{successes} of {count} is no share")
    if count == 0:
        return None
    share, square = successes / count, z * z
    center = (share + square / (2 * count)) / (1 + square / count)
    spread = math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    half = z / (1 + square / count) * spread
    return max(0.0, center - half), min(1.0, center + half)


def guess_chance(body: Body) -> float:
    """Return the fraction that blind guessing earns on average, 0 where guessing has no fixed worth.

    Source: Moodle, get_random_guess_score: one choice, the mean of its options; true/false, a half; the
    kinds with several parts and the typed ones, none.
    """
    if isinstance(body, TrueFalse):
        return 0.5
    if isinstance(body, SingleChoice):
        return mean(worth(option) for option in body.options) or 0.0
    return 0.0


def corrected_for_guessing(fraction: float, guess: float) -> float:
    """Return what a fraction says about knowing: max(0, (x - g) / (1 - g)); 0.0 where guessing earns all."""
    return max(0.0, (fraction - guess) / (1 - guess)) if guess < 1 else 0.0


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well a topic is known: `value` 0 to 1, None below FEWEST_ANSWERS answers."""

    value: float | None
    answers: int
    is_mastered: bool


def mastery(answers: Sequence[tuple[float, date]], prior: float = NEUTRAL_PRIOR) -> Mastery:
    """Return the mastery of a topic after its answers, in the order in which they were given.

    An answer is its fraction corrected for guessing and the study day it was given on. Each answer lets
    the earlier ones fade (N = .9 N + 1, C = .9 C + s) and mastery is (C + prior) / (N + 1), where `prior`
    is the class's mean of the topic and counts as one answer. A topic is mastered when mastery stands at
    .90 or more and has stood there on two days.
    """
    weight = credit = 0.0
    value, high_days = prior, set[date]()
    for number, (share, day) in enumerate(answers, start=1):
        weight, credit = FADING * weight + 1, FADING * credit + share
        value = (credit + prior) / (weight + 1)
        if number >= FEWEST_ANSWERS and value >= MASTERED - SLACK:
            high_days.add(day)
    if len(answers) < FEWEST_ANSWERS:
        return Mastery(None, len(answers), False)
    is_mastered = value >= MASTERED - SLACK and len(high_days) >= MASTERED_DAYS
    return Mastery(value, len(answers), is_mastered)
