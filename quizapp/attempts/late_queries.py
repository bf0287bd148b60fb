"""Reads of answers that arrived after the end, and of hand-ins that waited on a device."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from quizapp.attempts.regrades.regrade_queries import teaches_class_of_assignment
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, DeviceHandIn, LateStep
from quizapp.models.quizzes import Assignment


def late_step_like(attempt_id: int, slot: int, sequence: int, digest: str) -> LateStep | None:
    """The late answer that an earlier copy of the same message left, or None."""
    return db.session.scalar(
        select(LateStep).where(
            LateStep.attempt_id == attempt_id,
            LateStep.slot == slot,
            LateStep.sequence == sequence,
            LateStep.digest == digest,
        )
    )


def late_count(attempt_id: int, slot: int) -> int:
    """How many late answers this slot has."""
    query = select(func.count()).where(LateStep.attempt_id == attempt_id, LateStep.slot == slot)
    return db.session.scalar(query) or 0


def late_steps(attempt_id: int) -> Sequence[LateStep]:
    """The late answers of an attempt, by question and arrival."""
    query = select(LateStep).where(LateStep.attempt_id == attempt_id)
    return db.session.scalars(query.order_by(LateStep.slot, LateStep.at, LateStep.sequence)).all()


def late_step(attempt_id: int, late_id: int) -> LateStep | None:
    """One late answer of this attempt, or None."""
    return db.session.scalar(
        select(LateStep).where(LateStep.id == late_id, LateStep.attempt_id == attempt_id)
    )


def device_hand_in(attempt_id: int) -> DeviceHandIn | None:
    """The hand-in of this attempt that waited on a device, or None."""
    return db.session.get(DeviceHandIn, attempt_id)


def attempts_with_waiting_answers(teacher: Person) -> Sequence[int]:
    """The attempts in this teacher's classes with late answers to decide, the longest waiting first."""
    query = _waiting(teacher).order_by(func.min(LateStep.at), LateStep.attempt_id)
    return db.session.scalars(query).all()


def waiting_late_count(teacher: Person) -> int:
    """How many attempts in this teacher's classes have late answers to decide."""
    return db.session.scalar(select(func.count()).select_from(_waiting(teacher).subquery())) or 0


def _waiting(teacher: Person) -> Select[Any]:
    return (
        select(LateStep.attempt_id)
        .join(Attempt, Attempt.id == LateStep.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(LateStep.decision == "waiting", teaches_class_of_assignment(teacher))
        .group_by(LateStep.attempt_id)
    )
