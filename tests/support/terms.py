"""Short ways to terms, deadlines and accommodations."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.accommodations import Wanted, set_for_assignment, set_standing
from quizapp.quizzes.moving import move_attempts

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def close_at(moment: datetime, assignment_ids: Collection[int] | None = None, **more: Any) -> None:
    """Let assignments, all or some, be due and close at this moment, running attempts with them."""
    query = select(Assignment)
    if assignment_ids is not None:
        query = query.where(Assignment.id.in_(list(assignment_ids)))
    for assignment in db.session.scalars(query).all():
        assignment.opens_at = min(assignment.opens_at, moment - timedelta(days=9))
        assignment.due_at = assignment.closes_at = moment
        for name, value in more.items():
            setattr(assignment, name, value)
        db.session.flush()
        move_attempts(assignment, LONG_AGO, takes_time_away=True)


def change(assignment_id: int, **terms: Any) -> None:
    """Set columns of an assignment, and move its attempts as its teacher would."""
    assignment = db.session.get_one(Assignment, assignment_id)
    for name, value in terms.items():
        setattr(assignment, name, value)
    db.session.flush()
    move_attempts(assignment, LONG_AGO, takes_time_away=True)


def give(
    person_id: int, assignment_id: int | None = None, now: datetime | None = None, **wanted: Any
) -> None:
    """Give a student an accommodation, standing or for one assignment, by the teacher's own action."""
    student = db.session.get_one(Person, person_id)
    teacher = db.session.scalars(select(Person).where(Person.role == "teacher").order_by(Person.id)).first()
    assert teacher is not None
    moment = now or datetime.now(UTC)
    if assignment_id is None:
        set_standing(student, Wanted(**wanted), teacher=teacher, now=moment)
    else:
        assignment = db.session.get_one(Assignment, assignment_id)
        set_for_assignment(student, assignment, Wanted(**wanted), teacher=teacher, now=moment)


def end_in(attempt_id: int, seconds: float, grace: float = 0) -> None:
    """Set the deadline of an attempt without asking its terms."""
    deadline = datetime.now(UTC) + timedelta(seconds=seconds)
    values = {"deadline_at": deadline, "answers_until": deadline + timedelta(seconds=grace), "time_limit": 30}
    db.session.execute(update(Attempt).where(Attempt.id == attempt_id).values(**values))
