"""Writes of the teacher in a running quiz, each with who did it, when and why. Nothing here commits."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from quizapp.attempts import actions as attempts
from quizapp.db import db
from quizapp.errors import Invalid, Problem
from quizapp.models.accounts import Person
from quizapp.models.quizzes import Assignment
from quizapp.models.supervision import Absence, RoomMessage
from quizapp.quizzes.deeds import record

LONGEST = 1000  # characters of a reason and of a message


def end_for_student(attempt_id: int, *, teacher: Person, now: datetime) -> bool:
    """Hand in what a student saved; False where the attempt is handed in, or its time was over before."""
    if attempts.settle(attempt_id, now):
        return False
    return attempts.hand_in(attempt_id, now, by_teacher=teacher.id)


def hand_in_for(
    assignment: Assignment,
    chosen: Iterable[tuple[int, int]],
    *,
    teacher: Person,
    reason: str,
    now: datetime,
) -> int:
    """Hand in the running attempts of students, as (person id, attempt id); returns how many it did."""
    count = 0
    for person_id, attempt_id in chosen:
        if end_for_student(attempt_id, teacher=teacher, now=now):
            ids = {"person_id": person_id, "attempt_id": attempt_id}
            record(assignment.id, "hand_in", teacher=teacher, now=now, reason=reason, **ids)
            count += 1
    return count


def mark_absent(
    assignment: Assignment, person_ids: Sequence[int], *, teacher: Person, reason: str, now: datetime
) -> int:
    """Mark students absent; returns how many were not before."""
    there = select(Absence.person_id).where(Absence.assignment_id == assignment.id)
    known = set(db.session.scalars(there))
    fresh = [person_id for person_id in person_ids if person_id not in known]
    for person_id in fresh:
        row = Absence(assignment_id=assignment.id, person_id=person_id, by_id=teacher.id, at=now)
        db.session.add(row)
        record(assignment.id, "absent", teacher=teacher, now=now, reason=reason, person_id=person_id)
    return len(fresh)


def mark_present(
    assignment: Assignment, person_ids: Sequence[int], *, teacher: Person, reason: str, now: datetime
) -> int:
    """Take the mark "absent" back; returns from how many."""
    gone = db.session.scalars(
        delete(Absence)
        .where(Absence.assignment_id == assignment.id, Absence.person_id.in_(person_ids))
        .returning(Absence.person_id)
    ).all()
    for person_id in gone:
        record(assignment.id, "present", teacher=teacher, now=now, reason=reason, person_id=person_id)
    return len(gone)


def say(assignment: Assignment, text: str, *, is_for_later: bool, teacher: Person, now: datetime) -> None:
    """Say something to all who are taking the quiz, and to those who start later if wished; raises Invalid."""
    if not text.strip():
        raise Invalid([Problem("missing_field", ("text",))])
    assignment.has_messages = True
    message = RoomMessage(
        assignment_id=assignment.id,
        text=text.strip()[:LONGEST],
        is_for_later=is_for_later,
        by_id=teacher.id,
        at=now,
    )
    db.session.add(message)
    db.session.flush()


def take_message_back(message: RoomMessage, now: datetime) -> None:
    """Show a message no longer; it stays among what was said."""
    message.taken_back_at = message.taken_back_at or now
