"""Storing what answers are worth, and adding up the marks of their attempts. Nothing here commits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from quizapp.db import db
from quizapp.marking import after_deduction, mark, total
from quizapp.models.attempts import Attempt, AttemptSlot

Values = dict[str, Any]


def store_fractions(slots: Sequence[Values]) -> None:
    """Store slots, each with attempt_id, slot, fraction (0 to 1, None while it waits) and what else changes.

    Three statements, however many there are.
    """
    db.session.execute(update(AttemptSlot), list(slots))
    earned: dict[tuple[int, int], list[tuple[float | None, float]]] = {}
    for attempt_id, late, fraction, max_mark in _slots_of({slot["attempt_id"] for slot in slots}):
        earned.setdefault((attempt_id, late), []).append((fraction, max_mark))
    db.session.execute(update(Attempt), [_summed(*key, rows) for key, rows in earned.items()])
    db.session.expire_all()


def _slots_of(attempt_ids: set[int]) -> list[tuple[int, int, float | None, float]]:
    rows = db.session.execute(
        select(AttemptSlot.attempt_id, Attempt.late_deduction, AttemptSlot.fraction, AttemptSlot.max_mark)
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .where(AttemptSlot.attempt_id.in_(attempt_ids))
        .order_by(AttemptSlot.attempt_id, AttemptSlot.slot)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _summed(attempt_id: int, late: int, slots: Sequence[tuple[float | None, float]]) -> Values:
    earned = total(mark(fraction, max_mark) for fraction, max_mark in slots if fraction is not None)
    return {
        "id": attempt_id,
        "mark": after_deduction(earned, late),
        "waiting": sum(fraction is None for fraction, _ in slots),
    }
