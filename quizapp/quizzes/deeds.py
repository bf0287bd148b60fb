"""What teachers did to an assignment, and to single students in it: kept for good, with who, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.supervision import Deed

DeedRow = Row[*tuple[Any, ...]]
SHOWN = 50


@dataclass(frozen=True, slots=True)
class By:
    """Who did it, when and why."""

    teacher_id: int
    now: datetime
    reason: str = ""


def record(
    assignment_id: int,
    kind: str,
    by: By,
    *,
    person_id: int | None = None,
    attempt_id: int | None = None,
    minutes: int | None = None,
) -> None:
    """Keep that a teacher did this (models.supervision.DEEDS), to one student where `person_id` is given."""
    deed = Deed(
        assignment_id=assignment_id,
        person_id=person_id,
        attempt_id=attempt_id,
        kind=kind,
        minutes=minutes,
        reason=by.reason.strip(),
        by_id=by.teacher_id,
        at=by.now,
    )
    db.session.add(deed)
    db.session.flush()


def deeds_of(assignment_id: int) -> Sequence[DeedRow]:
    """The newest deeds first, as (Deed, teacher | None, student | None); one statement."""
    teacher, student = aliased(Person), aliased(Person)
    return db.session.execute(
        select(Deed, teacher, student)
        .outerjoin(teacher, teacher.id == Deed.by_id)
        .outerjoin(student, student.id == Deed.person_id)
        .where(Deed.assignment_id == assignment_id)
        .order_by(Deed.id.desc())
        .limit(SHOWN)
    ).all()
