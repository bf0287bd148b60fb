"""Short ways to decks, ratings and quizzes that hold cards back."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from quizapp.db import db
from quizapp.flashcards import actions, decks
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt
from quizapp.models.classrooms import Classroom
from quizapp.models.flashcards import Card, CardState
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot
from quizapp.scheduling import Rating
from quizapp.terms import moments, own_terms
from tests.support import school

TOPIC = "Tariff levels"


def class_with_cards(
    teacher: Person, *students: Person, count: int = 3, **more: Any
) -> tuple[Classroom, list[int]]:
    """A class that may study one topic of `count` cards; returns it with the questions' ids."""
    classroom = school.classroom(teacher, *students, **more)
    questions = school.store(*(school.single_choice(f"tariff-{n}") for n in range(count)), author=teacher)
    actions.open_decks(classroom.id, [TOPIC])
    return classroom, questions


def rate(
    person: Person, question_id: int, rating: Rating, at: datetime, shown: timedelta = timedelta(seconds=9)
) -> None:
    actions.rate(person=person, question_id=question_id, rating=rating, shown_at=at - shown, now=at)


def state(person: Person, question_id: int) -> CardState | None:
    """The stored memory, as it is in the database."""
    db.session.expire_all()
    query = select(CardState).join(Card, Card.id == CardState.card_id)
    return db.session.scalar(query.where(CardState.person_id == person.id, Card.question_id == question_id))


def columns(row: CardState | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {column.name: getattr(row, column.name) for column in CardState.__table__.columns}


def next_card(person: Person, now: datetime, topic: str | None = None) -> int | None:
    session = decks.session(person.id, now, topic)
    assert session is not None
    return session.queue.next_card()


def assign(
    classroom: Classroom, questions: list[int], opens_at: datetime, closes_at: datetime, **more: Any
) -> Assignment:
    """A quiz of these questions, given to the class."""
    owner = classroom.created_by_id
    quiz = Quiz(title="Quiz", instructions="", owner_id=owner, created_at=school.NOW)
    db.session.add(quiz)
    db.session.flush()
    db.session.add_all(
        QuizSlot(quiz_id=quiz.id, position=place, question_id=question)
        for place, question in enumerate(questions, 1)
    )
    terms = {"release": "after_close", "created_by_id": owner, "created_at": school.NOW, **more}
    dates = {"opens_at": opens_at, "due_at": closes_at, "closes_at": closes_at}
    assignment = Assignment(quiz_id=quiz.id, classroom_id=classroom.id, **dates, **terms)
    db.session.add(assignment)
    db.session.flush()
    return assignment


def hand_in(assignment: Assignment, person: Person, at: datetime | None) -> Attempt:
    """An attempt of this person, handed in at `at`, or still open for None."""
    attempt = Attempt(
        assignment_id=assignment.id,
        person_id=person.id,
        number=1,
        seed=1,
        started_at=assignment.opens_at,
        handed_in_at=at,
        max_mark=1.0,
        **asdict(moments(own_terms(assignment, []), assignment.opens_at)),
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt
