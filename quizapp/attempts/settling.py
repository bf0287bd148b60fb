"""Quizzes that have closed: what students saved is handed in for them when somebody next looks."""

from datetime import datetime

from quizapp.attempts import actions, queries
from quizapp.db import writing


def settle_before_reading(now: datetime) -> None:
    """Hand in overdue attempts in a page that otherwise only reads; one statement where there are none."""
    if queries.overdue_attempts(now):
        with writing():
            actions.settle_overdue(now)
