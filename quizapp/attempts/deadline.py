"""Whether an attempt takes answers at a moment: the one place that says so, in SQL and in Python.

The moments themselves are columns of the attempt; quizapp/terms.py computes them.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists

from quizapp.models.attempts import Attempt, Tried
from quizapp.terms import phase


def takes_answers(now: Any) -> ColumnElement[bool]:
    """The condition under which an attempt takes answers; `now` is a moment or a parameter for one."""
    return and_(Attempt.handed_in_at.is_(None), Attempt.answers_until > now)


def is_finished(attempt: Any, slot: Any) -> ColumnElement[bool]:
    """The condition that a question takes no answer any more: in practice, right or without a try left."""
    return exists().where(Tried.attempt_id == attempt, Tried.slot == slot, Tried.is_last.is_(True))


def ends_at(head: Any) -> datetime:
    """When the time of an attempt ended: handed in or out of time, whichever came first."""
    deadline_at: datetime = head.deadline_at
    return min(deadline_at, head.handed_in_at) if head.handed_in_at else deadline_at


def is_over(head: Any, now: datetime) -> bool:
    """Whether an attempt takes no more answers, not even those that were on their way."""
    return phase(head, now) == "over"
