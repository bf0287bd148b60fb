"""Writes of attempts: start, answer, flag, hand in. Nothing here commits.

`step` is the truth. Each answer is one row keyed (attempt, slot, sequence); rows are only added, and the
highest sequence of a slot is its answer. Marks are computed from the steps, so they can be computed again.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import exists, literal, select, update
from sqlalchemy.exc import IntegrityError

from quizapp.attempts import queries, replaying
from quizapp.attempts.access_codes import check_code
from quizapp.attempts.appending import APPEND
from quizapp.attempts.contents import contents
from quizapp.attempts.deadline import is_finished
from quizapp.attempts.giving import give_questions, mix_questions
from quizapp.attempts.queries import HeadRow, Offer, SlotState
from quizapp.attempts.regrades import regrading
from quizapp.attempts.replaying import History
from quizapp.attempts.totals import store_fractions
from quizapp.db import db
from quizapp.errors import AttemptClosed, InvalidResponse, OtherAnswer, QuestionClosed, Refused
from quizapp.marking import own_fraction
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.quizzes import Assignment
from quizapp.questions import Body
from quizapp.quizzes.own_terms import terms_of_student
from quizapp.terms import OwnTerms, late_deduction, moments, phase, start_refusal

HIGHEST_SEQUENCE = 1_000_000
LATEST_SEED = 2**31 - 1


def start_attempt(
    offered: Offer, student: Person, *, seed: int, now: datetime, code: str | None = None
) -> Attempt:
    """Start an attempt, or go on with the one that is open.

    `seed` (0 to 2^31 - 1) decides the order of questions and options for good; it is stored below 0 where
    the assignment keeps the options in their author's order. Raises Refused where the student's own terms
    say no (terms.start_refusal) or nothing is asked, Invalid for a wrong access code, whose row is to stay.
    What the quiz draws is drawn by the seed of the student's first attempt, so that a second one asks the
    same, unless the quiz draws anew.
    """
    assignment = offered.assignment
    earlier = queries.attempts_of(assignment.id, student.id)
    if earlier and phase(earlier[-1], now) != "over":
        return earlier[-1]
    own = terms_of_student(assignment, student.id)
    _check_start(offered, own, earlier, now)
    check_code(assignment, student, code, now)
    seed %= LATEST_SEED
    attempt = Attempt(
        assignment_id=assignment.id,
        person_id=student.id,
        number=len(earlier) + 1,
        seed=seed if assignment.shuffles_options else -1 - seed,
        started_at=now,
        max_mark=offered.max_mark,
        **asdict(moments(own, now)),
        time_limit=own.limit,
        reads_aloud=own.reads_aloud,
        has_larger_text=own.has_larger_text,
    )
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
            db.session.flush()
            draw_seed = attempt.seed if offered.quiz.redraws or not earlier else earlier[0].seed
            give_questions(attempt, offered.quiz, draw_seed)
            if assignment.shuffles_questions:
                mix_questions(attempt)
    except IntegrityError:  # a second click, or a second tab, was faster
        return queries.attempts_of(offered.assignment.id, student.id)[-1]
    _check_not_withdrawn(assignment.id)
    return attempt


def _check_not_withdrawn(assignment_id: int) -> None:
    """A withdrawal locks the assignment, for which a new attempt waits: look again once it is stored."""
    if db.session.scalar(select(Assignment.withdrawal).where(Assignment.id == assignment_id)):
        raise Refused("assignment_withdrawn")


def _check_start(offered: Offer, own: OwnTerms, earlier: Sequence[Attempt], now: datetime) -> None:
    if offered.assignment.withdrawal:
        raise Refused("assignment_withdrawn")
    last = earlier[-1].handed_in_at if earlier else None
    refusal = start_refusal(own, used=len(earlier), last_handed_in_at=last, now=now)
    if refusal:
        raise Refused(refusal.code)
    if not offered.count:
        raise Refused("nothing_asked")


def record_response(attempt_id: int, slot: int, sequence: int, response: Any, now: datetime) -> None:
    """Append an answer that a page sent with its sequence number.

    A repeat changes nothing. Raises OtherAnswer where another tab has answered in the meantime (its answer
    stays, and a late one is kept as history), AttemptClosed where answers are no longer taken.
    """
    newest = _append(attempt_id, slot, sequence, response, now)
    if newest is None:
        _explain(attempt_id, slot, sequence, response)
    elif newest > sequence:
        state = queries.slot_state(attempt_id, slot)
        if state and state.response != response:
            raise _other_answer(attempt_id, slot)


def _explain(attempt_id: int, slot: int, sequence: int, response: Any) -> None:
    """Why an answer was not appended: a repeat, another answer with its number, or a closed attempt."""
    held = queries.step_at(attempt_id, slot, sequence)
    if held is None:
        raise _closed(attempt_id, slot)
    state = queries.slot_state(attempt_id, slot)
    if state and response not in (held.response, state.response):
        raise _other_answer(attempt_id, slot)


def record_form_response(attempt_id: int, slot: int, seen: int, response: Any, now: datetime) -> None:
    """Append an answer that came with a whole form, which showed the answer of sequence `seen`.

    A form that was not touched saves nothing, so that an old tab never takes back a newer answer.
    Raises AttemptClosed where answers are no longer taken.
    """
    sequence = form_sequence(attempt_id, slot, seen, response)
    if sequence is not None and _append(attempt_id, slot, sequence, response, now) is None:
        _explain(attempt_id, slot, sequence, response)


def form_sequence(attempt_id: int, slot: int, seen: int, response: Any) -> int | None:
    """The number that an answer from a whole form gets; None where it changes nothing."""
    state = queries.slot_state(attempt_id, slot)
    if state is None:
        return None
    # A page may have counted up for a save that never arrived: it then shows what is newer than ours.
    is_old = seen < state.sequence
    shown = queries.response_at(attempt_id, slot, seen) if is_old else state.response
    return None if response in (shown, state.response) else max(seen, state.sequence) + 1


def _append(attempt_id: int, slot: int, sequence: int, response: Any, now: datetime) -> int | None:
    """One INSERT that also checks, by the server's clock, that the attempt still takes answers.

    Returns the highest number among the other answers of the slot, 0 where there are none; None where
    nothing was added, since the number is taken or the attempt closed.
    """
    if not 1 <= sequence <= HIGHEST_SEQUENCE:
        raise InvalidResponse("a sequence number that no page sends")
    connection = db.session.connection()
    values = {"attempt": attempt_id, "slot": slot, "sequence": sequence, "response": response, "now": now}
    newest = connection.execute(APPEND[connection.dialect.name], values).scalar()
    return None if newest is None else int(newest)


def _closed(attempt_id: int, slot: int) -> AttemptClosed:
    attempt = db.session.get_one(Attempt, attempt_id, populate_existing=True)
    is_ended = db.session.scalar(select(literal(1)).where(is_finished(attempt_id, slot)))
    if attempt.handed_in_at is None and is_ended:
        return QuestionClosed("answer_checked")
    if attempt.handed_in_by_id:
        return AttemptClosed("handed_in_by_teacher")
    if attempt.handed_in_at and not attempt.is_handed_in_by_time:
        return AttemptClosed("attempt_handed_in")
    return AttemptClosed("assignment_closed" if attempt.deadline_at >= attempt.closes_at else "time_over")


def _other_answer(attempt_id: int, slot: int) -> OtherAnswer:
    state = queries.slot_state(attempt_id, slot)
    assert state is not None
    return OtherAnswer(state.sequence, state.response)


def advance_to(attempt_id: int, number: int) -> None:
    """Go on to the question of this number where there is no going back; one behind it changes nothing."""
    db.session.execute(
        update(Attempt).where(Attempt.id == attempt_id, Attempt.reached < number).values(reached=number)
    )


def set_flag(attempt_id: int, slot: int, is_flagged: bool) -> None:
    """Flag a question of an open attempt for later, or take the flag away."""
    is_open = select(Attempt.id).where(Attempt.id == attempt_id, Attempt.handed_in_at.is_(None))
    db.session.execute(
        update(AttemptSlot)
        .where(AttemptSlot.attempt_id == attempt_id, AttemptSlot.slot == slot, exists(is_open))
        .values(is_flagged=is_flagged)
    )


def hand_in(
    attempt_id: int, now: datetime, *, is_by_time: bool = False, by_teacher: int | None = None
) -> bool:
    """Hand in and mark an attempt. False where it was handed in before; then nothing changes.

    `by_teacher` is the id of the teacher who does it for the student.
    """
    taken = db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.handed_in_at.is_(None))
        .values(handed_in_at=now, is_handed_in_by_time=is_by_time, handed_in_by_id=by_teacher)
    )
    if taken.rowcount == 0:  # type: ignore[attr-defined]
        return False
    mark_attempt(attempt_id)
    return True


def mark_attempt(attempt_id: int) -> None:
    """Compute the marks of an attempt: its steps, what teachers gave, its regrades, and its lateness."""
    states = queries.slot_states(attempt_id)
    questions = contents((state.version_id, state.digest) for state in states)
    asks_people = any(questions[state.version_id].body.needs_marking(state.response) for state in states)
    given = queries.fractions_by_hand(attempt_id) if asks_people else {}
    history = replaying.history_of(attempt_id)
    rows = [
        _marked(attempt_id, state, questions[state.version_id].body, given.get(state.slot), history)
        for state in states
    ]
    regrading.apply_to_hand_in(attempt_id, states, questions, rows, given, history)
    late = {"late_deduction": _late_deduction(attempt_id)}
    db.session.execute(update(Attempt).where(Attempt.id == attempt_id).values(**late))
    store_fractions(rows)


def _late_deduction(attempt_id: int) -> int:
    head = queries.attempt_head(attempt_id)
    if head is None or head.handed_in_at is None:
        return 0
    return late_deduction(head.due_at, head.handed_in_at, head.late_percent)


def _marked(
    attempt_id: int, state: SlotState, body: Body, by_hand: float | None, history: History
) -> dict[str, Any]:
    worth = partial(own_fraction, body=body, by_hand=by_hand)
    return {
        "attempt_id": attempt_id,
        "slot": state.slot,
        "fraction": history.fraction(state.slot, state.sequence, state.response, worth),
        "is_answered": body.is_answered(state.response),
    }


def end_attempt(head: HeadRow, now: datetime) -> bool:
    """Hand in an attempt as its student does. After the deadline it ends at the deadline, by time."""
    is_by_time = now >= head.deadline_at
    return hand_in(head.id, head.deadline_at if is_by_time else now, is_by_time=is_by_time)


def settle(attempt_id: int, now: datetime) -> bool:
    """Hand in what was saved in an attempt whose time is over; False where there is nothing to do.

    The result is the same whenever and from wherever this is called: it ends at its deadline.
    """
    head = queries.attempt_head(attempt_id)
    if head is None or head.handed_in_at is not None or phase(head, now) != "over":
        return False
    return end_attempt(head, now)
