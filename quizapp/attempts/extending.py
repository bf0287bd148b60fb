"""What a teacher gives to one attempt: more minutes, or the attempt once more. Nothing here commits."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem, Refused
from quizapp.models.attempts import Attempt, AttemptSlot, RegradedMark
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.moving import apply_terms
from quizapp.quizzes.own_terms import terms_of_student
from quizapp.terms import LONGEST_LIMIT


def give_minutes(attempt_id: int, minutes: int, now: datetime) -> datetime:
    """Move the deadline of a running attempt; returns the new one. It counts from now where it had passed.

    Who was in time stays in time. Raises Refused for an attempt that is handed in: it can be reopened.
    """
    _check(minutes)
    attempt = _locked(attempt_id)
    if attempt.handed_in_at is not None:
        raise Refused("attempt_is_in")
    return _grant(
        attempt, max(attempt.deadline_at, now) + timedelta(minutes=minutes), is_in_time=now <= attempt.due_at
    )


def reopen(attempt_id: int, minutes: int, now: datetime) -> datetime:
    """Give a handed-in attempt back to its student for at least these minutes; returns its deadline.

    The answers stay; marks are computed anew when it is handed in again. Only the student's last attempt can
    be reopened (Refused), since two at once would be one too many.
    """
    _check(minutes)
    attempt = _locked(attempt_id)
    if attempt.handed_in_at is None:
        raise Refused("attempt_is_open")
    if attempt.number != _last_number(attempt):
        raise Refused("not_the_last_attempt")
    is_in_time = attempt.handed_in_at <= attempt.due_at
    attempt.handed_in_at, attempt.mark, attempt.late_deduction, attempt.waiting = None, None, 0, 0
    attempt.is_handed_in_by_time, attempt.handed_in_by_id = False, None
    attempt.waiting = 0
    _forget_marks(attempt_id)
    return _grant(attempt, now + timedelta(minutes=minutes), is_in_time=is_in_time)


def _check(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_LIMIT:
        raise Invalid([Problem("out_of_range", ("minutes",), {"minimum": 1, "maximum": LONGEST_LIMIT})])


def _locked(attempt_id: int) -> Attempt:
    query = select(Attempt).where(Attempt.id == attempt_id).with_for_update()
    attempt = db.session.scalar(query.execution_options(populate_existing=True))
    if attempt is None:
        raise NotFound
    return attempt


def _last_number(attempt: Attempt) -> int | None:
    return db.session.scalar(
        select(func.max(Attempt.number)).where(
            Attempt.assignment_id == attempt.assignment_id, Attempt.person_id == attempt.person_id
        )
    )


def _forget_marks(attempt_id: int) -> None:
    """A regrade of these answers counts again when the attempt is handed in."""
    slots = update(AttemptSlot).where(AttemptSlot.attempt_id == attempt_id)
    db.session.execute(slots.values(fraction=None, is_answered=None))
    regrades = update(RegradedMark).where(RegradedMark.attempt_id == attempt_id)
    db.session.execute(regrades.values(fraction_before=None, fraction_after=None))


def _grant(attempt: Attempt, until: datetime, *, is_in_time: bool) -> datetime:
    attempt.granted_until = until
    if is_in_time:
        attempt.granted_due_at = max(until, attempt.due_at)
    assignment = db.session.get_one(Assignment, attempt.assignment_id)
    apply_terms(attempt, terms_of_student(assignment, attempt.person_id))
    db.session.flush()
    others = update(Attempt).where(
        Attempt.assignment_id == attempt.assignment_id,
        Attempt.person_id == attempt.person_id,
        Attempt.closes_at < attempt.closes_at,
    )
    db.session.execute(others.values(closes_at=attempt.closes_at))
    return attempt.deadline_at
