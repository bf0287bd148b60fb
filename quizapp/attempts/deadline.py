"""Whether an attempt takes answers at a moment: the one place that says so, in SQL and in Python."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_

from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment


def deadline() -> ColumnElement[datetime]:
    """The moment at which an attempt ends by itself; for queries that join Attempt and Assignment."""
    return Assignment.closes_at.expression


def takes_answers(now: Any) -> ColumnElement[bool]:
    """The condition under which an attempt takes answers; `now` is a moment or a parameter for one."""
    return and_(Attempt.handed_in_at.is_(None), deadline() > now)


def ends_at(head: Any) -> datetime:
    """When an attempt took, or takes, its last answer: handed in or out of time, whichever came first."""
    closes_at: datetime = head.closes_at
    return min(closes_at, head.handed_in_at) if head.handed_in_at else closes_at


def is_over(head: Any, now: datetime) -> bool:
    """Whether an attempt takes no more answers."""
    return head.handed_in_at is not None or now >= head.closes_at
