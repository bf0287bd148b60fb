"""Saving an answer: appended once, never lost, never taken back by an old tab."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import func, select

from quizapp.attempts import actions, queries
from quizapp.db import db
from quizapp.errors import AttemptClosed, InvalidResponse, OtherAnswer
from quizapp.models.attempts import Step
from tests.support.taking import Taking, assigned_quiz, started

NOW = datetime.now(UTC)


@pytest.fixture
def taking(context: None) -> Taking:
    return assigned_quiz()


@pytest.fixture
def attempt(taking: Taking) -> int:
    return started(taking)


def answer(attempt: int, slot: int = 1) -> Any:
    state = queries.slot_state(attempt, slot)
    assert state is not None
    return state.response


def steps() -> int:
    return db.session.scalar(select(func.count()).select_from(Step)) or 0


def test_the_newest_answer_counts_and_all_are_kept(attempt: int) -> None:
    actions.record_response(attempt, 1, 1, 0, NOW)
    actions.record_response(attempt, 1, 2, 2, NOW)
    assert answer(attempt) == 2
    assert steps() == 2


def test_a_repeat_changes_nothing(attempt: int) -> None:
    for _ in range(3):
        actions.record_response(attempt, 1, 1, 2, NOW)
    assert answer(attempt) == 2
    assert steps() == 1


def test_the_other_tab_is_told_and_nothing_is_overwritten(attempt: int) -> None:
    actions.record_response(attempt, 1, 1, 0, NOW)
    with pytest.raises(OtherAnswer) as other:
        actions.record_response(attempt, 1, 1, 1, NOW)
    assert (other.value.sequence, other.value.response) == (1, 0)
    assert answer(attempt) == 0


def test_an_older_answer_that_arrives_late_is_history(attempt: int) -> None:
    actions.record_response(attempt, 1, 3, 2, NOW)
    with pytest.raises(OtherAnswer):
        actions.record_response(attempt, 1, 2, 1, NOW)
    assert answer(attempt) == 2
    assert steps() == 2, "the late answer is kept"


@pytest.mark.parametrize("order", list(permutations([(1, 0), (2, 2), (3, 1)])))
def test_any_order_of_messages_ends_in_the_same_answer(attempt: int, order: Any) -> None:
    for sequence, response in (*order, *order):
        try:
            actions.record_response(attempt, 1, sequence, response, NOW)
        except OtherAnswer:
            continue
    assert answer(attempt) == 1
    assert steps() == 3


def test_cleared_is_an_answer_of_its_own(attempt: int) -> None:
    actions.record_response(attempt, 1, 1, 0, NOW)
    actions.record_response(attempt, 1, 2, None, NOW)
    assert answer(attempt) is None
    assert steps() == 2


@pytest.mark.parametrize("sequence", [0, -1, 10**12])
def test_a_forged_sequence_is_refused(attempt: int, sequence: int) -> None:
    with pytest.raises(InvalidResponse):
        actions.record_response(attempt, 1, sequence, 0, NOW)
    assert steps() == 0


def test_nothing_is_taken_after_hand_in(attempt: int) -> None:
    actions.hand_in(attempt, NOW)
    with pytest.raises(AttemptClosed) as closed:
        actions.record_response(attempt, 1, 1, 0, NOW)
    assert closed.value.code == "attempt_handed_in"
    assert steps() == 0


def test_nothing_is_taken_after_the_close_by_the_servers_clock(attempt: int) -> None:
    with pytest.raises(AttemptClosed) as closed:
        actions.record_response(attempt, 1, 1, 0, NOW + timedelta(days=2))
    assert closed.value.code == "assignment_closed"


def test_a_form_that_was_not_touched_does_not_take_back_a_newer_answer(attempt: int) -> None:
    actions.record_response(attempt, 1, 1, 0, NOW)
    actions.record_response(attempt, 1, 2, 2, NOW)  # another tab
    actions.record_form_response(attempt, 1, 1, 0, NOW)  # the old tab, as it was shown
    assert answer(attempt) == 2
    actions.record_form_response(attempt, 1, 1, 1, NOW)  # the old tab, changed
    assert answer(attempt) == 1
    assert steps() == 3


def test_a_form_sent_twice_saves_once(attempt: int) -> None:
    for _ in range(2):
        actions.record_form_response(attempt, 1, 0, 2, NOW)
    assert steps() == 1
