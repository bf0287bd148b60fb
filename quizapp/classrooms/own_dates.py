"""Whether an assignment is open for one student, whose dates may be their own: conditions for statements.

Extra time moves the end of an attempt and not the moment until which one may start, so that here the dates
alone count, and whether the student is working on it. The rest is decided in quizapp/terms.py.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_

from quizapp.models.accommodations import Accommodation
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment


def has_begun_for(person_id: int, now: datetime) -> ColumnElement[bool]:
    """The assignment has opened for the class, or by dates of their own for this student."""
    own = _own_dates(person_id)
    return or_(
        Assignment.opens_at <= now, exists().where(own, Accommodation.opens_at <= now).correlate(Assignment)
    )


def is_open_for(person_id: int, now: datetime) -> ColumnElement[bool]:
    """The assignment has not closed for this student: for the class, by their dates, or they work on it."""
    works = and_(
        Attempt.assignment_id == Assignment.id,
        Attempt.person_id == person_id,
        Attempt.handed_in_at.is_(None),
        Attempt.answers_until > now,
    )
    return or_(
        Assignment.closes_at > now,
        exists().where(_own_dates(person_id), Accommodation.closes_at > now).correlate(Assignment),
        exists().where(works).correlate(Assignment),
    )


def _own_dates(person_id: int) -> ColumnElement[bool]:
    return and_(Accommodation.assignment_id == Assignment.id, Accommodation.person_id == person_id)
