"""Reads of the question bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from quizapp.bank.wanted import IN_USE, Wanted, best_first, each_value, matching
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import AttemptSlot
from quizapp.models.bank import Fact, Question, QuestionStandard, QuestionVersion, Source
from quizapp.models.quizzes import Quiz, QuizSlot

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


def search(wanted: Wanted, page: int = 1, size: int = PAGE_SIZE) -> Found:
    """The questions that match, the best first, or by topic where no word is asked for; pages from 1."""
    total = db.session.scalar(matching(select(func.count()).select_from(Question), wanted)) or 0
    query = with_content(matching(select(Question, QuestionVersion.content), wanted))
    rows = db.session.execute(
        query.order_by(*best_first(wanted), Question.topic, Question.ref)
        .limit(size)
        .offset((page - 1) * size)
    )
    return Found([QuestionRow(question, content) for question, content in rows], total)


def with_content(query: Select[Any]) -> Select[Any]:
    """A query over questions, joined with their current versions."""
    return query.join(
        QuestionVersion,
        (QuestionVersion.question_id == Question.id) & (QuestionVersion.number == Question.version),
    )


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


def facts_of_source(source_id: str) -> Sequence[Fact]:
    """The facts of a source that still stand in its sheet, in their order."""
    return db.session.scalars(
        select(Fact).where(Fact.source_id == source_id, Fact.is_retired.is_(False)).order_by(Fact.position)
    ).all()


def all_facts() -> list[tuple[str, str]]:
    """Every current fact as (id, statement), by source and order: what an editor may cite."""
    query = select(Fact.id, Fact.content).where(Fact.is_retired.is_(False))
    rows = db.session.execute(query.order_by(Fact.source_id, Fact.position))
    return [(fact_id, content["statement"]) for fact_id, content in rows]
