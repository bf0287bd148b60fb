"""A hand-in and saves at the same moment: what was acknowledged is in the marks. On both databases."""

import threading
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select, update

from quizapp.attempts import actions, queries
from quizapp.db import db
from quizapp.errors import AttemptClosed
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment
from tests.support import school
from tests.support.desk import InApp
from tests.support.taking import assigned_quiz, started

# SQLite lets one write at a time, so that the race is one for the lock alone.
RACES = {"postgresql": 100, "sqlite": 20}
QUESTIONS = 4


def race(app: Flask, attempt: int) -> set[int]:
    """Save all slots in threads while another one hands in; returns the slots that were acknowledged."""
    acknowledged: set[int] = set()
    start = threading.Barrier(QUESTIONS + 1)

    def save(slot: int) -> None:
        with app.app_context():
            start.wait()
            try:
                actions.record_response(attempt, slot, 1, True, datetime.now(UTC))
                db.session.commit()
            except AttemptClosed:
                return
            finally:
                db.session.remove()
            acknowledged.add(slot)

    def hand_in() -> None:
        with app.app_context():
            start.wait()
            actions.hand_in(attempt, datetime.now(UTC))
            db.session.commit()
            db.session.remove()

    threads = [threading.Thread(target=save, args=(slot,)) for slot in range(1, QUESTIONS + 1)]
    threads.append(threading.Thread(target=hand_in))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return acknowledged


def outcome(attempt: int) -> tuple[float | None, int]:
    """The mark of an attempt, and how many of its answers were marked as answered."""
    mark = db.session.scalars(select(Attempt.mark).where(Attempt.id == attempt)).one()
    return mark, sum(bool(state.is_answered) for state in queries.slot_states(attempt))


def test_a_hand_in_never_marks_without_an_acknowledged_answer(app: Flask, in_app: InApp) -> None:
    contents = [school.true_false(f"q{n}") for n in range(QUESTIONS)]
    taking = in_app(assigned_quiz, contents)
    races = in_app(lambda: RACES[db.engine.dialect.name])
    in_app(lambda: db.session.execute(update(Assignment).values(attempts_allowed=races)))
    counts = []
    for _ in range(races):
        attempt = in_app(started, taking)
        acknowledged = race(app, attempt)
        assert in_app(outcome, attempt) == (len(acknowledged), len(acknowledged))
        counts.append(len(acknowledged))
    assert 0 < sum(counts) < races * QUESTIONS, "the race was one"
