"""What the student's pages show, as plain values for the templates."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, url_for

from quizapp.attempts import policy
from quizapp.attempts.contents import contents
from quizapp.attempts.own_words import deduction_text, late_text, own_sentence
from quizapp.attempts.places import in_places
from quizapp.attempts.queries import HeadRow, Offer, SlotState
from quizapp.attempts.shown_words import hidden_text, release_text
from quizapp.attempts.withdrawn_words import withdrawal_text
from quizapp.bank.shown import shown_question, with_answers, with_own_answer
from quizapp.bank.shown_bodies import points_in_words
from quizapp.bank.sources import facts_by_id, group_by_source, source_titles
from quizapp.feedback import ANSWER, SOURCES, TOTAL
from quizapp.marking import percent, round_for_display
from quizapp.models.attempts import Attempt
from quizapp.questions import Question
from quizapp.terms import OwnTerms, phase, seconds_left, start_refusal
from quizapp.translations import gettext, ngettext
from quizapp.translations.times import clock_time, moment_in_words

Context = dict[str, Any]
SEEDS_PER_ATTEMPT = 1000
# What tells nothing of a single question but what its student did.
OWN = {ANSWER, TOTAL}
CLOCK_SHOWN_FOR = timedelta(hours=1)  # before the close of a quiz without a limit


def seed_of(attempt_seed: int, slot: int) -> int:
    """The seed of one slot: stable for the attempt, different for each slot."""
    return attempt_seed * SEEDS_PER_ATTEMPT + slot


def reads_to_all() -> bool:
    """Whether the school shows the read-aloud button to everybody."""
    return bool(current_app.extensions["settings"].reads_to_all)


def mark_text(mark: float, max_mark: float, waiting: int = 0) -> str:
    """A mark in words: "7.5 of 10"; "7.5 of 10 so far" while answers wait for a teacher."""
    shown, full = round_for_display(mark), round_for_display(max_mark)
    if waiting:
        return gettext("%(mark)s of %(max)s so far", mark=shown, max=full)
    return gettext("%(mark)s of %(max)s", mark=shown, max=full)


def due_text(terms: Any, zone: str, now: datetime) -> str:
    """When it is due, or that it is late already."""
    when = moment_in_words(terms.due_at, zone, now)
    if now < terms.due_at:
        return gettext("Due %(when)s", when=when)
    return gettext("Was due %(when)s", when=when)


def sheet(
    head: HeadRow, state: SlotState, question: Question, number: int, titles: Mapping[str, str]
) -> Context:
    """What is answered of one question; see templates/attempts/sheet.html."""
    seed = seed_of(head.seed, state.slot)
    shown = shown_question(question, number=number, response=state.response, seed=seed, titles=titles)
    return {
        "number": number,
        "slot": state.slot,
        "q": in_places(shown, question.body, seed) | {"reads_aloud": head.reads_aloud or reads_to_all()},
        "sequence": state.sequence,
        "is_flagged": state.is_flagged,
        "attempt_id": head.id,
    }


def question_url(head: HeadRow, number: int) -> str:
    """Where a question of an attempt is answered."""
    if head.layout == "page":
        return url_for("attempts.whole", attempt_id=head.id, _anchor=f"q-{number}")
    return url_for("attempts.question", attempt_id=head.id, number=number)


def hand_in_page(head: HeadRow, states: list[SlotState]) -> Context:
    """The check before handing in: what is blank, what is flagged."""
    goes_back = head.layout != "forward"
    entries = [
        (state, {"number": n, "url": question_url(head, n) if goes_back else None})
        for n, state in enumerate(states, 1)
    ]
    return {
        "quiz_title": head.title,
        "count": len(states),
        "answered": sum(state.response is not None for state in states),
        "blank": [entry for state, entry in entries if state.response is None],
        "flagged": [entry for state, entry in entries if state.is_flagged],
        "hand_in_url": url_for("attempts.hand_in", attempt_id=head.id),
        "goes_back": goes_back,
        "back_url": question_url(head, len(states) if goes_back else head.reached),
        "has_larger_text": head.has_larger_text,
    }


def done_page(head: HeadRow, states: list[SlotState], now: datetime) -> Context:
    """What a student reads after handing in."""
    shows_mark = policy.may_see_marks(head, head.handed_in_at, now)
    return {
        "quiz_title": head.title,
        "handed_in_text": handed_in_text(head, now),
        **_whole_mark(head, shows_mark),
        "late_text": deduction_text(head.late_deduction) if shows_mark else None,
        "has_larger_text": head.has_larger_text,
        "release_text": hidden_text(head, now),
        "review_url": url_for("attempts.review", attempt_id=head.id),
        "cover_url": url_for("attempts.cover", assignment_id=head.assignment_id),
        "withdrawal_text": withdrawal_text(head),
    }


def handed_in_text(head: HeadRow, now: datetime) -> str:
    """When an attempt was handed in, and by whom."""
    when = moment_in_words(head.handed_in_at, head.time_zone, now)
    if head.handed_in_by_id:
        return gettext("Handed in for you by your teacher, %(when)s", when=when)
    if head.is_handed_in_by_time:
        if head.deadline_at < head.closes_at:
            return gettext("Handed in for you when your time was over, %(when)s", when=when)
        return gettext("Handed in for you when the quiz closed, %(when)s", when=when)
    return gettext("Handed in %(when)s", when=when)


def _whole_mark(head: HeadRow, is_shown: bool) -> Context:
    """The mark of the attempt; without a percentage while answers wait, which are no zeros."""
    if not is_shown:
        return {"mark_text": None, "percent": None, "waiting_text": None}
    return {
        "mark_text": mark_text(head.mark, head.max_mark, head.waiting),
        "percent": None if head.waiting else percent(head.mark, head.max_mark),
        "waiting_text": waiting_text(head.waiting),
    }


def waiting_text(count: int) -> str | None:
    """That some answers are still to be marked by a person; None where there are none."""
    if not count:
        return None
    return ngettext(
        "One answer is still being marked. The mark can rise.",
        "%(num)d answers are still being marked. The mark can rise.",
        count,
    )


def review_page(head: HeadRow, states: list[SlotState], now: datetime, *, sees_all: bool) -> Context:
    """Every question with its answer, and what policy lets this reader see. Teachers see all."""
    things = policy.ALL if sees_all else policy.visible(head, head.handed_in_at, now)
    shows_mark = TOTAL in things
    return {
        "quiz_title": head.title,
        "handed_in_text": handed_in_text(head, now) if head.handed_in_at else gettext("Not handed in yet"),
        **_whole_mark(head, shows_mark and head.mark is not None),
        "hidden_text": None if sees_all else hidden_text(head, now),
        "withdrawal_text": None if sees_all else withdrawal_text(head),
        "late_text": deduction_text(head.late_deduction) if shows_mark and head.mark is not None else None,
        "has_larger_text": head.has_larger_text and not sees_all,
        "things": things,
        "questions": [
            entry | _earned(head, state, entry["needs_marking"], bool(things - OWN))
            for state, entry in zip(states, _reviewed(head, states, things), strict=True)
        ],
    }


def _reviewed(head: HeadRow, states: list[SlotState], things: Set[str]) -> list[Context]:
    """The questions with what was answered, and with what is right and its sources where they may be seen."""
    questions = contents((state.version_id, state.digest) for state in states)
    titles = source_titles(questions.values())
    facts = facts_by_id([fact for q in questions.values() for fact in q.facts]) if SOURCES in things else {}
    found = []
    for number, state in enumerate(states, 1):
        question, seed = questions[state.version_id], seed_of(head.seed, state.slot)
        shown = shown_question(question, number=number, response=state.response, seed=seed, titles=titles)
        complete = with_answers if things - OWN else with_own_answer
        sources = group_by_source([facts[fact] for fact in question.facts if fact in facts])
        reviewed = complete(shown, question, state.response, state.fraction)
        found.append({**reviewed, "sources": sources})
    return found


def _earned(head: HeadRow, state: SlotState, needs_marking: bool, shows_answers: bool) -> Context:
    """What an answer earned; None while it may not be seen, or is still being marked.

    The mark of a single question is an answer: "not right" tells the key of a true or false one.
    """
    fraction = state.fraction if shows_answers else None
    return {
        "is_flagged": state.is_flagged,
        "fraction": fraction,
        "needs_marking": needs_marking and state.fraction is None and head.handed_in_at is not None,
        "mark_text": None if fraction is None else mark_text(fraction * state.max_mark, state.max_mark),
    }


def cover_page(offered: Offer, attempts: list[Attempt], own: OwnTerms, now: datetime) -> Context:
    """What a student reads before starting; `own` are their own terms."""
    assignment, zone = offered.assignment, offered.classroom.time_zone
    left = own.attempts_allowed - len(attempts)
    state, at = _state(attempts, own, now)
    return {
        "quiz_title": offered.quiz.title,
        "class_name": offered.classroom.name,
        "count": offered.count,
        "count_text": ngettext("%(num)d question", "%(num)d questions", offered.count),
        "marks_text": points_in_words(offered.max_mark),
        "due_text": due_text(own, zone, now),
        "closes_text": gettext("Closes %(when)s", when=moment_in_words(own.closes_at, zone, now)),
        "opens_text": gettext("Opens %(when)s", when=moment_in_words(own.opens_at, zone, now)),
        "again_text": gettext("You can start again at %(when)s.", when=moment_in_words(at, zone, now))
        if at
        else None,
        "own_text": own_sentence(own, zone, now),
        "late_text": late_text(assignment.late_percent) if own.due_at < own.closes_at else None,
        "goes_back": assignment.layout != "forward",
        "release_text": release_text(assignment, own.closes_at, zone, now),
        "attempts_left": max(0, left),
        "withdrawal_text": withdrawal_text(assignment),
        "state": "withdrawn" if assignment.withdrawal else state,
        "asks_code": bool(assignment.access_code) and state == "open",
        "has_larger_text": own.has_larger_text,
        "ends_text": _ends_text(attempts[-1], zone, now) if state == "continue" else None,
        "start_url": url_for("attempts.start", assignment_id=assignment.id),
        "attempts": [_attempt_entry(attempt, offered, now) for attempt in reversed(attempts)],
    }


STATES = {
    "assignment_not_open": "not_open",
    "assignment_closed": "closed",
    "attempts_used_up": "used_up",
    "must_wait": "must_wait",
    "wait_too_long": "closed",
}


def _state(attempts: list[Attempt], own: OwnTerms, now: datetime) -> tuple[str, datetime | None]:
    """What the student can do now, and from when on, where they have to wait after an attempt."""
    if attempts and phase(attempts[-1], now) != "over":
        return "continue", None
    last = attempts[-1].handed_in_at if attempts else None
    refusal = start_refusal(own, used=len(attempts), last_handed_in_at=last, now=now)
    if refusal is None:
        return "open", None
    return STATES[refusal.code], refusal.at if refusal.code == "must_wait" else None


def _ends_text(attempt: Attempt, zone: str, now: datetime) -> str:
    when = moment_in_words(attempt.deadline_at, zone, now)
    return gettext("Your time ends at %(when)s.", when=when)


def clock(head: HeadRow, now: datetime) -> Context | None:
    """The running clock of an attempt; None where it has no limit and the end is far away."""
    if head.time_limit is None and head.deadline_at - now > CLOCK_SHOWN_FOR:
        return None
    return {
        "seconds_left": seconds_left(head.deadline_at, now),
        "until_text": gettext("Until %(time)s", time=clock_time(head.deadline_at, head.time_zone)),
        "url": url_for("attempts.clock", attempt_id=head.id),
    }


def shows_mark_of(attempt: Attempt, offered: Offer, now: datetime) -> bool:
    """Whether the cover shows the mark of this attempt, whose close may be the student's own."""
    terms = policy.Own(offered.assignment, attempt.closes_at)
    return attempt.mark is not None and policy.may_see_marks(terms, attempt.handed_in_at, now)


def _attempt_entry(attempt: Attempt, offered: Offer, now: datetime) -> Context:
    is_handed_in = attempt.handed_in_at is not None
    shows_mark = shows_mark_of(attempt, offered, now)
    zone = offered.classroom.time_zone
    return {
        "number": attempt.number,
        "text": gettext("Handed in %(when)s", when=moment_in_words(attempt.handed_in_at, zone, now))
        if attempt.handed_in_at
        else gettext("Not handed in yet"),
        "mark_text": mark_text(attempt.mark or 0.0, attempt.max_mark, attempt.waiting)
        if shows_mark
        else None,
        "review_url": url_for("attempts.review", attempt_id=attempt.id) if is_handed_in else None,
    }
