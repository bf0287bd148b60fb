"""The access code of an assignment: asked before an attempt starts, slow to guess. Nothing here commits."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select

from quizapp.db import db
from quizapp.errors import Invalid, Problem, Refused
from quizapp.models.accommodations import WrongCode
from quizapp.models.accounts import Person
from quizapp.models.quizzes import Assignment
from quizapp.terms import CODE_PAUSE, CODE_TRIES


def check_code(assignment: Assignment, student: Person, typed: str | None, now: datetime) -> None:
    """Let pass who typed the access code, or anybody where there is none.

    Raises Invalid for a wrong one and adds a row that is to be committed, Refused after CODE_TRIES of them
    within CODE_PAUSE, and then for the right one too.
    """
    if not assignment.access_code:
        return
    _wait_for_the_other_tab(student)
    if _recent(assignment, student, now) >= CODE_TRIES:
        raise Refused("too_many_codes", minutes=int(CODE_PAUSE.total_seconds() // 60))
    if is_same_code(typed or "", assignment.access_code):
        db.session.execute(delete(WrongCode).where(*_theirs(assignment, student)))
        return
    db.session.add(WrongCode(person_id=student.id, assignment_id=assignment.id, at=now))
    db.session.flush()
    raise Invalid([Problem("wrong_code" if (typed or "").strip() else "no_code", ("code",))])


def is_same_code(typed: str, code: str) -> bool:
    """Whether two codes are the same but for case and spaces, in a time that tells nothing of either."""
    return hmac.compare_digest(_digest(typed), _digest(code))


def _digest(code: str) -> bytes:
    return hashlib.sha256("".join(code.split()).casefold().encode()).digest()


def _wait_for_the_other_tab(student: Person) -> None:
    """Guesses of one student are counted one after another (PostgreSQL; SQLite has one writer anyway)."""
    db.session.execute(select(Person.id).where(Person.id == student.id).with_for_update())


def _recent(assignment: Assignment, student: Person, now: datetime) -> int:
    query = select(func.count()).select_from(WrongCode).where(*_theirs(assignment, student))
    return db.session.scalar(query.where(WrongCode.at > now - CODE_PAUSE)) or 0


def _theirs(assignment: Assignment, student: Person) -> tuple[ColumnElement[bool], ...]:
    return WrongCode.assignment_id == assignment.id, WrongCode.person_id == student.id


def forget_wrong_codes(now: datetime) -> int:
    """Delete wrong codes that make no pause any more; returns how many."""
    done = db.session.execute(delete(WrongCode).where(WrongCode.at <= now - CODE_PAUSE))
    return int(done.rowcount)  # type: ignore[attr-defined]
