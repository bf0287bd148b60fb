"""A small school for tests of pages, and the check that a door is closed to whom it should be.

Alice teaches Bob; Dora is a teacher elsewhere; Charlie is a student elsewhere; Ada administers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.quizzes import Assignment, QuizSlot
from tests.support import attempts, school
from tests.support.pages import PageClient

Visit = Callable[..., PageClient]
InApp = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What Alice has: a class, questions in the bank, a quiz of the first two of them."""

    class_id: int
    code: str
    bob_id: int
    questions: list[int]
    quiz_id: int


def build() -> Desk:
    """Store the school."""
    alice, bob = school.person("alice", "teacher", given_name="Alice"), school.person("bob")
    dora, charlie = school.person("dora", "teacher"), school.person("charlie")
    school.person("ada", "admin")
    classroom = school.classroom(alice, bob)
    school.classroom(dora, charlie, name="Elsewhere")
    questions = school.store(
        school.single_choice(), school.true_false(), school.single_choice("third"), author=alice
    )
    quiz = attempts.quiz(alice, questions[:2])
    return Desk(classroom.id, classroom.join_code, bob.id, questions, quiz.id)


def person(username: str) -> Person:
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def places(quiz_id: int) -> list[tuple[int, float]]:
    """The questions of a quiz in order, each with its full mark."""
    query = select(QuizSlot).where(QuizSlot.quiz_id == quiz_id).order_by(QuizSlot.position)
    return [(slot.question_id, slot.max_mark) for slot in db.session.scalars(query)]


def assign(quiz_id: int, class_id: int, opened: float = -1, due: float = 6, **more: Any) -> int:
    """Assign the quiz, open since yesterday and due in six days unless said otherwise; returns the id."""
    today = datetime.now(UTC)
    moments = {"opens_at": today + school.days(opened), "due_at": today + school.days(due)}
    made = Assignment(
        quiz_id=quiz_id,
        classroom_id=class_id,
        created_by_id=person("alice").id,
        created_at=today,
        **({"closes_at": moments["due_at"], "release": "after_close", **moments} | more),
    )
    db.session.add(made)
    db.session.flush()
    return made.id


def closed_to(
    visit: Visit, address: str, *usernames: str, method: str = "GET", data: dict[str, str] | None = None
) -> None:
    """Assert that these people get 404 for an address, and that a stranger is led to the sign-in."""
    for username in usernames:
        response = visit(username).open(address, method=method, data=data)
        assert response.status_code == 404, f"{username}: {response.status_code}"
    response = visit(None).open(address, method=method, data=data)
    assert response.status_code == 302
    assert response.location.startswith("/sign-in")
