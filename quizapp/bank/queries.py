"""Reads of the question bank."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from quizapp.bank import fulltext
from quizapp.bank.wanted import IN_USE, MOST_FOUND, Wanted, each_value, matching_ids
from quizapp.classrooms.own_dates import has_begun_for, is_open_for
from quizapp.classrooms.queries import students_now
from quizapp.db import db
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.bank import (
    Fact,
    Question,
    QuestionBank,
    QuestionFact,
    QuestionStandard,
    QuestionVersion,
    Source,
)
from quizapp.models.classrooms import Membership
from quizapp.models.quizzes import Assignment, QuizSlot

PAGE_SIZE = 40


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with the content of its current version (native form)."""

    question: Question
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search; `total` counts all pages, up to MOST_FOUND."""

    rows: list[QuestionRow]
    total: int

    @property
    def is_more(self) -> bool:
        """Whether there may be more than were counted."""
        return self.total >= MOST_FOUND


def search(
    wanted: Wanted,
    page: int = 1,
    size: int = PAGE_SIZE,
    *,
    kinds: Collection[str] | None = None,
    banks: Collection[int] | None = None,
) -> Found:
    """The questions of these kinds and banks (None: of all) that match.

    The best come first; by topic where no word is asked for. Pages count from 1.
    """
    wanted_banks = every_bank() if banks is None else banks
    fulltext.look_up()
    ids = list(db.session.scalars(matching_ids(wanted, wanted_banks, kinds)))
    shown = ids[(page - 1) * size : page * size]
    rows = question_rows(shown)
    return Found([rows[question_id] for question_id in shown], len(ids))


def every_bank() -> list[int]:
    """The ids of all banks of the school."""
    return list(db.session.scalars(select(QuestionBank.id)))


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


def topics(banks: Collection[int] | None = None) -> list[str]:
    """The topics that have a question in these banks (None: in all) which is not retired, by name."""
    wanted = every_bank() if banks is None else banks
    found = (
        each_value(Question.topic, Question.bank_id == bank, Question.status == status)
        for bank in wanted
        for status in IN_USE
    )
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


def question_to_change(question_id: int) -> Question:
    """A question as it stands at this moment; nobody else changes it until the transaction ends."""
    query = select(Question).where(Question.id == question_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def versions_of_question(question: Question) -> Sequence[QuestionVersion]:
    """All versions of this question, newest first."""
    return db.session.scalars(
        select(QuestionVersion)
        .where(QuestionVersion.question_id == question.id)
        .order_by(QuestionVersion.number.desc())
    ).all()


def sources() -> Sequence[Source]:
    """All sources, by title."""
    return db.session.scalars(select(Source).order_by(Source.title)).all()


def sources_of_open_quizzes(person_id: int, now: datetime) -> set[str]:
    """The sources that are cited by questions of quizzes which are open for this student, and not handed in.

    Any version of the question counts, since an attempt keeps the one it was given.
    """
    attempts = exists().where(Attempt.assignment_id == Assignment.id, Attempt.person_id == person_id)
    is_done = attempts.where(Attempt.handed_in_at.is_not(None))
    is_working = attempts.where(Attempt.handed_in_at.is_(None))
    query = (
        select(Fact.source_id)
        .join(QuestionFact, QuestionFact.fact_id == Fact.id)
        .join(QuestionVersion, QuestionVersion.id == QuestionFact.question_version_id)
        .join(QuizSlot, QuizSlot.question_id == QuestionVersion.question_id)
        .join(Assignment, Assignment.quiz_id == QuizSlot.quiz_id)
        .join(
            Membership,
            and_(
                Membership.classroom_id == Assignment.classroom_id,
                Membership.person_id == person_id,
                students_now(),
            ),
        )
        .where(has_begun_for(person_id, now), is_open_for(person_id, now), or_(~is_done, is_working))
    )
    return set(db.session.scalars(query.union(_given_in_open_quizzes(person_id, now))))


def _given_in_open_quizzes(person_id: int, now: datetime) -> Select[str]:
    """The sources of what running attempts of this student were given, perhaps by drawing."""
    return (
        select(Fact.source_id)
        .join(QuestionFact, QuestionFact.fact_id == Fact.id)
        .join(AttemptSlot, AttemptSlot.question_version_id == QuestionFact.question_version_id)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .where(Attempt.person_id == person_id, Attempt.handed_in_at.is_(None), Attempt.answers_until > now)
    )


def statements_of(facts: Collection[str]) -> dict[str, str]:
    """What these facts state, by their ids; none for one that is not there."""
    rows = db.session.execute(select(Fact.id, Fact.content).where(Fact.id.in_(facts))) if facts else ()
    return {fact_id: content["statement"] for fact_id, content in rows}


def facts_of_source(source_id: str) -> Sequence[Fact]:
    """The facts of a source that still stand in its sheet, in their order."""
    return db.session.scalars(
        select(Fact).where(Fact.source_id == source_id, Fact.is_retired.is_(False)).order_by(Fact.position)
    ).all()
