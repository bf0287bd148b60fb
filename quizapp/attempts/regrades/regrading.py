"""Marking answers anew after a correction. Nothing here commits, and nothing that was answered changes.

A regrade is a row with a reason, and one row for each answer it is about. The marks of a slot and an attempt
are computed from the steps and the newest regrade; an attempt that is still open is marked by it at hand-in.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import insert, update

from quizapp.attempts.contents import contents
from quizapp.attempts.queries import SlotState, TryState, tries_of
from quizapp.attempts.regrades import regrade_queries as queries
from quizapp.attempts.regrades.disputing import accept_disputes
from quizapp.attempts.regrades.regrade_queries import GivenRow
from quizapp.attempts.replaying import History, replayed
from quizapp.attempts.totals import store_fractions
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem
from quizapp.marking import after_deduction, percent, policies_for, regraded_fraction, total
from quizapp.models.accounts import Person
from quizapp.models.attempts import Regrade, RegradedMark
from quizapp.models.bank import QuestionVersion
from quizapp.questions import Body, Question

Tries = Mapping[tuple[int, int], Sequence[TryState]]
SAME = 1e-9  # fractions closer than this are the same


@dataclass(frozen=True, slots=True)
class Move:
    """One answer under a regrade.

    Fractions are 0 to 1; None while the attempt is not handed in, and while the answer waits for a teacher.
    """

    row: GivenRow
    answer: str  # "" for a blank
    before: float | None
    after: float | None

    @property
    def moves(self) -> bool:
        """Whether the mark changes. One that a teacher had still to give counts from nothing."""
        if self.is_open or self.before is None or self.after is None:
            return self.before != self.after
        return abs(self.after - self.before) > SAME

    @property
    def is_open(self) -> bool:
        """Whether the attempt is not handed in yet."""
        return self.row.handed_in_at is None

    @property
    def mark_after(self) -> float | None:
        """The mark of the attempt afterwards, unrounded; None while it is not handed in."""
        if self.is_open or self.row.mark is None:
            return None
        gained = ((self.after or 0.0) - (self.before or 0.0)) * float(self.row.slot_max)
        return float(self.row.mark) + after_deduction(gained, self.row.late_deduction)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a regrade does: who moves, and the means (percent) of the question and of the attempts."""

    moves: list[Move]

    @property
    def movers(self) -> int:
        """How many marks change."""
        return sum(move.moves for move in self.moves)

    @property
    def waiting(self) -> int:
        """How many attempts are not handed in yet; the regrade counts when they are."""
        return sum(move.is_open for move in self.moves)

    def question_mean(self, after: bool) -> float | None:
        """The mean share of the question's mark that handed-in attempts earn, in percent; None for none."""
        fractions = [move.after if after else move.before for move in self.moves]
        marks = [100 * fraction for fraction in fractions if fraction is not None]
        return total(marks) / len(marks) if marks else None

    def attempt_mean(self, after: bool) -> float | None:
        """The mean mark of the handed-in attempts, in percent; None where there is none."""
        marks = [
            percent((move.mark_after if after else move.row.mark) or 0.0, move.row.max_mark)
            for move in self.moves
            if not move.is_open
        ]
        return total(marks) / len(marks) if marks else None


def dry_run(rows: Sequence[GivenRow], version: QuestionVersion, policy: str) -> Outcome:
    """What a regrade of these answers by the key of `version` would do, movers first; stores nothing."""
    pairs = {row.version_id: row.digest for row in rows} | {version.id: version.digest}
    questions = contents(pairs.items())
    tries = tries_of({row.attempt_id for row in rows})
    moves = [_move(row, questions, version.id, policy, tries) for row in rows]
    return Outcome(sorted(moves, key=lambda move: not move.moves))


def _move(
    row: GivenRow, questions: Mapping[int, Question], version_id: int, policy: str, tries: Tries
) -> Move:
    old, new = questions[row.version_id].body, questions[version_id].body
    worth = partial(_worth, policy=policy, old=old, new=new, by_hand=row.by_hand)
    tried = tries.get((row.attempt_id, row.slot), ())
    after = replayed(tried, row.sequence or 0, row.response, row.penalty, worth)
    is_handed_in = row.handed_in_at is not None
    return Move(
        row,
        old.summarize(row.response),
        row.fraction if is_handed_in else None,
        after if is_handed_in else None,
    )


