"""Reads of attempts. The student's pages use Core rows and a constant number of statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Step, Tried
from quizapp.models.bank import QuestionVersion
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.quizzes import Assignment, Quiz, QuizSection, QuizSlot

HeadRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class SlotState:
    """One slot of an attempt with its newest answer. `sequence` is 0 where nothing was ever answered."""

    slot: int
    version_id: int
    digest: str
    max_mark: float
    is_flagged: bool
    is_answered: bool | None
    fraction: float | None
    sequence: int
    response: Any
    saved_at: datetime | None
    place: int | None = None
    section_id: int | None = None
    section_title: str | None = None
    section_text: str | None = None

    @property
    def number(self) -> int:
        """The number under which the student meets the question."""
        return self.place or self.slot


@dataclass(frozen=True, slots=True)
class TryState:
    """An answer that was checked in practice. `fraction` is without penalty."""

    sequence: int
    fraction: float
    is_last: bool
    response: Any


# Whether the student of the attempt is in its class now.
IS_MEMBER = exists().where(
    Membership.classroom_id == Assignment.classroom_id,
    Membership.person_id == Attempt.person_id,
    Membership.role == "student",
    Membership.left_at.is_(None),
)
HEAD_COLUMNS = (
    Attempt.id,
    Attempt.assignment_id,
    Attempt.person_id,
    Attempt.number,
    Attempt.seed,
    Attempt.started_at,
    Attempt.handed_in_at,
    Attempt.is_handed_in_by_time,
    Attempt.mark,
    Attempt.max_mark,
    Attempt.reached,
    Assignment.classroom_id,
    Assignment.opens_at,
    Assignment.due_at,
    Assignment.closes_at,
    Assignment.release,
    Assignment.released_at,
    Assignment.shown,
    Assignment.layout,
    Assignment.tries,
    Assignment.penalty,
    Quiz.title,
    Classroom.time_zone,
    IS_MEMBER.label("is_member"),
)


def attempt_head(attempt_id: int) -> HeadRow | None:
    """An attempt with the terms of its assignment, or None; see HEAD_COLUMNS."""
    return db.session.execute(_heads().where(Attempt.id == attempt_id)).first()


def _heads() -> Select[*tuple[Any, ...]]:
    return (
        select(*HEAD_COLUMNS)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
    )


# Where a question stands among those of its attempt.
number_shown: ColumnElement[int] = func.coalesce(AttemptSlot.place, AttemptSlot.slot)


def slot_states(attempt_id: int) -> list[SlotState]:
    """All slots of an attempt in the student's order, with newest answers and sections; one statement."""
    sections = (QuizSection.id, QuizSection.title, QuizSection.instructions)
    rows = db.session.execute(
        _slots()
        .add_columns(*sections)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .outerjoin(
            QuizSlot, and_(QuizSlot.quiz_id == Assignment.quiz_id, QuizSlot.position == AttemptSlot.slot)
        )
        .outerjoin(QuizSection, QuizSection.id == QuizSlot.section_id)
        .where(AttemptSlot.attempt_id == attempt_id)
        .order_by(number_shown)
    )
    return [_state(row) for row in rows]


def slot_at(attempt_id: int, number: int) -> SlotState | None:
    """The question that the student meets under this number, with its newest answer, or None."""
    query = _slots().where(AttemptSlot.attempt_id == attempt_id, number_shown == number)
    row = db.session.execute(query).first()
    return None if row is None else _state(row)


def tries_of(attempt_ids: Collection[int]) -> dict[tuple[int, int], list[TryState]]:
    """The checked answers of these attempts in order, by (attempt, slot); one statement."""
    rows = db.session.execute(
        select(Tried.attempt_id, Tried.slot, Tried.sequence, Tried.fraction, Tried.is_last, Step.response)
        .join(
            Step,
            and_(
                Step.attempt_id == Tried.attempt_id, Step.slot == Tried.slot, Step.sequence == Tried.sequence
            ),
        )
        .where(Tried.attempt_id.in_(attempt_ids))
        .order_by(Tried.attempt_id, Tried.slot, Tried.number)
    )
    found: dict[tuple[int, int], list[TryState]] = {}
    for attempt_id, slot, *values in rows:
        found.setdefault((attempt_id, slot), []).append(TryState(*values))
    return found


def is_finished(attempt_id: int, slot: int) -> ColumnElement[bool]:
    """The condition that a question takes no further answer: in practice, it was right or has no try left."""
    return exists().where(Tried.attempt_id == attempt_id, Tried.slot == slot, Tried.is_last.is_(True))


def slot_state(attempt_id: int, slot: int) -> SlotState | None:
    """One slot of an attempt with its newest answer, or None."""
    query = _slots().where(AttemptSlot.attempt_id == attempt_id, AttemptSlot.slot == slot)
    row = db.session.execute(query).first()
    return None if row is None else _state(row)


def is_newest_step() -> ColumnElement[bool]:
    """The condition under which Step is the newest answer of AttemptSlot."""
    newer = aliased(Step)
    highest = (
        select(func.max(newer.sequence))
        .where(newer.attempt_id == AttemptSlot.attempt_id, newer.slot == AttemptSlot.slot)
        .scalar_subquery()
    )
    return and_(
        Step.attempt_id == AttemptSlot.attempt_id, Step.slot == AttemptSlot.slot, Step.sequence == highest
    )


def _slots() -> Select[*tuple[Any, ...]]:
    return (
        select(
            AttemptSlot.slot,
            AttemptSlot.question_version_id,
            QuestionVersion.digest,
            AttemptSlot.max_mark,
            AttemptSlot.is_flagged,
            AttemptSlot.is_answered,
            AttemptSlot.fraction,
            Step.sequence,
            Step.response,
            Step.at,
            AttemptSlot.place,
        )
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .outerjoin(Step, is_newest_step())
    )


def _state(row: Row[*tuple[Any, ...]]) -> SlotState:
    values = list(row)
    values[7] = values[7] or 0
    return SlotState(*values)


def response_at(attempt_id: int, slot: int, sequence: int) -> Any:
    """The answer that this sequence number of a slot holds; None where it holds none."""
    return db.session.scalar(
        select(Step.response).where(
            Step.attempt_id == attempt_id, Step.slot == slot, Step.sequence == sequence
        )
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """An assignment as its student meets it."""

    assignment: Assignment
    quiz: Quiz
    classroom: Classroom
    count: int
    max_mark: float


def offer(assignment_id: int) -> Offer | None:
    """An assignment with its quiz and class, or None."""
    row = db.session.execute(
        select(Assignment, Quiz, Classroom, func.count(QuizSlot.position), func.sum(QuizSlot.max_mark))
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .outerjoin(QuizSlot, QuizSlot.quiz_id == Quiz.id)
        .where(Assignment.id == assignment_id)
        .group_by(Assignment.id, Quiz.id, Classroom.id)
    ).first()
    return None if row is None else Offer(row[0], row[1], row[2], row[3], row[4] or 0.0)


def attempts_of(assignment_id: int, person_id: int) -> Sequence[Attempt]:
    """This student's attempts at this assignment, the first one first."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.assignment_id == assignment_id, Attempt.person_id == person_id)
        .order_by(Attempt.number)
    ).all()


def overdue_attempts(now: datetime) -> list[int]:
    """The ids of attempts that are still open although their quiz has closed."""
    query = (
        select(Attempt.id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Attempt.handed_in_at.is_(None), Assignment.closes_at <= now)
    )
    return list(db.session.scalars(query))


def student_of(head: HeadRow) -> Person:
    """The student whose attempt this is."""
    return db.session.get_one(Person, head.person_id)
