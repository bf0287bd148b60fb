"""Reads of the live monitor: a constant number of statements, however large class and quiz are."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Text, and_, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from quizapp.classrooms.queries import students_now
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, Step
from quizapp.models.classrooms import Membership
from quizapp.models.quizzes import Assignment
from quizapp.models.supervision import Presence, RoomMessage
from quizapp.quizzes.queries import asked_count

SeatRow = Row[*tuple[Any, ...]]
WorkRow = Row[*tuple[Any, ...]]


def seats_of(assignment: Assignment) -> Sequence[SeatRow]:
    """Every student of the class with their newest attempt and when its page was last heard of; by name.

    Behind them those who left the class and have an attempt.
    """
    last = (
        select(func.max(Attempt.number))
        .where(Attempt.assignment_id == assignment.id, Attempt.person_id == Membership.person_id)
        .correlate(Membership)
        .scalar_subquery()
    )
    is_last = and_(
        Attempt.assignment_id == assignment.id,
        Attempt.person_id == Membership.person_id,
        Attempt.number == last,
    )
    has_left = Membership.left_at.is_not(None)
    return db.session.execute(
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Attempt.id.label("attempt_id"),
            Attempt.started_at,
            Attempt.handed_in_at,
            Attempt.deadline_at,
            Presence.number,
            Presence.at.label("seen_at"),
            has_left.label("has_left"),
        )
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Attempt, is_last)
        .outerjoin(Presence, Presence.attempt_id == Attempt.id)
        .where(Membership.classroom_id == assignment.classroom_id, Membership.role == "student")
        .where(or_(students_now(), Attempt.id.is_not(None)))
        .order_by(has_left, func.lower(Person.family_name), func.lower(Person.given_name), Person.id)
    ).all()


def work_in(assignment_id: int) -> Mapping[int, WorkRow]:
    """What is saved in each attempt at this assignment: how many answers, when the newest, and in which slot.

    Subqueries for each attempt, since windows over all steps of a large class take four times as long.
    """
    newer = aliased(Step)
    in_attempt = Step.attempt_id == Attempt.id
    is_newest = ~exists().where(
        newer.attempt_id == Step.attempt_id, newer.slot == Step.slot, newer.sequence > Step.sequence
    )
    answered = select(func.count()).where(in_attempt, cast(Step.response, Text) != "null", is_newest)
    newest = select(Step.slot).where(in_attempt).order_by(Step.at.desc(), Step.sequence.desc()).limit(1)
    rows = db.session.execute(
        select(
            Attempt.id,
            answered.correlate(Attempt).scalar_subquery().label("answered"),
            select(func.max(Step.at))
            .where(in_attempt)
            .correlate(Attempt)
            .scalar_subquery()
            .label("saved_at"),
            newest.correlate(Attempt).scalar_subquery().label("slot"),
        ).where(Attempt.assignment_id == assignment_id)
    )
    return {row.id: row for row in rows}


def question_count(quiz_id: int) -> int:
    """How many questions a quiz asks, the drawn ones among them."""
    return db.session.scalar(select(asked_count(quiz_id))) or 0


def messages_of(assignment_id: int) -> Sequence[RoomMessage]:
    """What was said to those who take this quiz, the newest first, with what was taken back."""
    query = select(RoomMessage).where(RoomMessage.assignment_id == assignment_id)
    return db.session.scalars(query.order_by(RoomMessage.id.desc())).all()
