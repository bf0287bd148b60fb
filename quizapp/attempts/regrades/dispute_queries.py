"""Reads of disputes: what a student says is wrong with a question, and what the teacher said to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from quizapp.attempts.queries import is_newest_step
from quizapp.attempts.regrades.regrade_queries import teaches_class_of_assignment
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Dispute, Step
from quizapp.models.bank import Fact, Question, QuestionVersion, Source
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz

DisputeRow = Row[*tuple[Any, ...]]


def disputes_of_attempt(attempt_id: int) -> Mapping[int, DisputeRow]:
    """The disputes of an attempt by slot.

    As (Dispute, content of the fact | None, who answered | None, title of the source of a passage | None).
    """
    rows = db.session.execute(
        select(Dispute, Fact.content, Person, Source.title)
        .outerjoin(Fact, Fact.id == Dispute.fact_id)
        .outerjoin(Source, Source.id == Dispute.source_id)
        .outerjoin(Person, Person.id == Dispute.answered_by_id)
        .where(Dispute.attempt_id == attempt_id)
    )
    return {row[0].slot: row for row in rows}


def question_at(attempt_id: int, slot: int) -> int:
    """The id of the question that stands at a slot of an attempt; it must be there."""
    query = (
        select(QuestionVersion.question_id)
        .join(AttemptSlot, AttemptSlot.question_version_id == QuestionVersion.id)
        .where(AttemptSlot.attempt_id == attempt_id, AttemptSlot.slot == slot)
    )
    return db.session.scalars(query).one()


def dispute_at(attempt_id: int, slot: int) -> Dispute | None:
    """The dispute of one answer, or None."""
    return db.session.scalar(select(Dispute).where(Dispute.attempt_id == attempt_id, Dispute.slot == slot))


def dispute_with_class(dispute_id: int) -> tuple[Dispute, int] | None:
    """A dispute and the id of the class it comes from, or None."""
    row = db.session.execute(
        select(Dispute, Assignment.classroom_id)
        .join(Attempt, Attempt.id == Dispute.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Dispute.id == dispute_id)
    ).first()
    return None if row is None else (row[0], row[1])


PASSAGE_SOURCE = aliased(Source)
OPEN_COLUMNS = (
    Dispute,
    Person,
    Quiz.title,
    Classroom.name.label("class_name"),
    Classroom.time_zone,
    Assignment.id.label("assignment_id"),
    Question.id.label("question_id"),
    Question.version.label("current_version"),
    QuestionVersion.id.label("version_id"),
    QuestionVersion.number.label("version"),
    QuestionVersion.digest,
    Fact,
    Source,
    PASSAGE_SOURCE.title.label("passage_title"),
    Step.response,
)


def open_disputes(teacher: Person) -> Sequence[DisputeRow]:
    """The disputes that wait in this teacher's classes, the oldest first; see OPEN_COLUMNS. One statement."""
    return db.session.execute(
        select(*OPEN_COLUMNS)
        .select_from(Dispute)
        .join(
            AttemptSlot, (AttemptSlot.attempt_id == Dispute.attempt_id) & (AttemptSlot.slot == Dispute.slot)
        )
        .join(Attempt, Attempt.id == Dispute.attempt_id)
        .join(Person, Person.id == Dispute.person_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .outerjoin(Fact, Fact.id == Dispute.fact_id)
        .outerjoin(Source, Source.id == Fact.source_id)
        .outerjoin(PASSAGE_SOURCE, PASSAGE_SOURCE.id == Dispute.source_id)
        .outerjoin(Step, is_newest_step())
        .where(Dispute.status == "open", teaches_class_of_assignment(teacher))
        .order_by(Dispute.at, Dispute.id)
    ).all()


def open_dispute_count(teacher: Person) -> int:
    """How many disputes wait in this teacher's classes."""
    query = (
        select(func.count())
        .select_from(Dispute)
        .join(Attempt, Attempt.id == Dispute.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Dispute.status == "open", teaches_class_of_assignment(teacher))
    )
    return db.session.scalar(query) or 0
