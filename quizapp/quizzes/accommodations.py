"""Writes of accommodations: standing for a student, or for one assignment. Nothing here commits."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from quizapp import terms
from quizapp.db import db
from quizapp.errors import Invalid, Problem
from quizapp.models.accommodations import Accommodation
from quizapp.models.accounts import Person
from quizapp.models.quizzes import Assignment
from quizapp.quizzes import moving, own_terms
from quizapp.quizzes.moving import Moved

LATEST = {"due_at": "earlier_than_class", "closes_at": "earlier_than_class"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a student is to get; see models/accommodations.py. Moments are aware."""

    time_percent: int | None = None
    extra_minutes: int | None = None
    has_no_timer: bool = False
    extra_attempts: int = 0
    reads_aloud: bool = False
    has_larger_text: bool = False
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    is_without_minutes: bool = False  # "some minutes more" without saying how many

    def with_dates(self, **dates: datetime | None) -> "Wanted":
        """The same with these dates."""
        return replace(self, **dates)  # type: ignore[arg-type]

    def stored(self) -> dict[str, Any]:
        """The columns of the table."""
        values = asdict(self)
        del values["is_without_minutes"]
        return values


def set_standing(student: Person, wanted: Wanted, *, teacher: Person, now: datetime) -> Moved:
    """Give a student something in every quiz; running attempts get it at once. Raises Invalid."""
    _store(student, None, wanted, teacher, now)
    return moving.move_attempts_of(student.id, now)


def set_for_assignment(
    student: Person, assignment: Assignment, wanted: Wanted, *, teacher: Person, now: datetime
) -> Moved:
    """Give a student something in one assignment; a running attempt gets it at once. Raises Invalid."""
    _store(student, assignment, wanted, teacher, now)
    return moving.move_attempts(assignment, now, person_ids=[student.id])


def remove_accommodation(student: Person, assignment: Assignment | None, now: datetime) -> Moved:
    """Take away what was given, standing or for one assignment. A running attempt keeps its time."""
    found = own_terms.accommodation(student.id, assignment.id if assignment else None)
    if found is not None:
        db.session.delete(found)
        db.session.flush()
    if assignment is None:
        return moving.move_attempts_of(student.id, now)
    return moving.move_attempts(assignment, now, person_ids=[student.id])


def _store(
    student: Person, assignment: Assignment | None, wanted: Wanted, teacher: Person, now: datetime
) -> None:
    problems = _problems(wanted, assignment)
    if problems:
        raise Invalid(problems)
    assignment_id = assignment.id if assignment else None
    found = own_terms.accommodation(student.id, assignment_id)
    if found is None:
        found = Accommodation(person_id=student.id, assignment_id=assignment_id)
        db.session.add(found)
    for name, value in wanted.stored().items():
        setattr(found, name, value)
    found.set_by_id, found.set_at = teacher.id, now
    db.session.flush()


def _problems(wanted: Wanted, assignment: Assignment | None) -> list[Problem]:
    if wanted.is_without_minutes:
        return [Problem("missing_field", ("extra_minutes",))]
    if wanted == Wanted():
        return [Problem("grants_nothing", ("time",))]
    return _problems_of_dates(wanted, assignment) if assignment else []


def _problems_of_dates(wanted: Wanted, assignment: Assignment) -> list[Problem]:
    found = [
        Problem(code, (name,))
        for name, code in LATEST.items()
        if (at := getattr(wanted, name)) is not None and at < getattr(assignment, name)
    ]
    if found:
        return found
    own = terms.own_terms(assignment, [wanted])
    if wanted.due_at and wanted.due_at > own.starts_until:
        found.append(Problem("due_after_close", ("due_at",)))
    if own.opens_at >= own.starts_until:
        found.append(Problem("opens_after_close", ("opens_at",)))
    return found
