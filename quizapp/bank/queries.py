"""Reads of the question bank."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true

from quizapp.bank.wanted import IN_USE, Wanted, best_first, each_value, matching
from quizapp.classrooms.own_dates import has_begun_for, is_open_for
from quizapp.classrooms.queries import students_now
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Step
from quizapp.models.bank import Fact, Question, QuestionFact, QuestionStandard, QuestionVersion, Source
from quizapp.models.classrooms import Membership
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot
from quizapp.questions import KINDS

PAGE_SIZE = 40
MOST_QUIZZES = 50


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with the content of its current version (native form)."""

    question: Question
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search; `total` counts all pages."""

    rows: list[QuestionRow]
    total: int


def search(
    wanted: Wanted, page: int = 1, size: int = PAGE_SIZE, *, kinds: Collection[str] = tuple(KINDS)
) -> Found:
    """The questions of these kinds that match, the best first, or by topic where no word is asked for.

    Pages count from 1.
    """
    asked = true() if len(kinds) == len(KINDS) else Question.kind.in_(kinds)
    total = db.session.scalar(matching(select(func.count()).select_from(Question).where(asked), wanted)) or 0
    query = with_content(matching(select(Question, QuestionVersion.content).where(asked), wanted))
    rows = db.session.execute(
        query.order_by(*best_first(wanted), Question.topic, Question.ref)
        .limit(size)
        .offset((page - 1) * size)
    )
    return Found([QuestionRow(question, content) for question, content in rows], total)


def is_current() -> ColumnElement[bool]:
    """The version is the one that new quizzes get of its question."""
    return and_(QuestionVersion.question_id == Question.id, QuestionVersion.number == Question.version)


def with_content(query: Select[Any]) -> Select[Any]:
    """A query over questions, joined with their current versions."""
    return query.join(QuestionVersion, is_current())


def question_rows(ids: Sequence[int]) -> dict[int, QuestionRow]:
    """These questions with their current content, by id."""
    query = with_content(select(Question, QuestionVersion.content)).where(Question.id.in_(ids))
    return {question.id: QuestionRow(question, content) for question, content in db.session.execute(query)}


def topics() -> list[str]:
    """The topics that have a question which is not retired, by name."""
    found = (each_value(Question.topic, Question.status == status) for status in IN_USE)
    return sorted(set().union(*found))


def standards() -> list[str]:
    """The standards that some question serves, by code."""
    return each_value(QuestionStandard.standard)


def current_version(question: Question) -> QuestionVersion:
    """The version of this question that new quizzes get."""
    return db.session.scalars(
        select(QuestionVersion).where(
            QuestionVersion.question_id == question.id, QuestionVersion.number == question.version
        )
    ).one()


def versions_of_question(question: Question) -> Sequence[QuestionVersion]:
    """All versions of this question, newest first."""
    return db.session.scalars(
        select(QuestionVersion)
        .where(QuestionVersion.question_id == question.id)
        .order_by(QuestionVersion.number.desc())
    ).all()


def use_of_question(question: Question) -> tuple[int, int]:
    """In how many quizzes a question stands, and to how many students' attempts any version was given."""
    quizzes = db.session.scalar(
        select(func.count()).select_from(QuizSlot).where(QuizSlot.question_id == question.id)
    )
    given = db.session.scalar(
        select(func.count())
        .select_from(AttemptSlot)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .where(QuestionVersion.question_id == question.id)
    )
    return quizzes or 0, given or 0


def answers_to_question(question: Question) -> int:
    """How often any version of a question was answered: once for each attempt that saved something."""
    is_answered = exists().where(Step.attempt_id == AttemptSlot.attempt_id, Step.slot == AttemptSlot.slot)
    query = (
        select(func.count())
        .select_from(AttemptSlot)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .where(QuestionVersion.question_id == question.id, is_answered)
    )
    return db.session.scalar(query) or 0


def quizzes_with(question_id: int) -> list[tuple[Quiz, Person]]:
    """The quizzes that have this question, with their owners, newest first; the first MOST_QUIZZES."""
    query = (
        select(Quiz, Person)
        .join(QuizSlot, QuizSlot.quiz_id == Quiz.id)
        .join(Person, Person.id == Quiz.owner_id)
        .where(QuizSlot.question_id == question_id)
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
    )
    return [(quiz, owner) for quiz, owner in db.session.execute(query.limit(MOST_QUIZZES))]


def sources() -> Sequence[Source]:
    """All sources, by title."""
    return db.session.scalars(select(Source).order_by(Source.title)).all()


def is_asked_in_open_quiz(source_id: str, person_id: int, now: datetime) -> bool:
    """Whether a quiz that is open for this student, and not handed in, has a question that cites the source.

    Any version of the question counts, since an attempt keeps the one it was given.
    """
    attempts = exists().where(Attempt.assignment_id == Assignment.id, Attempt.person_id == person_id)
    is_done = attempts.where(Attempt.handed_in_at.is_not(None))
    is_working = attempts.where(Attempt.handed_in_at.is_(None))
    query = (
        select(Assignment.id)
        .join(
            Membership,
            and_(
                Membership.classroom_id == Assignment.classroom_id,
                Membership.person_id == person_id,
                students_now(),
            ),
        )
        .join(QuizSlot, QuizSlot.quiz_id == Assignment.quiz_id)
        .join(QuestionVersion, QuestionVersion.question_id == QuizSlot.question_id)
        .join(QuestionFact, QuestionFact.question_version_id == QuestionVersion.id)
        .join(Fact, Fact.id == QuestionFact.fact_id)
        .where(Fact.source_id == source_id, has_begun_for(person_id, now), is_open_for(person_id, now))
        .where(or_(~is_done, is_working))
        .limit(1)
    )
    return db.session.scalar(query) is not None


def facts_of_source(source_id: str) -> Sequence[Fact]:
    """The facts of a source that still stand in its sheet, in their order."""
    return db.session.scalars(
        select(Fact).where(Fact.source_id == source_id, Fact.is_retired.is_(False)).order_by(Fact.position)
    ).all()
