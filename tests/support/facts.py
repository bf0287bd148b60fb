"""A school whose quiz rests on a fact that turns out to be wrong, or to have an end."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from quizapp.bank.fact_actions import correct_fact, digest_of, end_fact
from quizapp.bank.loading import load_bank
from quizapp.bank.sheets import content_of
from quizapp.db import db
from quizapp.facts import Source
from quizapp.models.accounts import Person
from quizapp.models.bank import Fact, FactChange, Question
from tests.support import attempts, bank, school

CORRECTED = {
    "kind": "percent",
    "statement": "Tariffs reached 154%.",
    "value": 154,
    "unit": "percent",
    "paragraphs": [2],
    "terms": ["145 percent"],
}


@dataclass(frozen=True, slots=True)
class Resting:
    """The ids. `numeric` asks for the peak, `written` rests on it too; Bob answered 145, Eve 154."""

    numeric: int
    written: int
    quiz: int
    assignment: int
    bob: int
    eve: int


def build(**terms: Any) -> Resting:
    """Alice's class with Bob and Eve; Dora and Charlie are elsewhere."""
    alice, bob, eve = school.person("alice", "teacher"), school.person("bob"), school.person("eve")
    school.classroom(school.person("dora", "teacher"), school.person("charlie"), name="Elsewhere")
    room = school.classroom(alice, bob, eve)
    contents = [
        bank.content("numeric"),
        bank.content("written", facts=[bank.PEAK]),
        bank.content("true_false"),
    ]
    load_bank(contents, [Source.from_dict(sheet) for sheet in bank.SHEETS], now=school.NOW)
    ids = {question.ref: question.id for question in db.session.scalars(select(Question))}
    quiz = attempts.quiz(alice, [ids["numeric"], ids["true-false"]])
    assigned = attempts.assignment(quiz, room, **terms)
    taken = [attempts.take(assigned, person, [text, False]) for person, text in ((bob, "145"), (eve, "154"))]
    return Resting(ids["numeric"], ids["written"], quiz.id, assigned.id, taken[0].id, taken[1].id)


def alice() -> Person:
    return db.session.scalars(select(Person).where(Person.username == "alice")).one()


def stored(fact_id: str = bank.PEAK) -> Fact:
    return db.session.get_one(Fact, fact_id)


def changes(fact_id: str = bank.PEAK) -> list[FactChange]:
    query = select(FactChange).where(FactChange.fact_id == fact_id).order_by(FactChange.id)
    return list(db.session.scalars(query))


def correct(fact_id: str = bank.PEAK, native: dict[str, Any] = CORRECTED, **more: Any) -> int:
    """Let Alice correct a fact; returns how many questions are to be checked."""
    seen = digest_of(content_of(stored(fact_id)))
    native = {**native, "id": fact_id.partition("/")[2]}
    terms = {"reason": "Misread.", "teacher": alice(), "now": school.NOW + school.days(1), "seen": seen}
    return correct_fact(fact_id, native, **(terms | more))


def end(fact_id: str = bank.PEAK, **more: Any) -> int:
    """Let Alice give a fact an end; returns how many questions are to be checked."""
    seen = digest_of(content_of(stored(fact_id)))
    said = {"as_of": None, "expired": None, "superseded_by": None}
    terms = {"reason": "It was changed.", "teacher": alice(), "now": school.NOW, "seen": seen}
    return end_fact(fact_id, **(said | terms | more))


def needing_check() -> list[str]:
    query = select(Question.ref).where(Question.needs_check.is_(True)).order_by(Question.ref)
    return list(db.session.scalars(query))
