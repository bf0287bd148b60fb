"""A room in which a quiz is taken: Bob works, Eve has handed in, Finn has not started; Alice teaches them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from quizapp.classrooms.actions import remove_student
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment
from quizapp.models.supervision import Deed
from tests.support import attempts, school

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Room:
    """All ids. `running` is Bob's attempt, `done` Eve's."""

    classroom: int
    assignment: int
    bob: int
    eve: int
    finn: int
    running: int
    done: int

    @property
    def address(self) -> str:
        return f"/assignments/{self.assignment}"

    def act(self, kind: str) -> str:
        """The page of a deed."""
        return f"{self.address}/students/{kind}"


def build(count: int = 3, **terms: Any) -> Room:
    """Bob and Dora (a teacher elsewhere) can sign in too; the quiz opened an hour ago and closes in one."""
    now = datetime.now(UTC)
    alice, bob = school.person("alice", "teacher"), school.person("bob")
    school.person("dora", "teacher")
    classroom = school.classroom(alice, bob)
    eve, finn = attempts.student(1, classroom), attempts.student(2, classroom)
    questions = school.store(*(school.true_false(f"q-{n}") for n in range(count)), author=alice)
    dates = {"opens_at": now - 60 * MINUTE, "due_at": now + 60 * MINUTE, "closes_at": now + 60 * MINUTE}
    assigned = attempts.assignment(attempts.quiz(alice, questions), classroom, **(dates | terms))
    running = attempts.begin(assigned, bob, [True], now - 20 * MINUTE)
    done = attempts.take(assigned, eve, [True, False, True], now - 30 * MINUTE)
    return Room(classroom.id, assigned.id, bob.id, eve.id, finn.id, running.id, done.id)


def remove_bob(room: Room) -> None:
    """Take Bob out of the class in mid-quiz."""
    classroom = db.session.get_one(Classroom, room.classroom)
    remove_student(classroom, db.session.get_one(Person, room.bob), datetime.now(UTC))


def attempt(attempt_id: int) -> Attempt:
    return db.session.get_one(Attempt, attempt_id, populate_existing=True)


def assignment(assignment_id: int) -> Assignment:
    return db.session.get_one(Assignment, assignment_id, populate_existing=True)


def deeds() -> list[tuple[str, int | None, str, str]]:
    """What was done so far: kind, minutes, reason and the username of who did it."""
    query = select(Deed, Person.username).join(Person, Person.id == Deed.by_id)
    rows = db.session.execute(query.order_by(Deed.id))
    return [(deed.kind, deed.minutes, deed.reason, username) for deed, username in rows]
