"""Writes of the teacher in a running quiz, each recorded with who did it, when and why. Nothing here commits.

Several students are given as pairs of (person id, attempt id). What is no longer as the teacher saw it, such
as an attempt that was handed in meanwhile, is passed over; functions return how many students it was for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, select

from quizapp.attempts import actions as attempts
from quizapp.attempts import extending
from quizapp.db import db
from quizapp.errors import Invalid, Problem, Refused
from quizapp.models.accounts import Person
from quizapp.models.quizzes import Assignment
from quizapp.models.supervision import Absence, RoomMessage
from quizapp.quizzes import accommodations, own_terms
from quizapp.quizzes.accommodations import Wanted
from quizapp.quizzes.deeds import By, record

LONGEST = 1000  # characters of a reason and of a message
Pairs = Iterable[tuple[int, int]]


def end_for_student(attempt_id: int, by: By) -> bool:
    """Hand in what a student saved; False where the attempt is handed in, or its time was over before."""
    if attempts.settle(attempt_id, by.now):
        return False
    return attempts.hand_in(attempt_id, by.now, by_teacher=by.teacher_id)


def hand_in_for(assignment: Assignment, chosen: Pairs, by: By) -> int:
    """Hand in running attempts for their students."""
    count = 0
    for person_id, attempt_id in chosen:
        if end_for_student(attempt_id, by):
            record(assignment.id, "hand_in", by, person_id=person_id, attempt_id=attempt_id)
            count += 1
    return count


def give_time_to(assignment: Assignment, chosen: Pairs, minutes: int, by: By) -> int:
    """Give more minutes to running attempts; raises Invalid."""
    return sum(_granted(assignment, "time", extending.give_minutes, pair, minutes, by) for pair in chosen)


def reopen_for(assignment: Assignment, chosen: Pairs, minutes: int, by: By) -> int:
    """Give handed-in attempts back for these minutes; raises Invalid."""
    return sum(_granted(assignment, "reopen", extending.reopen, pair, minutes, by) for pair in chosen)


def _granted(
    assignment: Assignment,
    kind: str,
    action: Callable[[int, int, datetime], datetime],
    pair: tuple[int, int],
    minutes: int,
    by: By,
) -> bool:
    person_id, attempt_id = pair
    try:
        action(attempt_id, minutes, by.now)
    except Refused:
        return False
    record(assignment.id, kind, by, person_id=person_id, attempt_id=attempt_id, minutes=minutes)
    return True


def mark_absent(assignment: Assignment, person_ids: Sequence[int], by: By) -> int:
    """Mark students absent."""
    there = select(Absence.person_id).where(Absence.assignment_id == assignment.id)
    known = set(db.session.scalars(there))
    fresh = [person_id for person_id in person_ids if person_id not in known]
    for person_id in fresh:
        absence = Absence(assignment_id=assignment.id, person_id=person_id, by_id=by.teacher_id, at=by.now)
        db.session.add(absence)
        record(assignment.id, "absent", by, person_id=person_id)
    return len(fresh)


def mark_present(assignment: Assignment, person_ids: Sequence[int], by: By) -> int:
    """Take the mark "absent" back."""
    gone = db.session.scalars(
        delete(Absence)
        .where(Absence.assignment_id == assignment.id, Absence.person_id.in_(person_ids))
        .returning(Absence.person_id)
    ).all()
    for person_id in gone:
        record(assignment.id, "present", by, person_id=person_id)
    return len(gone)


def make_up(
    assignment: Assignment,
    students: Sequence[Person],
    by: By,
    *,
    opens_at: datetime | None,
    closes_at: datetime,
) -> int:
    """Mark students absent and give them other dates; what else they are given stays. Raises Invalid."""
    mark_absent(assignment, [student.id for student in students], by)
    teacher = db.session.get_one(Person, by.teacher_id)
    for student in students:
        wanted = _given(student.id, assignment.id)
        wanted = wanted.with_dates(opens_at=opens_at, due_at=closes_at, closes_at=closes_at)
        accommodations.set_for_assignment(student, assignment, wanted, teacher=teacher, now=by.now)
        record(assignment.id, "make_up", by, person_id=student.id)
    return len(students)


def _given(person_id: int, assignment_id: int) -> Wanted:
    stored = own_terms.accommodation(person_id, assignment_id)
    if stored is None:
        return Wanted()
    names = [field.name for field in fields(Wanted) if hasattr(stored, field.name)]
    return Wanted(**{name: getattr(stored, name) for name in names})


def say(assignment: Assignment, text: str, by: By, *, is_for_later: bool) -> None:
    """Say something to all who are taking the quiz, or also to those who start later; raises Invalid."""
    if not text.strip():
        raise Invalid([Problem("missing_field", ("text",))])
    assignment.has_messages = True
    message = RoomMessage(
        assignment_id=assignment.id,
        text=text.strip()[:LONGEST],
        is_for_later=is_for_later,
        by_id=by.teacher_id,
        at=by.now,
    )
    db.session.add(message)
    db.session.flush()


def take_message_back(message: RoomMessage, now: datetime) -> None:
    """Show a message no longer; it stays among what was said."""
    message.taken_back_at = message.taken_back_at or now
