"""Saving the answers of a whole page at once. Nothing here commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from quizapp.attempts import queries
from quizapp.attempts.deadline import takes_answers
from quizapp.attempts.queries import SlotState
from quizapp.db import db
from quizapp.errors import AttemptClosed, InvalidResponse
from quizapp.models.attempts import Attempt, AttemptSlot, Step

HIGHEST_SEQUENCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form holds for one question, which showed the answer of sequence `seen`."""

    state: SlotState
    seen: int
    response: Any


def record_whole(attempt_id: int, sent: Sequence[Sent], now: datetime) -> None:
    """Append the answers that a form changed; a constant number of statements for any number of questions.

    A question that was not touched saves nothing, so that an old tab never takes back a newer answer, and one
    that takes no answer any more keeps its own. Raises AttemptClosed.
    """
    _check_open(attempt_id, now)
    ended = {slot for (_, slot), tries in queries.tries_of([attempt_id]).items() if tries[-1].is_last}
    changed = _changed(attempt_id, [each for each in sent if each.state.slot not in ended])
    if not changed:
        return
    known = {each.state.slot: each.state.sequence for each in changed}
    try:
        with db.session.begin_nested():
            _append(attempt_id, changed, known, now)
    except IntegrityError:  # another tab saved one of them in the meantime: this form came later
        known = {state.slot: state.sequence for state in queries.slot_states(attempt_id)}
        _append(attempt_id, changed, known, now)


def changed_answers(attempt_id: int, sent: Sequence[Sent]) -> list[tuple[int, int, Any]]:
    """What a form changed, as (slot, sequence number, response)."""
    return [
        (each.state.slot, max(each.seen, each.state.sequence) + 1, each.response)
        for each in _changed(attempt_id, sent)
    ]


def _check_open(attempt_id: int, now: datetime) -> None:
    """On PostgreSQL a hand-in waits for this save, so that it never marks without it."""
    row = db.session.execute(
        select(Attempt.handed_in_at, takes_answers(now))
        .where(Attempt.id == attempt_id)
        .with_for_update(read=True, of=Attempt)
    ).one()
    if not row[1]:
        raise AttemptClosed("attempt_handed_in" if row[0] else "time_over")


def _changed(attempt_id: int, sent: Sequence[Sent]) -> list[Sent]:
    shown = _responses_at(attempt_id, [each for each in sent if each.seen < each.state.sequence])
    return [
        each
        for each in sent
        if each.response not in (shown.get(each.state.slot, each.state.response), each.state.response)
    ]


def _responses_at(attempt_id: int, old: Sequence[Sent]) -> dict[int, Any]:
    """What an old page showed, by slot."""
    if not old:
        return {}
    pairs = or_(*(and_(Step.slot == each.state.slot, Step.sequence == each.seen) for each in old))
    rows = db.session.execute(select(Step.slot, Step.response).where(Step.attempt_id == attempt_id, pairs))
    found: dict[int, Any] = dict(rows.all())
    return {each.state.slot: found.get(each.state.slot) for each in old}


def _append(attempt_id: int, changed: Sequence[Sent], known: dict[int, int], now: datetime) -> None:
    rows = [
        {
            "attempt_id": attempt_id,
            "slot": each.state.slot,
            "sequence": max(each.seen, known[each.state.slot]) + 1,
            "response": each.response,
            "at": now,
        }
        for each in changed
    ]
    if any(row["sequence"] > HIGHEST_SEQUENCE for row in rows):
        raise InvalidResponse("a sequence number that no page sends")
    db.session.execute(insert(Step), rows)


def set_flags(attempt_id: int, slots: Collection[int], is_flagged: bool) -> None:
    """Flag questions of an attempt for later, or take their flags away."""
    if slots:
        db.session.execute(
            update(AttemptSlot)
            .where(AttemptSlot.attempt_id == attempt_id, AttemptSlot.slot.in_(slots))
            .values(is_flagged=is_flagged)
        )
