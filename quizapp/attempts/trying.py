"""Checking an answer in practice. Nothing here commits.

A check points at the saved answer: it adds a row to `tried` and changes nothing else, so that the marks of an
attempt can be computed again from its steps and checks.
"""

from datetime import datetime

from sqlalchemy import select

from quizapp.attempts import queries
from quizapp.attempts.deadline import takes_answers
from quizapp.db import db
from quizapp.errors import AttemptClosed, Refused
from quizapp.marking import WHOLE, tries_of
from quizapp.models.attempts import Attempt, Tried
from quizapp.questions import Question


def check_answer(attempt_id: int, slot: int, question: Question, *, least: int, now: datetime) -> None:
    """Mark the newest answer of a slot as one try; a second check of the same answer changes nothing.

    `least` is how many tries the assignment gives at least. Raises Refused where nothing is answered or no
    machine marks it, AttemptClosed where the attempt takes no answers any more.
    """
    _check_open(attempt_id, now)
    state = queries.slot_state(attempt_id, slot)
    most = tries_of(question.body, len(question.hints), least)
    if state is None or not most or not question.body.is_answered(state.response):
        raise Refused("nothing_to_check")
    earlier = queries.tries_of([attempt_id]).get((attempt_id, slot), [])
    if earlier and (earlier[-1].is_last or earlier[-1].sequence == state.sequence):
        return
    number, fraction = len(earlier) + 1, question.body.fraction(state.response)
    db.session.add(
        Tried(
            attempt_id=attempt_id,
            slot=slot,
            number=number,
            sequence=state.sequence,
            fraction=fraction,
            is_last=fraction >= WHOLE or number >= most,
            at=now,
        )
    )
    db.session.flush()


def _check_open(attempt_id: int, now: datetime) -> None:
    """Also keeps the attempt from being handed in, and from a second check, until the transaction ends."""
    row = db.session.execute(
        select(Attempt.handed_in_at, takes_answers(now))
        .where(Attempt.id == attempt_id)
        .with_for_update(of=Attempt)
    ).one()
    if not row[1]:
        raise AttemptClosed("attempt_handed_in" if row[0] else "time_over")
