"""Reads of the first page. Each takes one statement, however many classes and quizzes there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from quizapp.classrooms.own_dates import is_open_for
from quizapp.classrooms.queries import students_now
from quizapp.db import db
from quizapp.flashcards.collection import classes_of
from quizapp.models.attempts import Attempt, AttemptSlot, Step
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.quizzes import Assignment, Quiz

AssignedRow = Row[*tuple[Any, ...]]
ASSIGNED_COLUMNS = (
    Assignment.id,
    Assignment.classroom_id,
    Assignment.opens_at,
    Assignment.due_at,
    Assignment.closes_at,
    Assignment.attempts_allowed,
    Assignment.time_limit,
    Assignment.grace_minutes,
    Assignment.wait_minutes,
    Assignment.release,
    Assignment.released_at,
    Quiz.title,
    Classroom.name.label("class_name"),
    Classroom.time_zone,
)


def assigned_to_student(person_id: int, now: datetime) -> Sequence[AssignedRow]:
    """The quizzes of the student's classes that have not closed for them, the earliest due first."""
    return db.session.execute(
        select(*ASSIGNED_COLUMNS)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(
            Assignment.classroom_id.in_(classes_of(person_id)),
            Assignment.withdrawal.is_(None),
            is_open_for(person_id, now),
        )
        .order_by(Assignment.due_at, Assignment.id)
    ).all()


def withdrawn_from_student(person_id: int, since: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """The quizzes of the student's classes that were withdrawn after `since`, the newest first."""
    return db.session.execute(
        select(
            Assignment.id,
            Assignment.withdrawal,
            Assignment.withdrawal_reason,
            Assignment.withdrawn_at,
            Quiz.title,
        )
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .where(
            Assignment.classroom_id.in_(classes_of(person_id)),
            Assignment.withdrawal.is_not(None),
            Assignment.withdrawn_at > since,
        )
        .order_by(Assignment.withdrawn_at.desc(), Assignment.id)
    ).all()


def attempts_at_open_quizzes(person_id: int, now: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """The student's attempts at quizzes still open for them: ids, handed_in_at, and where they stand."""
    return db.session.execute(
        select(Attempt.id, Attempt.assignment_id, Attempt.handed_in_at, Attempt.reached, Assignment.layout)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Attempt.person_id == person_id, is_open_for(person_id, now))
        .order_by(Attempt.assignment_id, Attempt.number)
    ).all()


def answers_in_open_attempts(person_id: int) -> Mapping[int, list[Any]]:
    """The newest answers in the student's unfinished attempts, by attempt and in order; None for a blank."""
    newer = aliased(Step)
    newest = (
        select(func.max(newer.sequence))
        .where(newer.attempt_id == AttemptSlot.attempt_id, newer.slot == AttemptSlot.slot)
        .scalar_subquery()
    )
    is_newest = (
        (Step.attempt_id == AttemptSlot.attempt_id)
        & (Step.slot == AttemptSlot.slot)
        & (Step.sequence == newest)
    )
    rows = db.session.execute(
        select(AttemptSlot.attempt_id, Step.response)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .outerjoin(Step, is_newest)
        .where(Attempt.person_id == person_id, Attempt.handed_in_at.is_(None))
        .order_by(AttemptSlot.attempt_id, AttemptSlot.slot)
    )
    answers: dict[int, list[Any]] = {}
    for attempt_id, response in rows:
        answers.setdefault(attempt_id, []).append(response)
    return answers


def assigned_to_classes(classroom_ids: Iterable[int], since: datetime) -> Sequence[AssignedRow]:
    """The quizzes assigned to these classes that did not close before `since`, the first to close first."""
    return db.session.execute(
        select(*ASSIGNED_COLUMNS)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(
            Assignment.classroom_id.in_(list(classroom_ids)),
            Assignment.withdrawal.is_(None),
            Assignment.closes_at >= since,
        )
        .order_by(Assignment.closes_at, Assignment.id)
    ).all()


def is_any_assigned(classroom_ids: Iterable[int]) -> bool:
    """Whether these classes were ever assigned a quiz."""
    query = select(Assignment.id).where(Assignment.classroom_id.in_(list(classroom_ids))).limit(1)
    return db.session.scalar(query) is not None


def handed_in_counts(assignment_ids: Iterable[int]) -> Mapping[int, int]:
    """How many of the students who are in the class now have handed in, by assignment."""
    rows = db.session.execute(
        select(Attempt.assignment_id, func.count(Attempt.person_id.distinct()))
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(
            Membership,
            (Membership.classroom_id == Assignment.classroom_id)
            & (Membership.person_id == Attempt.person_id),
        )
        .where(
            Attempt.assignment_id.in_(list(assignment_ids)), students_now(), Attempt.handed_in_at.is_not(None)
        )
        .group_by(Attempt.assignment_id)
    )
    return {row[0]: row[1] for row in rows}


def newest_quiz_of(person_id: int) -> int | None:
    """The id of the quiz this teacher built last, None where there is none."""
    query = select(Quiz.id).where(Quiz.owner_id == person_id).order_by(Quiz.id.desc()).limit(1)
    return db.session.scalar(query)
