"""Quizzes that have closed: what students saved is handed in for them when somebody next looks."""

from datetime import datetime

from flask import Flask, current_app, request

from quizapp.attempts import actions, queries
from quizapp.db import writing
from quizapp.web.requests import now

# Pages that show who has handed in, or marks.
SETTLED_FIRST = frozenset(
    {
        "attempts.cover",
        "attempts.done",
        "attempts.late_answers",
        "attempts.mark_question",
        "attempts.marking",
        "attempts.regrade",
        "attempts.regraded",
        "attempts.review",
        "home.today",
        "progress.mine",
        "progress.student",
        "quizzes.assignment",
        "quizzes.assignments",
        "quizzes.quiz",
        "reports.class_csv",
        "reports.class_report",
        "supervision.monitor",
        "supervision.monitor_data",
    }
)


def install(app: Flask) -> None:
    """Settle before the pages of `app` that show it. Rooms below this one need not know of it."""
    app.before_request(_settle)


def _settle() -> None:
    if request.endpoint in SETTLED_FIRST and request.method == "GET":
        settle_before_reading(now())


def settle_before_reading(moment: datetime) -> None:
    """Hand in overdue attempts in a page that otherwise only reads; one statement where there are none.

    Each attempt is a short transaction of its own, so that saves pass in between. Where one cannot be
    marked, or the database is busy, it is logged and left to the next page; this page is shown all the same.
    """
    for attempt_id in queries.overdue_attempts(moment):
        try:
            with writing():
                actions.settle(attempt_id, moment)
        except Exception:
            current_app.logger.exception("attempt %s could not be settled", attempt_id)
