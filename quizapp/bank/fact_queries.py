"""Reads of one fact: what was changed in it, and what rests on it, as far as the looker may see.

That are the questions of banks they may use, their own quizzes, and the classes they teach. Each read takes
one statement.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import aliased

from quizapp.bank.queries import is_current, with_content
from quizapp.classrooms.queries import students_now
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

    `given` counts attempts with a version that cites the fact; `waiting` those of them whose version is not
    the current one, and that were not marked anew by the current one; `studying` the students who have it as
    a card.
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
    attempts: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How much rests on a fact: of the looker, and in the whole school."""

    quizzes: int
    assignments: int
    attempts: int
    studying: int
    all_questions: int
    all_quizzes: int
    all_attempts: int

    @property
    def has_others(self) -> bool:
        """Whether quizzes or classes of colleagues rest on it too."""
        return (self.all_quizzes, self.all_attempts) != (self.quizzes, self.attempts)


def changes_of(fact_id: str) -> Sequence[tuple[FactChange, Person | None]]:
    """The changes of a fact with who made them (None: a fact sheet), the newest first."""
    rows = db.session.execute(
        select(FactChange, Person)
        .outerjoin(Person, Person.id == FactChange.by_id)
        .where(FactChange.fact_id == fact_id)
        .order_by(FactChange.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


def resting_questions(fact_id: str, looker: Person, banks: Collection[int]) -> list[RestingRow]:
    """The questions that rest on a fact, those that cite it now first; by topic.

    They are in one of these banks, in the looker's quizzes, or were given in classes they teach.
    """
    cites_now = exists().where(
        QuestionFact.question_version_id == QuestionVersion.id, QuestionFact.fact_id == fact_id
    )
    given = _given(fact_id).where(_teaches(looker))
    placed = _own_quizzes(looker).where(QuizSlot.question_id == Question.id)
    studying = _studying(looker).where(Card.question_id == Question.id)
    columns = (cites_now, *map(_count, (placed, given, given.where(*_has_old_key()), studying)))
    query = with_content(select(Question, QuestionVersion.content, *columns))
    rows = db.session.execute(
        query.where(Question.id.in_(_ever_citing(fact_id)), or_(cites_now, _is_any(given)))
        .where(or_(Question.bank_id.in_(banks), _is_any(placed), _is_any(given)))
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
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(version.question_id == Question.id, QuestionFact.fact_id == fact_id)
        .correlate(Question, QuestionVersion)
    )


def _has_old_key() -> tuple[ColumnElement[bool], ...]:
    """The version of AttemptSlot is not the current one, whose key has not marked it yet."""
    is_marked = exists().where(
        RegradedMark.attempt_id == AttemptSlot.attempt_id,
        RegradedMark.slot == AttemptSlot.slot,
        Regrade.id == RegradedMark.regrade_id,
        Regrade.new_version_id == QuestionVersion.id,
    )
    return AttemptSlot.question_version_id != QuestionVersion.id, ~is_marked


def _teaches(person: Person) -> ColumnElement[bool]:
    """The person teaches the class of Assignment now."""
    taught = aliased(Membership)
    return exists().where(
        taught.classroom_id == Assignment.classroom_id,
        taught.person_id == person.id,
        taught.role == "teacher",
        taught.left_at.is_(None),
    )


def _own_quizzes(person: Person) -> Select[Any]:
    return (
        select(func.count(QuizSlot.quiz_id.distinct()))
        .join(Quiz, Quiz.id == QuizSlot.quiz_id)
        .where(Quiz.owner_id == person.id)
    )


def _studying(teacher: Person) -> Select[Any]:
    """The students of this teacher who have rated a card."""
    taught = aliased(Membership)
    classes = select(taught.classroom_id).where(
        taught.person_id == teacher.id, taught.role == "teacher", taught.left_at.is_(None)
    )
    students = select(Membership.person_id).where(Membership.classroom_id.in_(classes), students_now())
    return (
        select(func.count(CardState.person_id.distinct()))
        .join(Card, Card.id == CardState.card_id)
        .where(CardState.person_id.in_(students))
    )


def _count(query: Select[Any]) -> Any:
    return query.scalar_subquery()


def _is_any(counted: Select[Any]) -> ColumnElement[bool]:
    return counted.scalar_subquery() > 0


def resting_quizzes(fact_id: str, looker: Person) -> list[tuple[Quiz, int]]:
    """The looker's quizzes with questions that cite the fact now, and how many; newest first."""
    rows = db.session.execute(
        select(Quiz, func.count())
        .join(QuizSlot, QuizSlot.quiz_id == Quiz.id)
        .where(QuizSlot.question_id.in_(_citing_now(fact_id)), Quiz.owner_id == looker.id)
        .group_by(Quiz.id)
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
        .limit(MOST)
    )
    return [(quiz, count) for quiz, count in rows]


def _citing_now(fact_id: str) -> Select[int]:
    """The ids of the questions whose current version cites the fact."""
    return (
        select(Question.id)
        .join(QuestionVersion, is_current())
        .join(QuestionFact, QuestionFact.question_version_id == QuestionVersion.id)
        .where(QuestionFact.fact_id == fact_id)
    )


def resting_assignments(fact_id: str, looker: Person) -> list[AssignedRow]:
    """The assignments, in classes the looker teaches, of quizzes that cite the fact or whose attempts do.

    The latest due first.
    """
    given = _attempts(fact_id).with_only_columns(func.count(Attempt.id.distinct()))
    rows = db.session.execute(
        select(Assignment, Quiz.title, Classroom, _count(given.correlate(Assignment)))
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(Assignment.id.in_(_assignment_ids(fact_id)), _teaches(looker))
        .order_by(Assignment.due_at.desc(), Assignment.id.desc())
        .limit(MOST)
    )
    return [AssignedRow(*row) for row in rows]


def _assignment_ids(fact_id: str) -> Select[int]:
    placed, attempt = aliased(Assignment), aliased(Attempt)
    by_quiz = (
        select(placed.id)
        .join(QuizSlot, QuizSlot.quiz_id == placed.quiz_id)
        .where(QuizSlot.question_id.in_(_citing_now(fact_id)))
    )
    by_attempt = (
        select(attempt.assignment_id)
        .join(AttemptSlot, AttemptSlot.attempt_id == attempt.id)
        .join(QuestionFact, QuestionFact.question_version_id == AttemptSlot.question_version_id)
        .where(QuestionFact.fact_id == fact_id)
    )
    return select(union(by_quiz, by_attempt).subquery().c.id)


def _attempts(fact_id: str) -> Select[Any]:
    """The attempts of Assignment that were given the fact."""
    return (
        select(Attempt.id)
        .join(AttemptSlot, AttemptSlot.attempt_id == Attempt.id)
        .join(QuestionFact, QuestionFact.question_version_id == AttemptSlot.question_version_id)
        .where(Attempt.assignment_id == Assignment.id, QuestionFact.fact_id == fact_id)
    )


def totals(fact_id: str, looker: Person) -> Totals:
    """How many quizzes, assignments, attempts and students with cards a fact touches."""
    citing = _citing_now(fact_id)
    is_placed = QuizSlot.question_id.in_(citing)
    attempts = (
        select(func.count(Attempt.id.distinct()))
        .select_from(AttemptSlot)
        .join(QuestionFact, QuestionFact.question_version_id == AttemptSlot.question_version_id)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(QuestionFact.fact_id == fact_id)
    )
    assignments = select(func.count(Assignment.id)).where(
        Assignment.id.in_(_assignment_ids(fact_id)), _teaches(looker)
    )
    counts = (
        _own_quizzes(looker).where(is_placed),
        assignments,
        attempts.where(_teaches(looker)),
        _studying(looker).where(Card.question_id.in_(citing)),
        select(func.count()).select_from(citing.subquery()),
        select(func.count(QuizSlot.quiz_id.distinct())).where(is_placed),
        attempts,
    )
    return Totals(*db.session.execute(select(*map(_count, counts))).one())


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
