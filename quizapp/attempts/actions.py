"""Writes of attempts: start, answer, flag, hand in. Nothing here commits.

`step` is the truth. Each answer is one row keyed (attempt, slot, sequence); rows are only added, and the
highest sequence of a slot is its answer. Marks are computed from the steps, so they can be computed again.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Integer, bindparam, exists, insert, literal, select, type_coerce, update
from sqlalchemy.exc import IntegrityError

from quizapp.attempts import queries, regrading, replaying
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import Offer, SlotState
from quizapp.attempts.replaying import History
from quizapp.db import Moment, db
from quizapp.errors import AttemptClosed, InvalidResponse, OtherAnswer, Refused
from quizapp.marking import mark, mixed, total
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Step
from quizapp.models.bank import Question, QuestionVersion
from quizapp.models.quizzes import Assignment, Quiz, QuizSlot
from quizapp.questions import Body
from quizapp.quizzes.queries import is_given

HIGHEST_SEQUENCE = 1_000_000
LATEST_SEED = 2**31 - 1


def start_attempt(offered: Offer, student: Person, *, seed: int, now: datetime) -> Attempt:
    """Start an attempt, or go on with the one that is open.

    `seed` (0 to 2^31 - 1) decides the order of options for good. Raises Refused where it is not open,
    has closed, holds no question, or all attempts are used up.
    """
    earlier = queries.attempts_of(offered.assignment.id, student.id)
    if earlier and earlier[-1].handed_in_at is None and now < offered.assignment.closes_at:
        return earlier[-1]
    _check_start(offered, len(earlier), now)
    attempt = Attempt(
        assignment_id=offered.assignment.id,
        person_id=student.id,
        number=len(earlier) + 1,
        seed=seed % LATEST_SEED,
        started_at=now,
        max_mark=offered.max_mark,
    )
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
            db.session.flush()
            _give_questions(attempt, offered.quiz)
    except IntegrityError:  # a second click, or a second tab, was faster
        return queries.attempts_of(offered.assignment.id, student.id)[-1]
    return attempt


def _check_start(offered: Offer, used: int, now: datetime) -> None:
    assignment = offered.assignment
    if now < assignment.opens_at:
        raise Refused("assignment_not_open")
    if now >= assignment.closes_at:
        raise Refused("assignment_closed")
    if used >= assignment.attempts_allowed:
        raise Refused("attempts_used_up")
    if not offered.count:
        raise Refused("nothing_asked")


def _give_questions(attempt: Attempt, quiz: Quiz) -> None:
    """Give the versions that the quiz pins; the first attempt pins those that followed the newest."""
    newest = select(Question.version).where(Question.id == QuizSlot.question_id).scalar_subquery()
    db.session.execute(
        update(QuizSlot)
        .where(QuizSlot.quiz_id == quiz.id, QuizSlot.version.is_(None))
        .values(version=newest)
        .execution_options(synchronize_session=False)
    )
    given = (
        select(literal(attempt.id), QuizSlot.position, QuestionVersion.id, QuizSlot.max_mark, literal(False))
        .join(Question, Question.id == QuizSlot.question_id)
        .join(QuestionVersion, is_given())
        .where(QuizSlot.quiz_id == quiz.id)
    )
    columns = ["attempt_id", "slot", "question_version_id", "max_mark", "is_flagged"]
    db.session.execute(insert(AttemptSlot).from_select(columns, given))
    if quiz.is_shuffled:
        _mix(attempt, quiz.id)


def _mix(attempt: Attempt, quiz_id: int) -> None:
    """Store the student's own order of the questions, mixed by the seed within each section."""
    query = select(QuizSlot.position, QuizSlot.section_id).where(QuizSlot.quiz_id == quiz_id)
    rows = db.session.execute(query.order_by(QuizSlot.position)).all()
    order = mixed([(row.position, row.section_id) for row in rows], attempt.seed)
    places = [{"attempt_id": attempt.id, "slot": slot, "place": place} for place, slot in enumerate(order, 1)]
    db.session.execute(update(AttemptSlot), places)


def record_response(attempt_id: int, slot: int, sequence: int, response: Any, now: datetime) -> None:
    """Append an answer that a page sent with its sequence number.

    A repeat changes nothing. Raises OtherAnswer where another tab has answered in the meantime (its answer
    stays, and a late one is kept as history), AttemptClosed where answers are no longer taken.
    """
    try:
        with db.session.begin_nested():
            _append(attempt_id, slot, sequence, response, now)
    except IntegrityError:
        if queries.response_at(attempt_id, slot, sequence) == response:
            return
        raise _other_answer(attempt_id, slot) from None
    newest = queries.slot_state(attempt_id, slot)
    if newest and newest.sequence > sequence and newest.response != response:
        raise _other_answer(attempt_id, slot)


