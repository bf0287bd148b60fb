"""What stands in the school before a browser comes: a class with an assigned quiz, made in one go."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from quizapp.bank.queries import topics
from quizapp.db import db
from quizapp.flashcards.actions import open_decks
from quizapp.models.accounts import Person
from quizapp.quizzes.actions import add_questions, assign_quiz, create_quiz
from quizapp.quizzes.behavior import USUAL, Behavior
from tests.support import school

NUMBERS = count(1)


@dataclass(frozen=True)
class Given:
    classroom: int
    assignment: int
    student: str


def class_with_quiz(
    name: str, contents: list[dict[str, Any]], release: str = "after_close", behavior: Behavior = USUAL
) -> Given:
    """A class of Ms. Delgado with one student, named after the test, and a quiz of these questions."""
    now = datetime.now(UTC)
    teacher = db.session.scalars(select(Person).where(Person.username == "delgado")).one()
    # Two tests may have chosen the same name, and meet where one process runs both.
    student = school.person(f"{name}-{next(NUMBERS)}", given_name="Sam", family_name=name.capitalize())
    room = school.classroom(teacher, student, name=f"Class {name}")
    quiz = create_quiz(title=f"Quiz {name}", instructions="Take your time.", owner=teacher, now=now)
    add_questions(quiz, school.store(*contents, author=teacher))
    assignment = assign_quiz(
        quiz,
        room,
        opens_at=now - timedelta(days=1),
        due_at=now + timedelta(days=1),
        closes_at=now + timedelta(days=1),
        release=release,
        behavior=behavior,
        teacher=teacher,
        now=now,
    )
    return Given(room.id, assignment.id, student.username)


def open_all_decks(given: Given) -> None:
    """Let the class study every topic."""
    open_decks(given.classroom, topics())
