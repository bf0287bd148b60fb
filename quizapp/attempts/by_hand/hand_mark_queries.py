"""Reads of written answers and of what teachers gave to them. Each takes one statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select

from quizapp.attempts.queries import IS_MEMBER, is_newest_step
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import (
    Attempt,
    AttemptSlot,
    HandMark,
    HandMarkedAnswer,
    Regrade,
    RegradedMark,
    Step,
)
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.quizzes import Assignment, Quiz
from quizapp.questions import MACHINE_MARKED

AnswerRow = Row[*tuple[Any, ...]]
MarkRow = Row[*tuple[Any, ...]]
Place = tuple[int, int]  # attempt, slot

ANSWER_COLUMNS = (
    AttemptSlot.attempt_id,
    AttemptSlot.slot,
    AttemptSlot.question_version_id.label("version_id"),
    QuestionVersion.digest,
    AttemptSlot.max_mark,
    AttemptSlot.fraction,
    AttemptSlot.is_answered,
    Attempt.number,
    Attempt.handed_in_at,
    Step.sequence,
    Step.response,
    Person,
)


def is_by_hand() -> ColumnElement[bool]:
    """The question is one that no machine marks."""
    return Question.kind.not_in(MACHINE_MARKED)


def answers_to(
    assignment_id: int, question_id: int, attempt_ids: Iterable[int] | None = None
) -> Sequence[AnswerRow]:
    """What was handed in for this question by students who are in the class now, by name and attempt.

    Of some attempts only where they are given. Nothing for a question that a machine marks; see
    ANSWER_COLUMNS.
    """
    query = (
        select(*ANSWER_COLUMNS)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Person, Person.id == Attempt.person_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .outerjoin(Step, is_newest_step())
        .where(
            Attempt.assignment_id == assignment_id,
            Attempt.handed_in_at.is_not(None),
            QuestionVersion.question_id == question_id,
            is_by_hand(),
            IS_MEMBER,
        )
        .order_by(func.lower(Person.family_name), func.lower(Person.given_name), Person.id, Attempt.number)
    )
    if attempt_ids is not None:
        query = query.where(Attempt.id.in_(list(attempt_ids)))
    return db.session.execute(query).all()


MARK_COLUMNS = (
    HandMark.id,
    HandMarkedAnswer.attempt_id,
    HandMarkedAnswer.slot,
    HandMarkedAnswer.sequence,
    HandMark.points,
    HandMark.fraction,
    HandMarkedAnswer.fraction_before,
    HandMark.comment,
    HandMarkedAnswer.comment.label("own_comment"),
    HandMark.reason,
    HandMark.at,
    HandMark.question_version_id.label("version_id"),
    Person,
)


def marks_of(attempt_ids: Iterable[int], slots: Iterable[int] | None = None) -> Sequence[MarkRow]:
    """What teachers gave to answers of these attempts, the oldest first; see MARK_COLUMNS."""
    query = (
        select(*MARK_COLUMNS)
        .select_from(HandMarkedAnswer)
        .join(HandMark, HandMark.id == HandMarkedAnswer.hand_mark_id)
        .outerjoin(Person, Person.id == HandMark.by_id)
        .where(HandMarkedAnswer.attempt_id.in_(list(attempt_ids)))
        .order_by(HandMark.id)
    )
    if slots is not None:
        query = query.where(HandMarkedAnswer.slot.in_(list(slots)))
    return db.session.execute(query).all()


def newest_of(marks: Iterable[MarkRow], answers: Iterable[Any]) -> dict[Place, MarkRow]:
    """The newest mark of each of these answers (rows with attempt_id, slot and sequence) that has one.

    A mark for an older step of the answer is none any more.
    """
    steps = {(row.attempt_id, row.slot, row.sequence) for row in answers}
    return {
        (row.attempt_id, row.slot): row for row in marks if (row.attempt_id, row.slot, row.sequence) in steps
    }


def with_full_credit(attempt_ids: Iterable[int]) -> set[Place]:
    """Those answers of these attempts that have the full mark by their newest regrade."""
    rows = db.session.execute(
        select(RegradedMark.attempt_id, RegradedMark.slot, Regrade.policy)
        .join(Regrade, Regrade.id == RegradedMark.regrade_id)
        .where(RegradedMark.attempt_id.in_(list(attempt_ids)))
        .order_by(Regrade.id)
    )
    newest = {(row[0], row[1]): row[2] for row in rows}
    return {place for place, policy in newest.items() if policy == "full_credit"}


def questions_by_hand(assignment_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The questions that a teacher marks, as their versions were handed in, in the order of the quiz.

    Columns: question_id, version_id, digest, number (the first place it had), answered, waiting, blank. Of
    students who are in the class now.
    """
    return db.session.execute(
        select(
            QuestionVersion.question_id,
            QuestionVersion.id.label("version_id"),
            QuestionVersion.digest,
            func.min(AttemptSlot.slot).label("number"),
            _count(AttemptSlot.is_answered.is_(True)).label("answered"),
            _count(AttemptSlot.fraction.is_(None)).label("waiting"),
            _count(AttemptSlot.is_answered.is_(False)).label("blank"),
        )
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(
            Attempt.assignment_id == assignment_id, Attempt.handed_in_at.is_not(None), is_by_hand(), IS_MEMBER
        )
        .group_by(QuestionVersion.question_id, QuestionVersion.id, QuestionVersion.digest)
        .order_by(func.min(AttemptSlot.slot), QuestionVersion.id)
    ).all()


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def to_mark(teacher: Person) -> Sequence[Row[*tuple[Any, ...]]]:
    """The assignments in which answers wait for this teacher's mark, the oldest answer first.

    Columns: id, title, class_name, time_zone, waiting, since (the first hand-in that waits).
    """
    since = func.min(Attempt.handed_in_at)
    taught = select(Membership.classroom_id).where(
        Membership.person_id == teacher.id, Membership.role == "teacher", Membership.left_at.is_(None)
    )
    # Named by their ids, so that only what waits there is read and not what waits in the whole school.
    theirs = select(Assignment.id).where(Assignment.classroom_id.in_(taught))
    return db.session.execute(
        select(
            Assignment.id,
            Quiz.title,
            Classroom.name.label("class_name"),
            Classroom.time_zone,
            func.sum(Attempt.waiting).label("waiting"),
            since.label("since"),
        )
        .select_from(Attempt)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(Attempt.waiting > 0, Attempt.assignment_id.in_(theirs), IS_MEMBER)
        .group_by(Assignment.id, Quiz.title, Classroom.name, Classroom.time_zone)
        .order_by(since, Assignment.id)
    ).all()
