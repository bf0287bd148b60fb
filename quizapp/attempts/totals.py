"""Storing what answers are worth, and adding up the marks of their attempts. Nothing here commits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from quizapp.db import db
from quizapp.marking import mark, total
from quizapp.models.attempts import Attempt, AttemptSlot

Values = dict[str, Any]


def store_fractions(slots: Sequence[Values]) -> None:
    """Store slots, each with attempt_id, slot, fraction (0 to 1, None while it waits) and what else changes.

    Three statements, however many there are.
    """
    db.session.execute(update(AttemptSlot), list(slots))
    earned: dict[int, list[tuple[float | None, float]]] = {}
    for attempt_id, fraction, max_mark in _slots_of({slot["attempt_id"] for slot in slots}):
        earned.setdefault(attempt_id, []).append((fraction, max_mark))
    db.session.execute(update(Attempt), [_summed(number, rows) for number, rows in earned.items()])
    db.session.expire_all()


def _slots_of(attempt_ids: set[int]) -> list[tuple[int, float | None, float]]:
    rows = db.session.execute(
        select(AttemptSlot.attempt_id, AttemptSlot.fraction, AttemptSlot.max_mark)
        .where(AttemptSlot.attempt_id.in_(attempt_ids))
        .order_by(AttemptSlot.attempt_id, AttemptSlot.slot)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _summed(attempt_id: int, slots: Sequence[tuple[float | None, float]]) -> Values:
    return {
        "id": attempt_id,
        "mark": total(mark(fraction, max_mark) for fraction, max_mark in slots if fraction is not None),
        "waiting": sum(fraction is None for fraction, _ in slots),
    }