def record_form_response(attempt_id: int, slot: int, seen: int, response: Any, now: datetime) -> None:
    """Append an answer that came with a whole form, which showed the answer of sequence `seen`.

    A form that was not touched saves nothing, so that an old tab never takes back a newer answer.
    """
    state = queries.slot_state(attempt_id, slot)
    if state is None:
        return
    # A page may have counted up for a save that never arrived: it then shows what is newer than ours.
    is_old = seen < state.sequence
    shown = queries.response_at(attempt_id, slot, seen) if is_old else state.response
    if response not in (shown, state.response):
        _append(attempt_id, slot, max(seen, state.sequence) + 1, response, now)


def _append(attempt_id: int, slot: int, sequence: int, response: Any, now: datetime) -> None:
    """One INSERT that also checks, by the server's clock, that the attempt still takes answers."""
    if not 1 <= sequence <= HIGHEST_SEQUENCE:
        raise InvalidResponse("a sequence number that no page sends")
    is_open = (
        select(Attempt.id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            Attempt.id == attempt_id,
            Attempt.handed_in_at.is_(None),
            Assignment.closes_at > now,
            ~queries.is_finished(attempt_id, slot),
        )
        # On PostgreSQL a hand-in waits for this save, so that it never marks without it.
        .with_for_update(read=True, of=Attempt)
    )
    row = select(
        literal(attempt_id, Integer),
        literal(slot, Integer),
        literal(sequence, Integer),
        type_coerce(bindparam("response", response, JSON), JSON),
        literal(now, Moment),
    ).where(exists(is_open))
    columns = ["attempt_id", "slot", "sequence", "response", "at"]
    added = db.session.execute(insert(Step).from_select(columns, row).returning(Step.sequence))
    if added.first() is None:
        raise _closed(attempt_id, slot)


def _closed(attempt_id: int, slot: int) -> AttemptClosed:
    handed_in, is_finished = db.session.execute(
        select(Attempt.handed_in_at, queries.is_finished(attempt_id, slot)).where(Attempt.id == attempt_id)
    ).one()
    if handed_in is None and is_finished:
        return AttemptClosed("answer_checked")
    return AttemptClosed("attempt_handed_in" if handed_in else "assignment_closed")


def _other_answer(attempt_id: int, slot: int) -> OtherAnswer:
    state = queries.slot_state(attempt_id, slot)
    assert state is not None
    return OtherAnswer(state.sequence, state.response)


def advance(attempt_id: int, number: int) -> None:
    """Leave the question of this number for the next one, where there is no going back."""
    db.session.execute(
        update(Attempt).where(Attempt.id == attempt_id, Attempt.reached == number).values(reached=number + 1)
    )


def set_flag(attempt_id: int, slot: int, is_flagged: bool) -> None:
    """Flag a question of an open attempt for later, or take the flag away."""
    is_open = select(Attempt.id).where(Attempt.id == attempt_id, Attempt.handed_in_at.is_(None))
    db.session.execute(
        update(AttemptSlot)
        .where(AttemptSlot.attempt_id == attempt_id, AttemptSlot.slot == slot, exists(is_open))
        .values(is_flagged=is_flagged)
    )


def hand_in(attempt_id: int, now: datetime, *, is_by_time: bool = False) -> bool:
    """Hand in and mark an attempt. False where it was handed in before; then nothing changes."""
    taken = db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.handed_in_at.is_(None))
        .values(handed_in_at=now, is_handed_in_by_time=is_by_time)
    )
    if taken.rowcount == 0:  # type: ignore[attr-defined]
        return False
    mark_attempt(attempt_id)
    return True


def mark_attempt(attempt_id: int) -> None:
    """Compute the marks of an attempt from its steps, and from the regrades that are about it."""
    states = queries.slot_states(attempt_id)
    questions = contents((state.version_id, state.digest) for state in states)
    history = replaying.history_of(attempt_id)
    rows = [_marked(attempt_id, state, questions[state.version_id].body, history) for state in states]
    regrading.apply_to_hand_in(attempt_id, states, questions, history, rows)
    db.session.execute(update(AttemptSlot), rows)
    marks = [mark(row["fraction"], state.max_mark) for row, state in zip(rows, states, strict=True)]
    db.session.execute(update(Attempt).where(Attempt.id == attempt_id).values(mark=total(marks)))
    db.session.expire_all()


def _marked(attempt_id: int, state: SlotState, body: Body, history: History) -> dict[str, Any]:
    return {
        "attempt_id": attempt_id,
        "slot": state.slot,
        "fraction": history.fraction(state.slot, state.sequence, state.response, body.fraction),
        "is_answered": body.is_answered(state.response),
    }


def settle(attempt_id: int, now: datetime) -> bool:
    """Hand in what was saved in an attempt whose quiz has closed; False where it was handed in before.

    It ends when the quiz closed, but never before it began: a teacher may set a close in the past.
    """
    head = queries.attempt_head(attempt_id)
    if head is None or head.closes_at > now:
        return False
    return hand_in(attempt_id, max(head.closes_at, head.started_at), is_by_time=True)
