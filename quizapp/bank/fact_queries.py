"""Reads of one fact: what was changed in it, and what rests on it. Each takes one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import aliased

from quizapp.bank.queries import is_current, with_content
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Regrade, RegradedMark
from quizapp.models.bank import FactChange, Question, QuestionFact, QuestionVersion
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.flashcards import Card, CardState
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot

MOST = 200  # questions, quizzes and assignments that a page names


@dataclass(frozen=True, slots=True)
class RestingRow:
    """A question that rests on the fact, in its current version or in one that somebody was given.

    `given` counts attempts with a version that cites the fact; `waiting` those in the reader's own classes
    whose version is not the current one, and that were not marked anew by the current one; `studying` the
    students who have it as a card.
    """

    question: Question
    content: dict[str, Any]
    cites_now: bool
    quizzes: int
    given: int
    waiting: int
    studying: int


@dataclass(frozen=True, slots=True)
class AssignedRow:
    """An assignment of a quiz that rests on the fact, and how many attempts were given it."""

    assignment: Assignment
    title: str
    classroom: Classroom
    is_own: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How much rests on a fact, in the whole school."""

    quizzes: int
    assignments: int
    attempts: int
    studying: int


def changes_of(fact_id: str) -> Sequence[tuple[FactChange, Person | None]]:
    """The changes of a fact with who made them (None: a fact sheet), the newest first."""
    rows = db.session.execute(
        select(FactChange, Person)
        .outerjoin(Person, Person.id == FactChange.by_id)
        .where(FactChange.fact_id == fact_id)
        .order_by(FactChange.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


def resting_questions(fact_id: str, reader: Person) -> list[RestingRow]:
    """The questions that rest on a fact, those that cite it now first; by topic."""
    cites_now = exists().where(
        QuestionFact.question_version_id == QuestionVersion.id, QuestionFact.fact_id == fact_id
    )
    given = _given(fact_id)
    columns = (
        cites_now,
        _count(select(func.count()).where(QuizSlot.question_id == Question.id)),
        _count(given),
        _count(_waiting(given, reader)),
        _count(_studying().where(Card.question_id == Question.id)),
    )
    query = with_content(select(Question, QuestionVersion.content, *columns))
    rows = db.session.execute(
        query.where(Question.id.in_(_ever_citing(fact_id)), or_(cites_now, given.exists()))
        .order_by(cites_now.desc(), Question.topic, Question.ref)
        .limit(MOST)
    )
    return [RestingRow(*row) for row in rows]


def _ever_citing(fact_id: str) -> Select[int]:
    """The ids of the questions of which some version cites the fact."""
    version = aliased(QuestionVersion)
    return (
        select(version.question_id)
        .join(QuestionFact, QuestionFact.question_version_id == version.id)
        .where(QuestionFact.fact_id == fact_id)
    )


def _given(fact_id: str) -> Select[Any]:
    """The attempts that were given a version of Question which cites the fact."""
    version = aliased(QuestionVersion, name="given_version")
    return (
        select(func.count())
        .select_from(AttemptSlot)
        .join(version, version.id == AttemptSlot.question_version_id)
        .join(QuestionFact, QuestionFact.question_version_id == version.id)
        .where(version.question_id == Question.id, QuestionFact.fact_id == fact_id)
        .correlate(Question, QuestionVersion)
    )


def _waiting(given: Select[Any], reader: Person) -> Select[Any]:
    """Those of them in the reader's classes that the key of the current version has not marked yet."""
    is_marked = exists().where(
        RegradedMark.attempt_id == AttemptSlot.attempt_id,
        RegradedMark.slot == AttemptSlot.slot,
        Regrade.id == RegradedMark.regrade_id,
        Regrade.new_version_id == QuestionVersion.id,
    )
    return (
        given.join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(AttemptSlot.question_version_id != QuestionVersion.id, ~is_marked, teaches(reader))
    )


def teaches(person: Person) -> ColumnElement[bool]:
    """The person teaches the class of Assignment now."""
    return exists().where(
        Membership.classroom_id == Assignment.classroom_id,
        Membership.person_id == person.id,
        Membership.role == "teacher",
        Membership.left_at.is_(None),
    )


def _studying() -> Select[Any]:
    return select(func.count(CardState.person_id.distinct())).join(Card, Card.id == CardState.card_id)


def _count(query: Select[Any]) -> Any:
    return query.scalar_subquery()


def resting_quizzes(fact_id: str) -> list[tuple[Quiz, Person, int]]:
    """The quizzes with questions that cite the fact now: owner, and how many such questions; newest first."""
    rows = db.session.execute(
        select(Quiz, Person, func.count())
        .join(QuizSlot, QuizSlot.quiz_id == Quiz.id)
        .join(Person, Person.id == Quiz.owner_id)
        .where(QuizSlot.question_id.in_(_citing_now(fact_id)))
        .group_by(Quiz.id, Person.id)
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
        .limit(MOST)
    )
    return [(quiz, owner, count) for quiz, owner, count in rows]


def _citing_now(fact_id: str) -> Select[int]:
    """The ids of the questions whose current version cites the fact."""
    return (
        select(Question.id)
        .join(QuestionVersion, is_current())
        .join(QuestionFact, QuestionFact.question_version_id == QuestionVersion.id)
        .where(QuestionFact.fact_id == fact_id)
    )


def resting_assignments(fact_id: str, reader: Person) -> list[AssignedRow]:
    """The assignments of such quizzes, and those whose attempts were given the fact; the latest due first."""
    count = (
        select(func.count(Attempt.id.distinct()))
        .join(AttemptSlot, AttemptSlot.attempt_id == Attempt.id)
        .join(QuestionFact, QuestionFact.question_version_id == AttemptSlot.question_version_id)
        .where(Attempt.assignment_id == Assignment.id, QuestionFact.fact_id == fact_id)
    )
    rows = db.session.execute(
        select(Assignment, Quiz.title, Classroom, teaches(reader), count.scalar_subquery())
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(Assignment.id.in_(_assignment_ids(fact_id)))
        .order_by(Assignment.due_at.desc(), Assignment.id.desc())
        .limit(MOST)
    )
    return [AssignedRow(*row) for row in rows]


def _assignment_ids(fact_id: str) -> Any:
    by_quiz = (
        select(Assignment.id)
        .join(QuizSlot, QuizSlot.quiz_id == Assignment.quiz_id)
        .where(QuizSlot.question_id.in_(_citing_now(fact_id)))
    )
    by_attempt = _attempts(fact_id).with_only_columns(Attempt.assignment_id)
    return select(union(by_quiz, by_attempt).subquery().c.id)


def _attempts(fact_id: str) -> Select[Any]:
    return (
        select(Attempt.id)
        .join(AttemptSlot, AttemptSlot.attempt_id == Attempt.id)
        .join(QuestionFact, QuestionFact.question_version_id == AttemptSlot.question_version_id)
        .where(QuestionFact.fact_id == fact_id)
    )


def totals(fact_id: str) -> Totals:
    """How many quizzes, assignments, attempts and students with cards a fact touches."""
    quizzes = select(func.count(QuizSlot.quiz_id.distinct())).where(
        QuizSlot.question_id.in_(_citing_now(fact_id))
    )
    ids = _assignment_ids(fact_id).subquery()
    attempts = _attempts(fact_id).with_only_columns(func.count(Attempt.id.distinct()))
    studying = _studying().where(Card.question_id.in_(_citing_now(fact_id)))
    query = select(*map(_count, (quizzes, select(func.count()).select_from(ids), attempts, studying)))
    return Totals(*db.session.execute(query).one())


def rests_on(question_id: int, fact_id: str) -> bool:
    """Whether some version of the question cites the fact."""
    query = select(Question.id).where(Question.id == question_id, Question.id.in_(_ever_citing(fact_id)))
    return db.session.scalar(query) is not None


def is_citing(fact_id: str) -> ColumnElement[bool]:
    """The current version of Question cites the fact."""
    return exists().where(
        and_(is_current(), QuestionFact.question_version_id == QuestionVersion.id),
        QuestionFact.fact_id == fact_id,
    )
