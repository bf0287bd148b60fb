"""A quiz with a written question, answered by four students of Alice's class, to be marked by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from quizapp.attempts.by_hand import hand_mark_queries
from quizapp.attempts.by_hand.hand_marks import Given, mark_answers
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.classrooms import Membership
from quizapp.models.quizzes import Assignment
from tests.support import attempts, school

RUBRIC = [
    {"points": 2, "text": "names a *source*"},
    {"points": 1, "text": "gives a reason"},
    {"points": 0.5, "text": "gives a date"},
]
FULL = (2.0, 1.0, 0.5)


@dataclass(frozen=True, slots=True)
class Desk:
    """Ids. Bob and Eve wrote the same, Finn something else, Gus nothing; all had the other question right."""

    question: int
    quiz: int
    classroom: int
    assignment: int
    bob: int
    eve: int
    finn: int
    gus: int

    @property
    def address(self) -> str:
        return f"/assignments/{self.assignment}/marking/{self.question}"


def quickly(username: str, role: str = "teacher") -> Person:
    """A person who never signs in."""
    made = Person(
        username=username,
        given_name=username.capitalize(),
        family_name="Example",
        role=role,
        is_demo=False,
        created_at=school.NOW,
        sign_in_version=1,
    )
    db.session.add(made)
    db.session.flush()
    return made


def build(person: Callable[..., Person] = quickly, **terms: Any) -> Desk:
    """Alice and Dora teach the class; Charlie is elsewhere. `person` makes those who may sign in."""
    alice, dora, bob = person("alice", "teacher"), person("dora", "teacher"), person("bob", "student")
    person("charlie", "student")
    room = school.classroom(alice, bob)
    db.session.add(Membership(classroom_id=room.id, person_id=dora.id, role="teacher", joined_at=school.NOW))
    content = school.written("why", rubric=RUBRIC, explanation="Both sides wanted trade.")
    questions = school.store(school.single_choice(), content, author=alice)
    quiz = attempts.quiz(alice, questions, max_mark=2.0)
    assigned = attempts.assignment(quiz, room, **({"closes_at": school.NOW + school.days(20_000)} | terms))
    people = [bob, *(attempts.student(number, room) for number in (1, 2, 3))]
    texts = ["Because of trade.", "because of  TRADE", "The talks went well.", None]
    done = [attempts.take(assigned, who, [0, text]).id for who, text in zip(people, texts, strict=True)]
    return Desk(questions[1], quiz.id, room.id, assigned.id, *done)


def teacher(username: str = "alice") -> Person:
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def give(
    desk: Desk,
    points: tuple[float, ...] = FULL,
    to: tuple[int, ...] = (),
    *,
    seen: dict[int, int] | None = None,
    by: str = "alice",
    days: float = 1,
    **more: Any,
) -> int:
    """Mark Bob's and Eve's answer, or those of `to`, having seen what is there."""
    ids = to or (desk.bob, desk.eve)
    seen = seen if seen is not None else {number: newest(number) for number in ids}
    return mark_answers(
        db.session.get_one(Assignment, desk.assignment),
        desk.question,
        Given(points, **more),
        seen=seen,
        teacher=teacher(by),
        now=school.NOW + school.days(days),
    )


def newest(attempt_id: int) -> int:
    """The id of the newest mark of the written answer of an attempt, 0 for none."""
    return max((row.id for row in hand_mark_queries.marks_of([attempt_id])), default=0)


def marks(desk: Desk) -> list[tuple[float | None, float | None, int]]:
    """The fraction of each written answer, the mark of its attempt, and how many answers of that wait."""
    found = []
    for number in (desk.bob, desk.eve, desk.finn, desk.gus):
        attempt = db.session.get_one(Attempt, number)
        fraction = db.session.get_one(AttemptSlot, (number, 2)).fraction
        found.append((fraction, attempt.mark, attempt.waiting))
    return found


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements that run inside; requests bring their own context."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
