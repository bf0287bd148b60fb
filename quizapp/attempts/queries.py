"""Reads of attempts. The student's pages use Core rows and a constant number of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, HandMark, HandMarkedAnswer, Step, Tried
from quizapp.models.bank import QuestionVersion
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.quizzes import Assignment, Quiz, QuizSection
from quizapp.quizzes.queries import asked_count, full_mark

HeadRow = Row[*tuple[Any, ...]]


class SlotState(NamedTuple):
    """One slot of an attempt with its newest answer. `sequence` is 0 where nothing was ever answered.

    A page makes one of each row; a tuple is made ten times as fast as a frozen dataclass.
    """

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
    question_id: int
    section_id: int | None = None
    section_title: str | None = None
    section_text: str | None = None


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
    Attempt.handed_in_by_id,
    Attempt.mark,
    Attempt.max_mark,
    Attempt.due_at,
    Attempt.closes_at,
    Attempt.deadline_at,
    Attempt.answers_until,
    Attempt.time_limit,
    Attempt.reads_aloud,
    Attempt.has_larger_text,
    Attempt.late_deduction,
    Attempt.waiting,
    Attempt.reached,
    Assignment.classroom_id,
    Assignment.opens_at,
    Assignment.late_percent,
    Assignment.release,
    Assignment.released_at,
    Assignment.shown,
    Assignment.layout,
    Assignment.tries,
    Assignment.penalty,
    Assignment.late_answers,
    Assignment.has_messages,
    Assignment.withdrawal,
    Assignment.withdrawal_reason,
    Quiz.title,
    Classroom.time_zone,
    IS_MEMBER.label("is_member"),
)


def attempt_head(attempt_id: int) -> HeadRow | None:
    """An attempt with the terms of its assignment, or None; see HEAD_COLUMNS."""
    return db.session.connection().execute(HEAD, {"attempt": attempt_id}).first()


def _heads() -> Select[*tuple[Any, ...]]:
    return (
        select(*HEAD_COLUMNS)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
    )


# The reads of a student's pages are built once: building one takes longer than asking it.
HEAD = _heads().where(Attempt.id == bindparam("attempt"))
# The same for the page of a question, which checks its sign-in with it.
HEAD_OF_READER = (
    _heads()
    .add_columns(Person.username, Person.role, Person.sign_in_version, Person.deactivated_at)
    .join(Person, Person.id == Attempt.person_id)
    .where(Attempt.id == bindparam("attempt"))
)
# What saving an answer needs to know, and no more: it is the most frequent request of all.
SLOT_TO_SAVE = (
    select(
        Attempt.person_id,
        Attempt.seed,
        Attempt.reached,
        Assignment.layout,
        Classroom.time_zone,
        IS_MEMBER.label("is_member"),
        AttemptSlot.question_version_id.label("version_id"),
        QuestionVersion.digest,
        AttemptSlot.is_flagged,
        Person.sign_in_version,
        Person.deactivated_at,
    )
    .join(Assignment, Assignment.id == Attempt.assignment_id)
    .join(Classroom, Classroom.id == Assignment.classroom_id)
    .join(Person, Person.id == Attempt.person_id)
    .join(AttemptSlot, AttemptSlot.attempt_id == Attempt.id)
    .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
    .where(Attempt.id == bindparam("attempt"), AttemptSlot.slot == bindparam("slot"))
)


def attempt_head_of_reader(attempt_id: int) -> HeadRow | None:
    """The head of an attempt with its student, or None; one statement."""
    return db.session.connection().execute(HEAD_OF_READER, {"attempt": attempt_id}).first()


def slot_to_save(attempt_id: int, slot: int) -> HeadRow | None:
    """What SLOT_TO_SAVE names of one slot of an attempt, or None; one statement."""
    values = {"attempt": attempt_id, "slot": slot}
    return db.session.connection().execute(SLOT_TO_SAVE, values).first()


def slot_states(attempt_id: int) -> list[SlotState]:
    """All slots of an attempt in order, with newest answers and sections; one statement."""
    rows = db.session.connection().execute(SLOTS, {"attempt": attempt_id})
    return [_state(row) for row in rows]


def slot_state(attempt_id: int, slot: int) -> SlotState | None:
    """One slot of an attempt with its newest answer, or None."""
    row = db.session.connection().execute(SLOT, {"attempt": attempt_id, "slot": slot}).first()
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


def fraction_by_hand() -> ScalarSelect[float]:
    """What a teacher gave to the newest Step of AttemptSlot, as a column of a statement that reads both."""
    return (
        select(HandMark.fraction)
        .join(HandMarkedAnswer, HandMarkedAnswer.hand_mark_id == HandMark.id)
        .where(
            HandMarkedAnswer.attempt_id == AttemptSlot.attempt_id,
            HandMarkedAnswer.slot == AttemptSlot.slot,
            HandMarkedAnswer.sequence == Step.sequence,
        )
        .order_by(HandMark.id.desc())
        .limit(1)
        .correlate(AttemptSlot, Step)
        .scalar_subquery()
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
            QuestionVersion.question_id,
        )
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .outerjoin(Step, is_newest_step())
    )


SLOTS = (
    _slots()
    .add_columns(QuizSection.id, QuizSection.title, QuizSection.instructions)
    .outerjoin(QuizSection, QuizSection.id == AttemptSlot.section_id)
    .where(AttemptSlot.attempt_id == bindparam("attempt"))
    .order_by(AttemptSlot.slot)
)
SLOT = _slots().where(AttemptSlot.attempt_id == bindparam("attempt"), AttemptSlot.slot == bindparam("slot"))


def _state(row: Row[*tuple[Any, ...]]) -> SlotState:
    values = list(row)
    values[7] = values[7] or 0
    return SlotState(*values)


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


def step_at(attempt_id: int, slot: int, sequence: int) -> Row[*tuple[Any, ...]] | None:
    """The answer under this sequence number of a slot, as a row of `response`; None where there is none."""
    query = select(Step.response).where(
        Step.attempt_id == attempt_id, Step.slot == slot, Step.sequence == sequence
    )
    return db.session.execute(query).first()


def response_at(attempt_id: int, slot: int, sequence: int) -> Any:
    """The answer that this sequence number of a slot holds; None also where it holds none."""
    found = step_at(attempt_id, slot, sequence)
    return None if found is None else found.response


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
        select(Assignment, Quiz, Classroom, asked_count(Quiz.id), full_mark(Quiz.id))
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(Assignment.id == assignment_id)
    ).first()
    return None if row is None else Offer(row[0], row[1], row[2], row[3], row[4] or 0.0)


def attempts_of(assignment_id: int, person_id: int) -> Sequence[Attempt]:
    """This student's attempts at this assignment, the first one first."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.assignment_id == assignment_id, Attempt.person_id == person_id)
        .order_by(Attempt.number)
    ).all()


def fractions_by_hand(attempt_id: int) -> Mapping[int, float]:
    """What teachers gave to the answers of an attempt, by slot; 0 to 1."""
    given = fraction_by_hand().label("given")
    rows = db.session.execute(
        select(AttemptSlot.slot, given)
        .join(Step, is_newest_step())
        .where(AttemptSlot.attempt_id == attempt_id)
    )
    return {slot: fraction for slot, fraction in rows if fraction is not None}


def overdue_attempts(now: datetime) -> list[int]:
    """The ids of attempts that nobody handed in and that take no answers any more, the first to end first."""
    query = select(Attempt.id).where(Attempt.handed_in_at.is_(None), Attempt.answers_until <= now)
    return list(db.session.scalars(query.order_by(Attempt.answers_until, Attempt.id)))


def student_of(head: HeadRow) -> Person:
    """The student whose attempt this is."""
    return db.session.get_one(Person, head.person_id)
