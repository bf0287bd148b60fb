"""The statement that appends an answer, built once: a student's most frequent write.

It is one INSERT whose SELECT checks by the server's clock that the attempt takes answers. On PostgreSQL it
locks the row of the attempt FOR SHARE, so that a hand-in, which changes that row, waits for the save and
marks with it, or the save waits for the hand-in and adds nothing. SQLite writes one at a time.
"""

from typing import Any

from sqlalchemy import JSON, Integer, bindparam, exists, func, select, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.attempts.deadline import is_finished, takes_answers
from quizapp.db import Moment
from quizapp.models.attempts import Attempt, Step


def _append(insert: Any) -> Any:
    """The statement in the words of one database; returns the highest other number of the slot."""
    attempt, slot, sequence = (bindparam(name, type_=Integer) for name in ("attempt", "slot", "sequence"))
    now = bindparam("now", type_=Moment)
    is_open = (
        select(Attempt.id)
        .where(Attempt.id == attempt, takes_answers(now), ~is_finished(attempt, slot))
        .with_for_update(read=True, of=Attempt)
    )
    response = type_coerce(bindparam("response", type_=JSON), JSON)
    row = select(attempt, slot, sequence, response, now).where(exists(is_open))
    other = Step.__table__.alias("other")
    newest = (
        select(func.coalesce(func.max(other.c.sequence), 0))
        .where(other.c.attempt_id == attempt, other.c.slot == slot, other.c.sequence != sequence)
        .scalar_subquery()
    )
    return (
        insert(Step.__table__)
        .from_select(["attempt_id", "slot", "sequence", "response", "at"], row)
        .on_conflict_do_nothing()
        .returning(newest)
    )


APPEND = {"sqlite": _append(sqlite.insert), "postgresql": _append(postgresql.insert)}
