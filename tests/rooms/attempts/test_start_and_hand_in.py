"""Starting, handing in, and what happens when the quiz closes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from quizapp.attempts import actions, queries
from quizapp.bank.actions import change_question
from quizapp.db import db
from quizapp.errors import Refused
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt
from quizapp.models.bank import Question
from tests.support import school
from tests.support.taking import Taking, assigned_quiz, started

NOW = datetime.now(UTC)
RIGHT = {1: 0, 2: [0, 1], 3: True, 4: "90", 5: "mar a lago", 6: "November 2017", 7: [0, 1, 2]}


@pytest.fixture
def taking(context: None) -> Taking:
    return assigned_quiz()


def head(attempt: int) -> queries.HeadRow:
    found = queries.attempt_head(attempt)
    assert found is not None
    return found


def test_starting_twice_is_one_attempt(taking: Taking) -> None:
    assert started(taking) == started(taking)
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_right_answers_of_every_kind_earn_full_marks(taking: Taking) -> None:
    attempt = started(taking)
    for slot, response in RIGHT.items():
        actions.record_response(attempt, slot, 1, response, NOW)
    assert actions.hand_in(attempt, NOW)
    assert head(attempt).mark == pytest.approx(7)
    assert [state.fraction for state in queries.slot_states(attempt)] == [1.0] * 7


def test_part_credit_blank_and_wrong_are_told_apart(taking: Taking) -> None:
    attempt = started(taking)
    actions.record_response(attempt, 2, 1, [0], NOW)  # one of two
    actions.record_response(attempt, 3, 1, False, NOW)  # wrong
    actions.record_response(attempt, 6, 1, "March 2017", NOW)  # the right year
    actions.hand_in(attempt, NOW)
    states = {state.slot: state for state in queries.slot_states(attempt)}
    assert states[2].fraction == pytest.approx(0.5)
    assert (states[3].fraction, states[3].is_answered) == (0.0, True)
    assert (states[4].fraction, states[4].is_answered) == (0.0, False)
    assert states[6].fraction == pytest.approx(0.5)
    assert head(attempt).mark == pytest.approx(1.0)


def test_handing_in_twice_changes_nothing(taking: Taking) -> None:
    attempt = started(taking)
    assert actions.hand_in(attempt, NOW)
    first = head(attempt).handed_in_at
    assert not actions.hand_in(attempt, NOW + timedelta(minutes=5))
    assert head(attempt).handed_in_at == first


def test_a_quiz_that_closed_hands_in_what_was_saved(taking: Taking) -> None:
    attempt = started(taking)
    actions.record_response(attempt, 1, 1, 0, NOW)
    assert not actions.settle(attempt, NOW)
    assert actions.settle(attempt, NOW + timedelta(days=3))
    assert not actions.settle(attempt, NOW + timedelta(days=3))
    settled = head(attempt)
    assert settled.is_handed_in_by_time
    assert settled.handed_in_at == settled.closes_at
    assert settled.mark == pytest.approx(1)


def test_an_attempt_keeps_the_version_that_it_was_given(taking: Taking) -> None:
    attempt = started(taking)
    question = db.session.scalars(select(Question).where(Question.ref == "one")).one()
    changed = school.single_choice("one")
    changed["options"] = [{"text": "54%", "key": True}, {"text": "145%"}]
    change_question(question, changed, author=None, now=NOW)
    actions.record_response(attempt, 1, 1, 0, NOW)
    actions.hand_in(attempt, NOW)
    assert queries.slot_states(attempt)[0].fraction == 1.0


@pytest.mark.parametrize(
    ("opens", "closes", "code"),
    [
        (timedelta(days=1), timedelta(days=2), "assignment_not_open"),
        (timedelta(days=-2), timedelta(days=-1), "assignment_closed"),
    ],
)
def test_a_quiz_that_is_not_open_cannot_be_started(
    context: None, opens: timedelta, closes: timedelta, code: str
) -> None:
    taking = assigned_quiz(opens=opens, closes=closes)
    with pytest.raises(Refused) as refused:
        started(taking)
    assert refused.value.code == code


def test_attempts_are_counted(context: None) -> None:
    taking = assigned_quiz(attempts_allowed=2)
    for _ in range(2):
        actions.hand_in(started(taking), NOW)
    with pytest.raises(Refused) as refused:
        started(taking)
    assert refused.value.code == "attempts_used_up"
    numbers = [attempt.number for attempt in queries.attempts_of(taking.assignment, taking.bob)]
    assert numbers == [1, 2]


def test_two_students_have_attempts_of_their_own(context: None) -> None:
    taking = assigned_quiz(students=("bob", "dora"))
    dora = db.session.scalars(select(Person).where(Person.username == "dora")).one()
    assert started(taking) != started(taking, dora.id)
