"""The moments of attempts, computed anew when terms or accommodations change. Nothing here commits.

An attempt whose time is over stays as it ended, also where nobody has looked since: so it makes no difference
when that is. A running attempt loses no time unless the teacher says so.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from quizapp.db import db
from quizapp.marking import after_deduction, mark, total
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.own_terms import given_to
from quizapp.terms import Moments, OwnTerms, late_deduction, moments, own_terms, phase


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change did to running attempts: how many got more time, kept what they had, or lost some."""

    longer: int = 0
    kept: int = 0
    shorter: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        """The changes of two assignments together."""
        return Moved(self.longer + other.longer, self.kept + other.kept, self.shorter + other.shorter)


def move_attempts(
    assignment: Assignment,
    now: datetime,
    *,
    person_ids: Collection[int] | None = None,
    takes_time_away: bool = False,
) -> Moved:
    """Give the attempts at this assignment the moments of its terms, all or those of some students.

    Where that would end a running attempt earlier it keeps its deadline, unless `takes_time_away`.
    """
    attempts = _attempts(assignment.id, person_ids)
    given = given_to({attempt.person_id for attempt in attempts})
    counts = {"longer": 0, "kept": 0, "shorter": 0}
    for attempt in attempts:
        if attempt.handed_in_at is None and phase(attempt, now) == "over":
            continue
        own = own_terms(assignment, given.of(attempt.person_id, assignment.id))
        what = _move(attempt, own, takes_time_away=takes_time_away)
        if attempt.handed_in_at is None and what:
            counts[what] += 1
    _close_together(attempts)
    _deduct(assignment, attempts)
    db.session.flush()
    return Moved(**counts)


def _attempts(assignment_id: int, person_ids: Collection[int] | None) -> Sequence[Attempt]:
    """Locked, so that none of them is handed in meanwhile."""
    query = select(Attempt).where(Attempt.assignment_id == assignment_id).order_by(Attempt.id)
    if person_ids is not None:
        query = query.where(Attempt.person_id.in_(list(person_ids)))
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def _move(attempt: Attempt, own: OwnTerms, *, takes_time_away: bool) -> str | None:
    """Set the moments of one attempt; tells what became of its deadline, None where nothing did."""
    before = attempt.deadline_at
    if takes_time_away and attempt.handed_in_at is None:
        attempt.granted_until = attempt.granted_due_at = None
    found = _moments(attempt, own)
    is_kept = attempt.handed_in_at is None and not takes_time_away and found.deadline_at < before
    if attempt.handed_in_at is None and not takes_time_away and found.due_at < attempt.due_at:
        attempt.granted_due_at = attempt.due_at
    if is_kept:
        attempt.granted_until = before
    if attempt.granted_until or attempt.granted_due_at:
        found = _moments(attempt, own)
    _store(attempt, found, own)
    if is_kept:
        return "kept"
    if found.deadline_at == before:
        return None
    return "longer" if found.deadline_at > before else "shorter"


def _moments(attempt: Attempt, own: OwnTerms) -> Moments:
    return moments(own, attempt.started_at, attempt.granted_until, attempt.granted_due_at)


def apply_terms(attempt: Attempt, own: OwnTerms) -> None:
    """Give an attempt the moments of its student's terms and of what it was given beyond them."""
    _store(attempt, _moments(attempt, own), own)


def _store(attempt: Attempt, found: Moments, own: OwnTerms) -> None:
    attempt.due_at, attempt.closes_at = found.due_at, found.closes_at
    attempt.deadline_at, attempt.answers_until = found.deadline_at, found.answers_until
    attempt.time_limit, attempt.reads_aloud = own.limit, own.reads_aloud
    attempt.has_larger_text = own.has_larger_text


def _close_together(attempts: Iterable[Attempt]) -> None:
    """No attempt of a student shows its answers while another one of them may still run."""
    latest: dict[int, datetime] = {}
    for attempt in attempts:
        latest[attempt.person_id] = max(attempt.closes_at, latest.get(attempt.person_id, attempt.closes_at))
    for attempt in attempts:
        attempt.closes_at = latest[attempt.person_id]


def _deduct(assignment: Assignment, attempts: Iterable[Attempt]) -> None:
    """Take off for lateness by the new due date; marks are added up only where that changes something."""
    changed: dict[int, int] = {}
    for attempt in attempts:
        if attempt.handed_in_at is None:
            continue
        deduction = late_deduction(attempt.due_at, attempt.handed_in_at, assignment.late_percent)
        if deduction != attempt.late_deduction:
            changed[attempt.id] = deduction
    if changed:
        db.session.flush()
        _store_marks(changed)


def _store_marks(deductions: Mapping[int, int]) -> None:
    earned: dict[int, list[float]] = {attempt_id: [] for attempt_id in deductions}
    rows = db.session.execute(
        select(AttemptSlot.attempt_id, AttemptSlot.fraction, AttemptSlot.max_mark).where(
            AttemptSlot.attempt_id.in_(list(deductions))
        )
    )
    for attempt_id, fraction, max_mark in rows:
        earned[attempt_id].append(mark(fraction or 0.0, max_mark))
    values: list[dict[str, Any]] = [
        {"id": key, "late_deduction": each, "mark": after_deduction(total(earned[key]), each)}
        for key, each in deductions.items()
    ]
    db.session.execute(update(Attempt), values)


def move_attempts_of(person_id: int, now: datetime) -> Moved:
    """After a change of standing accommodations: all the attempts of this student."""
    moved = [
        move_attempts(assignment, now, person_ids=[person_id])
        for assignment in db.session.scalars(
            select(Assignment)
            .where(Assignment.id.in_(select(Attempt.assignment_id).where(Attempt.person_id == person_id)))
            .order_by(Assignment.id)
        )
    ]
    return Moved(sum(m.longer for m in moved), sum(m.kept for m in moved), sum(m.shorter for m in moved))
