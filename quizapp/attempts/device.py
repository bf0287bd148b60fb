"""A hand-in that waited on a device, and the code by which a teacher knows what the device held.

The code is made of the answers that waited, so that it tells whether they are the ones that arrived. Both
sides make it alike: SHA-256 over a text of attempt, slots, numbers and responses (`code_of`, and `codeOf` in
static/js/handing.js).
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_

from quizapp.attempts import late_queries, queries
from quizapp.attempts.claims import Claim
from quizapp.attempts.contents import contents
from quizapp.attempts.pages import seed_of
from quizapp.attempts.queries import HeadRow
from quizapp.db import db
from quizapp.errors import InvalidResponse
from quizapp.models.attempts import DeviceHandIn, LateStep, Step

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none is taken for another
LENGTH = 6
MOST_KEPT = 5000
Kept = list[tuple[int, int]]


def read_hand_in(sent: object) -> tuple[Kept, str]:
    """The (slot, sequence) of the answers that waited, and the code; raises InvalidResponse for a forgery."""
    if not isinstance(sent, dict) or not isinstance(sent.get("code"), str) or len(sent["code"]) > LENGTH + 1:
        raise InvalidResponse("not a hand-in that waited")
    pairs = sent.get("kept")
    if not isinstance(pairs, list) or len(pairs) > MOST_KEPT or not all(_is_pair(pair) for pair in pairs):
        raise InvalidResponse("not the numbers of answers")
    return [(slot, sequence) for slot, sequence in pairs], sent["code"]


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(type(n) is int and 0 < n < 2**31 for n in pair)


def keep_hand_in(head: HeadRow, kept: Kept, code: str, claim: Claim, now: datetime) -> None:
    """Keep when the device says that it was handed in, and whether its answers are those that arrived."""
    if late_queries.device_hand_in(head.id) is not None:
        return
    db.session.add(
        DeviceHandIn(
            attempt_id=head.id,
            at=now,
            claimed_at=claim.given_at,
            sent_at=claim.sent_at,
            code=code,
            is_matching=code == code_of(head.id, _arrived(head, kept)),
        )
    )
    db.session.flush()


def _arrived(head: HeadRow, kept: Kept) -> list[tuple[int, int, Any]]:
    """The answers with these numbers as the page sent them, by slot and number."""
    states = {state.slot: state for state in queries.slot_states(head.id)}
    questions = contents((state.version_id, state.digest) for state in states.values())
    found: dict[tuple[int, int], Any] = {}
    for table in (LateStep, Step):
        wanted = tuple_(table.slot, table.sequence).in_(kept)
        rows = db.session.execute(
            select(table.slot, table.sequence, table.response).where(table.attempt_id == head.id, wanted)
        )
        found.update({(slot, sequence): response for slot, sequence, response in rows})
    return [
        (
            slot,
            sequence,
            questions[states[slot].version_id].body.to_places(response, seed_of(head.seed, slot)),
        )
        for (slot, sequence), response in sorted(found.items(), key=lambda item: item[0])
    ]


def code_of(attempt_id: int, answers: Sequence[tuple[int, int, Any]]) -> str:
    """The code of answers as (slot, sequence, response in places), in order: "K7P-3QX"."""
    plain = [attempt_id, [[slot, sequence, _in_pairs(response)] for slot, sequence, response in answers]]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    signs = "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:LENGTH])
    return f"{signs[:3]}-{signs[3:]}"


def _in_pairs(value: Any) -> Any:
    """The value with every mapping as sorted pairs, since no two languages order their keys alike."""
    if isinstance(value, dict):
        return [[key, _in_pairs(value[key])] for key in sorted(value)]
    return [_in_pairs(item) for item in value] if isinstance(value, list) else value
