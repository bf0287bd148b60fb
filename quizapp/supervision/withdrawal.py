"""Taking a quiz back from a class that has begun it, and giving it out again. Nothing here commits.

Nothing is ever deleted: attempts that are running are handed in as they were saved, and go on with the time
that they had left when the withdrawal is taken back.
"""

from collections.abc import Sequence

from sqlalchemy import select

from quizapp.attempts import extending
from quizapp.db import db
from quizapp.errors import Invalid, Problem, Refused
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment
from quizapp.models.supervision import Deed
from quizapp.quizzes.deeds import By, record
from quizapp.supervision.actions import LONGEST, end_for_student
from quizapp.terms import LONGEST_LIMIT

MINUTE = 60  # seconds
KINDS = ("keep", "not_counted")


def withdraw(assignment: Assignment, what: str, by: By) -> int:
    """Withdraw a quiz; returns how many running attempts that ended.

    `what` is "keep" (marks count, also of those that end now) or "not_counted". Raises Invalid without a
    reason, which students read, and Refused where it is withdrawn already.
    """
    if not by.reason.strip() or what not in KINDS:
        raise Invalid([Problem("missing_field", ("what" if by.reason.strip() else "reason",))])
    _lock(assignment)
    if assignment.withdrawal:
        raise Refused("already_withdrawn")
    assignment.withdrawal, assignment.withdrawn_at = what, by.now
    assignment.withdrawal_reason = by.reason.strip()[:LONGEST]
    record(assignment.id, "withdraw", by)
    return sum(_end(assignment.id, attempt, By(by.teacher_id, by.now)) for attempt in _running(assignment.id))


def _lock(assignment: Assignment) -> None:
    """One withdrawal at a time."""
    query = select(Assignment).where(Assignment.id == assignment.id).with_for_update()
    db.session.scalar(query.execution_options(populate_existing=True))


def _running(assignment_id: int) -> Sequence[Attempt]:
    query = select(Attempt).where(Attempt.assignment_id == assignment_id, Attempt.handed_in_at.is_(None))
    return db.session.scalars(query.order_by(Attempt.id)).all()


def _end(assignment_id: int, attempt: Attempt, by: By) -> bool:
    person_id, attempt_id, deadline_at = attempt.person_id, attempt.id, attempt.deadline_at
    if not end_for_student(attempt_id, by):
        return False
    minutes = -(-int((deadline_at - by.now).total_seconds()) // MINUTE)
    ids = {"person_id": person_id, "attempt_id": attempt_id}
    record(assignment_id, "ended", by, minutes=max(1, minutes), **ids)
    return True


def take_back(assignment: Assignment, by: By) -> int:
    """Undo a withdrawal; returns how many attempts go on. Raises Refused where it is not withdrawn."""
    _lock(assignment)
    if not assignment.withdrawal:
        raise Refused("not_withdrawn")
    ended = db.session.scalars(
        select(Deed).where(
            Deed.assignment_id == assignment.id, Deed.kind == "ended", Deed.at == assignment.withdrawn_at
        )
    ).all()
    assignment.withdrawal, assignment.withdrawn_at, assignment.withdrawal_reason = None, None, ""
    record(assignment.id, "take_back", by)
    return sum(_resume(deed, by) for deed in ended)


def _resume(deed: Deed, by: By) -> bool:
    """Go on with the time that was left; not where a teacher has reopened it meanwhile."""
    assert deed.attempt_id is not None
    minutes = min(deed.minutes or 1, LONGEST_LIMIT)
    try:
        extending.reopen(deed.attempt_id, minutes, by.now)
    except Refused:
        return False
    ids = {"person_id": deed.person_id, "attempt_id": deed.attempt_id}
    record(deed.assignment_id, "resumed", by, minutes=minutes, **ids)
    return True