def _worth(response: Any, *, policy: str, old: Body, new: Body, by_hand: float | None) -> float | None:
    return regraded_fraction(policy, response, old, new, by_hand)


def regrade(
    question_id: int,
    version: QuestionVersion,
    *,
    policy: str,
    attempt_ids: Collection[int],
    reason: str,
    teacher: Person,
    now: datetime,
) -> Regrade:
    """Mark the answers of these attempts anew and keep why. Disputes about them are accepted by that.

    What a teacher gave by hand is kept, and counts again after a later regrade by the policy "leave".
    Raises Invalid where no attempt is chosen, the reason is blank or the policy none for such a question,
    NotFound for an attempt that this teacher may not mark or that was not given the question.
    """
    body = contents([(version.id, version.digest)])[version.id].body
    _check(policy, policies_for(body), attempt_ids, reason)
    queries.lock_attempts(list(attempt_ids))
    rows = [row for row in queries.given_to(teacher, question_id) if row.attempt_id in set(attempt_ids)]
    if {row.attempt_id for row in rows} != set(attempt_ids):
        raise NotFound
    made = Regrade(
        question_id=question_id,
        new_version_id=version.id,
        policy=policy,
        reason=reason.strip(),
        by_id=teacher.id,
        at=now,
    )
    db.session.add(made)
    db.session.flush()
    _store(made, dry_run(rows, version, policy).moves)
    if policy != "leave":
        accept_disputes(question_id, attempt_ids, reply=made.reason, teacher=teacher, now=now)
    db.session.expire_all()
    return made


def _check(policy: str, policies: Collection[str], attempt_ids: Collection[int], reason: str) -> None:
    problems = []
    if policy not in policies:
        problems.append(Problem("not_allowed", ("policy",)))
    if not attempt_ids:
        problems.append(Problem("nothing_chosen", ("attempt",)))
    if not reason.strip():
        problems.append(Problem("missing_field", ("reason",)))
    if problems:
        raise Invalid(problems)


def _store(made: Regrade, moves: Sequence[Move]) -> None:
    db.session.execute(
        insert(RegradedMark),
        [
            {
                "regrade_id": made.id,
                "attempt_id": move.row.attempt_id,
                "slot": move.row.slot,
                "fraction_before": move.before,
                "fraction_after": move.after,
            }
            for move in moves
        ],
    )
    changed = [move for move in moves if move.moves]
    if changed:
        store_fractions(
            [
                {"attempt_id": move.row.attempt_id, "slot": move.row.slot, "fraction": move.after}
                for move in changed
            ]
        )


def apply_to_hand_in(
    attempt_id: int,
    states: Sequence[SlotState],
    questions: Mapping[int, Question],
    rows: Sequence[dict[str, Any]],
    by_hand: Mapping[int, float],
    history: History,
) -> None:
    """Let the regrades of an attempt decide the fractions of `rows` (one for each state) as it is marked.

    `by_hand` is what teachers gave to its answers, by slot (0 to 1). A regrade that was decided while the
    attempt was open gets its marks before and after now.
    """
    regrades = queries.regrades_of_attempt(attempt_id)
    corrected = contents((each.version_id, each.digest) for each in regrades)
    by_slot = {state.slot: (state, row) for state, row in zip(states, rows, strict=True)}
    for each in regrades:
        state, row = by_slot[each.slot]
        old, new = questions[state.version_id].body, corrected[each.version_id].body
        before, given = row["fraction"], by_hand.get(each.slot)
        worth = partial(_worth, policy=each.policy, old=old, new=new, by_hand=given)
        row["fraction"] = history.fraction(state.slot, state.sequence, state.response, worth)
        if each.fraction_after is None:
            key = {"regrade_id": each.regrade_id, "attempt_id": attempt_id, "slot": each.slot}
            values = {"fraction_before": before, "fraction_after": row["fraction"]}
            db.session.execute(update(RegradedMark), [{**key, **values}])
