"""What a student may see: a function of the table, the state of the attempt, and the time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from quizapp.attempts.policy import ALL, JUST_AFTER_LASTS, may_see_answers, may_see_marks, visible
from quizapp.feedback import ANSWER, CORRECTNESS, PRACTICE, RIGHT, THINGS, TOTAL, Matrix, matrix
from tests.support.school import NOW, days

CLOSE = NOW + days(2)
HANDED_IN = NOW
JUST, LATER, CLOSED = NOW + JUST_AFTER_LASTS / 2, NOW + days(1), CLOSE
OWN, MARK = {ANSWER}, {ANSWER, TOTAL}


@dataclass
class Terms:
    release: str = "after_close"
    shown: int | None = None
    released_at: datetime | None = None
    closes_at: datetime = CLOSE


@pytest.mark.parametrize(
    ("release", "during", "just", "later", "closed"),
    [
        ("after_hand_in", OWN, ALL, ALL, ALL),
        ("after_close", OWN, MARK, MARK, ALL),
        ("by_teacher", OWN, OWN, OWN, OWN),
    ],
)
def test_the_presets(
    release: str, during: set[str], just: set[str], later: set[str], closed: set[str]
) -> None:
    terms = Terms(release)
    assert visible(terms, None, LATER) == during
    assert [visible(terms, HANDED_IN, at) for at in (JUST, LATER, CLOSED)] == [just, later, closed]


def test_practice_shows_all_at_once() -> None:
    terms = Terms("after_hand_in", PRACTICE.number)
    assert visible(terms, None, LATER) == ALL
    assert not may_see_answers(terms, None, LATER)  # of the attempt as a whole: not before it is handed in
    assert may_see_answers(terms, HANDED_IN, LATER)


def test_a_release_opens_what_waits_and_not_before() -> None:
    terms = Terms("by_teacher", released_at=LATER)
    assert visible(terms, HANDED_IN, LATER - timedelta(seconds=1)) == OWN
    assert visible(terms, HANDED_IN, LATER) == ALL


def test_a_table_that_waits_shows_what_it_names_once_released() -> None:
    table = matrix(waits=True, just_after=tuple(MARK), open=tuple(MARK), closed=(ANSWER, TOTAL, CORRECTNESS))
    terms = Terms("by_teacher", table.number)
    assert visible(terms, HANDED_IN, CLOSED) == OWN
    terms.released_at = LATER
    assert visible(terms, HANDED_IN, LATER) == MARK
    assert visible(terms, HANDED_IN, CLOSED) == MARK | {CORRECTNESS}


def test_a_moment_belongs_to_what_it_begins() -> None:
    table: Matrix = matrix(just_after=THINGS, open=(), closed=(ANSWER,))
    terms = Terms("after_close", table.number)
    tick = timedelta(microseconds=1)
    end = HANDED_IN + JUST_AFTER_LASTS
    assert RIGHT in visible(terms, HANDED_IN, end - tick)
    assert visible(terms, HANDED_IN, end) == frozenset()
    assert visible(terms, HANDED_IN, CLOSE - tick) == frozenset()
    assert visible(terms, HANDED_IN, CLOSE) == OWN
    assert not may_see_marks(terms, HANDED_IN, CLOSE)


def test_just_after_ends_with_the_close() -> None:
    terms = Terms("after_close", closes_at=HANDED_IN + JUST_AFTER_LASTS / 4)
    assert visible(terms, HANDED_IN, JUST) == ALL
