"""The table of what is shown when: its presets, its number, and what makes no sense in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.feedback import (
    ANSWER,
    CLOSED,
    CORRECTNESS,
    DURING,
    EXPLANATION,
    HIGHEST_NUMBER,
    JUST_AFTER,
    MARKS,
    OPEN,
    PRACTICE,
    PRESETS,
    RIGHT,
    SOURCES,
    THINGS,
    TIMES,
    TOTAL,
    Matrix,
    matrix,
    problems,
    shown_from,
)

OWN = (ANSWER, TOTAL)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_makes_sense(name: str) -> None:
    assert problems(PRESETS[name]) == []


@given(st.integers(0, HIGHEST_NUMBER), st.booleans())
def test_a_table_and_its_number_are_the_same(number: int, waits: bool) -> None:
    table = Matrix.from_number(number, waits)
    assert (table.number, table.waits) == (number, waits)


def test_the_numbers_of_stored_tables_stay() -> None:
    assert PRACTICE.number == 2**32 - 1
    assert PRESETS["after_hand_in"].number == 2**32 - 2**8
    assert PRESETS["after_close"].number == 0xFF030300


def test_while_taking_ones_own_answer_is_always_there() -> None:
    assert PRESETS["by_teacher"].shows(DURING) == {ANSWER}
    assert PRESETS["after_close"].shows(OPEN) == {ANSWER, TOTAL}
    assert matrix(open=()).shows(OPEN) == frozenset()


@pytest.mark.parametrize(
    ("table", "code", "cell"),
    [
        (matrix(closed=(RIGHT, CORRECTNESS)), "needs_answer", (CLOSED, ANSWER)),
        (matrix(closed=(ANSWER, RIGHT)), "needs_correctness", (CLOSED, CORRECTNESS)),
        (matrix(closed=(ANSWER, CORRECTNESS, MARKS)), "needs_total", (CLOSED, TOTAL)),
        (
            matrix(during=(EXPLANATION,), just_after=THINGS, open=THINGS, closed=THINGS),
            "needs_correctness",
            None,
        ),
        (matrix(just_after=THINGS, open=THINGS, closed=OWN), "shown_then_hidden", (CLOSED, RIGHT)),
        (
            matrix(during=(CORRECTNESS,), just_after=OWN, open=THINGS, closed=THINGS),
            "shown_then_hidden",
            (JUST_AFTER, CORRECTNESS),
        ),
        (
            matrix(waits=True, during=THINGS, just_after=THINGS, open=THINGS, closed=THINGS),
            "practice_cannot_wait",
            (DURING, CORRECTNESS),
        ),
        (matrix(waits=True, just_after=(ANSWER,)), "nothing_to_release", (CLOSED, TOTAL)),
    ],
)
def test_what_makes_no_sense_is_named(table: Matrix, code: str, cell: tuple[str, str] | None) -> None:
    found = [problem for problem in problems(table) if problem.code == code]
    assert found
    assert cell is None or cell in [problem.path for problem in found]


@pytest.mark.parametrize(
    "table",
    [
        matrix(),
        matrix(just_after=THINGS, open=OWN, closed=OWN),
        matrix(just_after=OWN, open=OWN, closed=(*OWN, CORRECTNESS)),
        matrix(closed=(ANSWER, EXPLANATION, SOURCES)),
        matrix(
            during=(CORRECTNESS,), just_after=(*OWN, CORRECTNESS), open=(*OWN, CORRECTNESS), closed=THINGS
        ),
    ],
)
def test_what_makes_sense_is_taken(table: Matrix) -> None:
    assert problems(table) == []


def test_from_when_a_thing_stays() -> None:
    assert shown_from(PRESETS["after_close"], RIGHT) == CLOSED
    assert shown_from(PRESETS["after_hand_in"], RIGHT) == JUST_AFTER
    assert shown_from(matrix(just_after=(RIGHT,), closed=(RIGHT,)), RIGHT) == CLOSED
    assert shown_from(matrix(just_after=(RIGHT,)), RIGHT) is None


def test_the_names_are_eight_and_four() -> None:
    assert (len(set(THINGS)), len(set(TIMES))) == (8, 4)
