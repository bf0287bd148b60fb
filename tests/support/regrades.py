"""A quiz whose first question has a wrong key, answered by three students, and its correction."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from quizapp.attempts.regrades.regrade_queries import given_to
from quizapp.attempts.regrades.regrading import regrade
from quizapp.bank.actions import change_question
from quizapp.bank.queries import current_version
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Regrade
from quizapp.models.bank import Question
from tests.support import attempts, school


@dataclass(frozen=True, slots=True)
class Wrong:
    """The ids. Bob chose what is right, Eve what the wrong key says, Finn (still working) what is right."""

    question: int
    classroom: int
    quiz: int
    assignment: int
    bob: int
    eve: int
    finn: int

    @property
    def attempts(self) -> list[int]:
        return [self.bob, self.eve, self.finn]


def wrong_key(ref: str = "tariff-peak") -> dict[str, Any]:
    options = [{"text": "145%"}, {"text": "54%", "key": True}, {"text": "95%"}]
    return {**school.single_choice(ref), "options": options}


def build(facts: list[str] | None = None, **terms: Any) -> Wrong:
    """Alice's class with Bob, Eve and Finn; Dora and Charlie are elsewhere."""
    alice, bob = school.person("alice", "teacher"), school.person("bob")
    dora, charlie = school.person("dora", "teacher"), school.person("charlie")
    school.classroom(dora, charlie, name="Elsewhere")
    room = school.classroom(alice, bob)
    eve, finn = attempts.student(1, room), attempts.student(2, room)
    questions = school.store({**wrong_key(), "facts": facts or []}, school.true_false(), author=alice)
    quiz = attempts.quiz(alice, questions, max_mark=2.0)
    # Pages look at the real clock: what closes long after today leaves Finn at work.
    assigned = attempts.assignment(quiz, room, **({"closes_at": school.NOW + school.days(20_000)} | terms))
    done = [attempts.take(assigned, bob, [0, True]), attempts.take(assigned, eve, [1, True])]
    working = attempts.begin(assigned, finn, [0, False])
    return Wrong(questions[0], room.id, quiz.id, assigned.id, done[0].id, done[1].id, working.id)


def correct(wrong: Wrong) -> None:
    """The right key, as the second version."""
    question = db.session.get_one(Question, wrong.question)
    assert change_question(question, school.single_choice(), author=None, now=school.NOW)


def teacher(username: str = "alice") -> Person:
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def commit(wrong: Wrong, policy: str = "new_key", chosen: list[int] | None = None, **more: Any) -> Regrade:
    """Regrade these attempts, or all of them, by the current version."""
    version = current_version(db.session.get_one(Question, wrong.question))
    values = {"reason": "The key was wrong.", "teacher": teacher(), "now": school.NOW + school.days(1)}
    ids = wrong.attempts if chosen is None else chosen
    return regrade(wrong.question, version, policy=policy, attempt_ids=ids, **(values | more))


def rows(wrong: Wrong, username: str = "alice") -> Any:
    return given_to(teacher(username), wrong.question)


def marks(wrong: Wrong) -> list[tuple[float | None, float | None]]:
    """The fraction of the first question and the mark of Bob's, Eve's and Finn's attempt."""
    return [
        (db.session.get_one(AttemptSlot, (each, 1)).fraction, db.session.get_one(Attempt, each).mark)
        for each in wrong.attempts
    ]
