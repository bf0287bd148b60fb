"""Writes of classes and rosters. Nothing here commits."""

import secrets
from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import select

from quizapp.db import db
from quizapp.errors import Invalid, Problem
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom, Membership

# No 0/O and no 1/I: a code is read from a board and typed on a phone.
CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6


def create_class(*, name: str, time_zone: str, teacher: Person, now: datetime) -> Classroom:
    """Make a class with a join code and this teacher; raises Invalid."""
    _check(name, time_zone)
    classroom = Classroom(
        name=name.strip(),
        time_zone=time_zone,
        join_code=_unused_code(),
        is_joinable=True,
        created_by_id=teacher.id,
        created_at=now,
    )
    db.session.add(classroom)
    db.session.flush()
    db.session.add(Membership(classroom_id=classroom.id, person_id=teacher.id, role="teacher", joined_at=now))
    db.session.flush()
    return classroom


def change_class(classroom: Classroom, *, name: str, time_zone: str, is_joinable: bool) -> None:
    """Change what a class is called, where it is, and whether its code lets students in; raises Invalid."""
    _check(name, time_zone)
    classroom.name, classroom.time_zone, classroom.is_joinable = name.strip(), time_zone, is_joinable


def _check(name: str, time_zone: str) -> None:
    problems = []
    if not name.strip():
        problems.append(Problem("missing_field", ("name",)))
    if time_zone not in available_timezones():
        problems.append(Problem("bad_time_zone", ("time_zone",)))
    if problems:
        raise Invalid(problems)


def renew_code(classroom: Classroom) -> None:
    """Give the class a new join code; the old one opens nothing any more."""
    classroom.join_code = _unused_code()


def _unused_code() -> str:
    while True:
        code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
        if db.session.scalar(select(Classroom.id).where(Classroom.join_code == code)) is None:
            return code


def join_class(classroom: Classroom, student: Person, now: datetime) -> bool:
    """Put a student into a class. False where they are in it already; who left comes back with their work."""
    membership = db.session.get(Membership, (classroom.id, student.id))
    if membership is None:
        db.session.add(
            Membership(classroom_id=classroom.id, person_id=student.id, role="student", joined_at=now)
        )
    elif membership.left_at is None:
        return False
    else:
        membership.left_at = None
    db.session.flush()
    return True


def remove_student(classroom: Classroom, student: Person, now: datetime) -> None:
    """Take a student out of a class; their work stays and comes back with them."""
    membership = db.session.get(Membership, (classroom.id, student.id))
    if membership is not None and membership.left_at is None:
        membership.left_at = now
