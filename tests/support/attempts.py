"""Quizzes, assignments and attempts for tests: taken through the same actions as a student's clicks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event

from quizapp.attempts import actions
from quizapp.attempts.queries import offer
from quizapp.classrooms.actions import join_class
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt
from quizapp.models.bank import Question
from quizapp.models.classrooms import Classroom
from quizapp.models.flashcards import Card, CardState, Deck
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot
from tests.support.school import NOW, days

MINUTE = timedelta(minutes=1)


def student(number: int, classroom: Classroom) -> Person:
    """A student of the class who never signs in, so that no password costs time."""
    made = Person(
        username=f"student{number}",
        given_name=f"Given{number:02}",
        family_name=f"Family{number:02}",
        role="student",
        is_demo=False,
        created_at=NOW,
        sign_in_version=1,
    )
    db.session.add(made)
    db.session.flush()
    join_class(classroom, made, NOW)
    return made


def quiz(owner: Person, question_ids: Sequence[int], title: str = "Tariffs", max_mark: float = 1.0) -> Quiz:
    made = Quiz(title=title, instructions="", owner_id=owner.id, created_at=NOW)
    db.session.add(made)
    db.session.flush()
    for position, question_id in enumerate(question_ids, start=1):
        db.session.add(
            QuizSlot(quiz_id=made.id, position=position, question_id=question_id, max_mark=max_mark)
        )
    db.session.flush()
    return made


def assignment(made_from: Quiz, classroom: Classroom, **more: Any) -> Assignment:
    """An assignment that opened yesterday, is due in six days and closes a day later."""
    values: dict[str, Any] = {
        "opens_at": NOW - days(1),
        "due_at": NOW + days(6),
        "closes_at": NOW + days(7),
        "attempts_allowed": 3,
        "counting": "highest",
        "release": "after_hand_in",
        "created_by_id": classroom.created_by_id,
        "created_at": NOW - days(1),
    }
    made = Assignment(quiz_id=made_from.id, classroom_id=classroom.id, **(values | more))
    db.session.add(made)
    db.session.flush()
    return made


def begin(assigned: Assignment, student: Person, answers: Sequence[Any] = (), at: datetime = NOW) -> Attempt:
    """Start an attempt and answer its slots in order; None leaves a slot blank."""
    offered = offer(assigned.id)
    assert offered is not None
    attempt = actions.start_attempt(offered, student, seed=7, now=at)
    for slot, answer in enumerate(answers, start=1):
        if answer is not None:
            actions.record_response(attempt.id, slot, 1, answer, at)
    db.session.flush()
    return attempt


def take(assigned: Assignment, student: Person, answers: Sequence[Any], at: datetime = NOW) -> Attempt:
    """Start, answer and hand in, ten minutes later."""
    attempt = begin(assigned, student, answers, at)
    assert actions.hand_in(attempt.id, at + 10 * MINUTE)
    return db.session.get_one(Attempt, attempt.id)


def card_due(student: Person, question_id: int, due: Any) -> CardState:
    """A card of this question that the student has rated, due on a study day."""
    card = Card(question_id=question_id)
    db.session.add(card)
    db.session.flush()
    state = CardState(
        person_id=student.id, card_id=card.id, stability=5.0, difficulty=5.0, due_day=due, last_day=due
    )
    db.session.add(state)
    db.session.flush()
    return state


def deck(classroom: Classroom, question_id: int) -> Deck:
    """The topic of this question as a deck of the class."""
    made = Deck(classroom_id=classroom.id, topic=db.session.get_one(Question, question_id).topic)
    db.session.add(made)
    db.session.flush()
    return made


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements that run inside."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
