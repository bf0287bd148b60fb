"""Writes about answers that arrived after the end: keep, accept, refuse. Nothing here commits."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from quizapp.attempts import actions, late_queries, queries
from quizapp.attempts.claims import Claim, first_decision
from quizapp.attempts.deadline import ends_at
from quizapp.attempts.policy import may_see_answers
from quizapp.attempts.queries import HeadRow
from quizapp.db import db
from quizapp.errors import InvalidResponse
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, LateStep, Step

MOST_PER_SLOT = 20  # no device gives more; a forger shall not fill the disk
LONGEST_REASON = 500


def keep_late(
    head: HeadRow, slot: int, sequence: int, response: Any, claim: Claim, now: datetime
) -> LateStep:
    """Keep an answer that arrived when its attempt took none any more, and decide by the assignment's rule.

    A repeat changes nothing. Raises InvalidResponse for a forged number or a flood.
    """
    if not 1 <= sequence <= actions.HIGHEST_SEQUENCE:
        raise InvalidResponse("a sequence number that no page sends")
    _lock(head.id)
    digest = hashlib.sha256(json.dumps(response, sort_keys=True).encode()).hexdigest()
    kept = late_queries.late_step_like(head.id, slot, sequence, digest)
    if kept is not None:
        return kept
    if late_queries.late_count(head.id, slot) >= MOST_PER_SLOT:
        raise InvalidResponse("more late answers than a device gives")
    late = LateStep(
        attempt_id=head.id,
        slot=slot,
        sequence=sequence,
        response=response,
        digest=digest,
        at=now,
        claimed_at=claim.given_at,
        sent_at=claim.sent_at,
        decision=_first_decision(head, claim, now),
        reason="",
    )
    db.session.add(late)
    if late.decision == "accepted":
        _count(late)
    db.session.flush()
    return late


def _lock(attempt_id: int) -> None:
    """Two messages about late answers of one attempt come one after the other."""
    db.session.execute(select(Attempt.id).where(Attempt.id == attempt_id).with_for_update())


def _first_decision(head: HeadRow, claim: Claim, now: datetime) -> str:
    return first_decision(
        head.late_answers,
        claim.moment(now),
        started_at=head.started_at,
        ended_at=ends_at(head),
        could_see_answers=may_see_answers(head, head.handed_in_at or ends_at(head), now),
    )


def decide(late: LateStep, *, accepts: bool, reason: str, teacher: Person, now: datetime) -> None:
    """Let a late answer count, or not; a decision may be changed. The attempt is marked again."""
    _lock(late.attempt_id)
    db.session.refresh(late)
    late.decision = "accepted" if accepts else "refused"
    late.reason = reason.strip()[:LONGEST_REASON]
    late.decided_by_id, late.decided_at = teacher.id, now
    if accepts and late.counted_as is None:
        _count(late)
    elif not accepts and late.counted_as is not None:
        _take_back(late, now)


def _count(late: LateStep) -> None:
    """Copy a late answer to the steps, above all that stands there."""
    late.counted_as = max(late.sequence, _newest(late) + 1)
    _add_step(late, late.counted_as, late.response, late.at)


def _take_back(late: LateStep, now: datetime) -> None:
    """Let the answer count again that stood before; steps are never deleted."""
    before = select(Step.response).where(
        Step.attempt_id == late.attempt_id, Step.slot == late.slot, Step.sequence < late.counted_as
    )
    response = db.session.scalar(before.order_by(Step.sequence.desc()).limit(1))
    late.counted_as = None
    _add_step(late, _newest(late) + 1, response, now)


def _newest(late: LateStep) -> int:
    highest = select(func.max(Step.sequence)).where(
        Step.attempt_id == late.attempt_id, Step.slot == late.slot
    )
    return db.session.scalar(highest) or 0


def _add_step(late: LateStep, sequence: int, response: Any, at: datetime) -> None:
    db.session.add(
        Step(attempt_id=late.attempt_id, slot=late.slot, sequence=sequence, response=response, at=at)
    )
    db.session.flush()
    head = queries.attempt_head(late.attempt_id)
    if head is not None and head.handed_in_at is not None:
        actions.mark_attempt(late.attempt_id)
