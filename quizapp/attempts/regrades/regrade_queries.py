"""Reads of regrades, and of the answers that one may be about."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, exists, func, select

from quizapp.attempts.queries import fraction_by_hand, is_newest_step
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Regrade, RegradedMark, Step
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.classrooms import Classroom, Membership
from quizapp.models.quizzes import Assignment, Quiz

GivenRow = Row[*tuple[Any, ...]]


def teaches_class_of_assignment(person: Person) -> Any:
    """The condition that this person teaches the class of Assignment now."""
    return exists().where(
        Membership.classroom_id == Assignment.classroom_id,
        Membership.person_id == person.id,
        Membership.role == "teacher",
        Membership.left_at.is_(None),
    )


GIVEN_COLUMNS = (
    AttemptSlot.attempt_id,
    AttemptSlot.slot,
    AttemptSlot.question_version_id.label("version_id"),
    AttemptSlot.max_mark.label("slot_max"),
    AttemptSlot.fraction,
    QuestionVersion.number.label("version"),
    QuestionVersion.digest,
    Attempt.number,
    Attempt.handed_in_at,
    Attempt.mark,
    Attempt.max_mark,
    Attempt.late_deduction,
    Assignment.id.label("assignment_id"),
    Assignment.penalty,
    Quiz.title,
    Classroom.name.label("class_name"),
    Classroom.time_zone,
    Person,
)


def given_to(teacher: Person, question_id: int) -> Sequence[GivenRow]:
    """Every attempt in this teacher's classes that was given the question, with its newest answer.

    By class, quiz and name; see GIVEN_COLUMNS, `response`, and `by_hand` (0 to 1). One statement.
    """
    columns = (*GIVEN_COLUMNS, Step.response, Step.sequence, fraction_by_hand().label("by_hand"))
    query = _people(select(*columns).select_from(AttemptSlot))
    return db.session.execute(
        query.join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .outerjoin(Step, is_newest_step())
        .where(QuestionVersion.question_id == question_id, teaches_class_of_assignment(teacher))
        .order_by(Classroom.name, Assignment.id, *_by_name(), Attempt.number)
    ).all()


def _people(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join the attempt of AttemptSlot with its student, quiz and class."""
    return (
        query.join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Person, Person.id == Attempt.person_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Quiz, Quiz.id == Assignment.quiz_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
    )


def _by_name() -> tuple[Any, ...]:
    return func.lower(Person.family_name), func.lower(Person.given_name), Person.id


def lock_attempts(attempt_ids: Sequence[int]) -> None:
    """Keep these attempts from being handed in meanwhile (PostgreSQL; SQLite has one writer anyway)."""
    db.session.execute(
        select(Attempt.id).where(Attempt.id.in_(attempt_ids)).order_by(Attempt.id).with_for_update()
    )


def regrades_of_attempt(attempt_id: int) -> Sequence[GivenRow]:
    """The regrades of this attempt's answers, the oldest first.

    Columns: slot, policy, reason, at, fraction_before, fraction_after, regrade_id, version_id, digest.
    """
    return db.session.execute(
        select(
            RegradedMark.slot,
            RegradedMark.fraction_before,
            RegradedMark.fraction_after,
            Regrade.id.label("regrade_id"),
            Regrade.policy,
            Regrade.reason,
            Regrade.at,
            Regrade.new_version_id.label("version_id"),
            QuestionVersion.digest,
        )
        .join(Regrade, Regrade.id == RegradedMark.regrade_id)
        .join(QuestionVersion, QuestionVersion.id == Regrade.new_version_id)
        .where(RegradedMark.attempt_id == attempt_id)
        .order_by(Regrade.id)
    ).all()


def regrade_head(regrade_id: int) -> GivenRow | None:
    """A regrade as (Regrade, Question, the number of its new version, who decided), or None."""
    return db.session.execute(
        select(Regrade, Question, QuestionVersion.number, Person)
        .join(Question, Question.id == Regrade.question_id)
        .join(QuestionVersion, QuestionVersion.id == Regrade.new_version_id)
        .outerjoin(Person, Person.id == Regrade.by_id)
        .where(Regrade.id == regrade_id)
    ).first()


def regraded_answers(teacher: Person, regrade_id: int) -> Sequence[GivenRow]:
    """What a regrade did in the classes of this teacher; GIVEN_COLUMNS and both fractions."""
    query = select(*GIVEN_COLUMNS, RegradedMark.fraction_before, RegradedMark.fraction_after)
    return db.session.execute(
        _people(query.select_from(AttemptSlot))
        .join(QuestionVersion, QuestionVersion.id == AttemptSlot.question_version_id)
        .join(
            RegradedMark,
            (RegradedMark.attempt_id == AttemptSlot.attempt_id) & (RegradedMark.slot == AttemptSlot.slot),
        )
        .where(RegradedMark.regrade_id == regrade_id, teaches_class_of_assignment(teacher))
        .order_by(Classroom.name, Assignment.id, *_by_name(), Attempt.number)
    ).all()


def regrades_of_question(teacher: Person, question_id: int) -> Sequence[Regrade]:
    """The regrades of a question that are about attempts in this teacher's classes, the newest first."""
    about = (
        select(RegradedMark.regrade_id)
        .join(Attempt, Attempt.id == RegradedMark.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(teaches_class_of_assignment(teacher))
    )
    return db.session.scalars(
        select(Regrade)
        .where(Regrade.question_id == question_id, Regrade.id.in_(about))
        .order_by(Regrade.id.desc())
    ).all()
