"""What the student's pages show, as plain values for the templates."""

from collections.abc import Set
from datetime import datetime
from typing import Any

from flask import url_for

from quizapp.attempts import policy
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import HeadRow, Offer, SlotState
from quizapp.attempts.shown_words import hidden_text, release_text
from quizapp.bank.shown import shown_question, with_answers, with_own_answer
from quizapp.bank.shown_bodies import points_in_words
from quizapp.bank.sources import facts_by_id, group_by_source, source_titles
from quizapp.feedback import ANSWER, SOURCES, TOTAL
from quizapp.marking import percent, round_for_display
from quizapp.models.attempts import Attempt
from quizapp.translations import gettext, ngettext
from quizapp.translations.times import moment_in_words

Context = dict[str, Any]
SEEDS_PER_ATTEMPT = 1000
# What tells nothing of a single question but what its student did.
OWN = {ANSWER, TOTAL}


def seed_of(attempt_seed: int, slot: int) -> int:
    """The seed of one slot: stable for the attempt, different for each slot."""
    return attempt_seed * SEEDS_PER_ATTEMPT + slot


def mark_text(mark: float, max_mark: float) -> str:
    """A mark in words: "7.5 of 10"."""
    return gettext("%(mark)s of %(max)s", mark=round_for_display(mark), max=round_for_display(max_mark))


def due_text(terms: Any, zone: str, now: datetime) -> str:
    """When it is due, or that it is late already."""
    when = moment_in_words(terms.due_at, zone, now)
    if now < terms.due_at:
        return gettext("Due %(when)s", when=when)
    return gettext("Was due %(when)s", when=when)


def question_url(head: HeadRow, number: int) -> str:
    """Where a question of an attempt is answered."""
    if head.layout == "page":
        return url_for("attempts.sheet", attempt_id=head.id, _anchor=f"q-{number}")
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
    }


def done_page(head: HeadRow, states: list[SlotState], now: datetime) -> Context:
    """What a student reads after handing in."""
    shows_mark = policy.may_see_marks(head, head.handed_in_at, now)
    return {
        "quiz_title": head.title,
        "handed_in_text": handed_in_text(head, now),
        "mark_text": mark_text(head.mark, head.max_mark) if shows_mark else None,
        "percent": percent(head.mark, head.max_mark) if shows_mark else None,
        "waiting_text": waiting_text(states) if shows_mark else None,
        "release_text": hidden_text(head, now),
        "review_url": url_for("attempts.review", attempt_id=head.id),
        "cover_url": url_for("attempts.cover", assignment_id=head.assignment_id),
    }


def handed_in_text(head: HeadRow, now: datetime) -> str:
    """When an attempt was handed in, and by whom."""
    when = moment_in_words(head.handed_in_at, head.time_zone, now)
    if head.is_handed_in_by_time:
        return gettext("Handed in for you when the quiz closed, %(when)s", when=when)
    return gettext("Handed in %(when)s", when=when)


def waiting_text(states: list[SlotState]) -> str | None:
    """That some answers are still to be marked by a person; None where there are none."""
    questions = contents((state.version_id, state.digest) for state in states)
    count = sum(questions[state.version_id].body.needs_marking(state.response) for state in states)
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
    has_mark = TOTAL in things and head.mark is not None
    return {
        "quiz_title": head.title,
        "handed_in_text": handed_in_text(head, now) if head.handed_in_at else gettext("Not handed in yet"),
        "mark_text": mark_text(head.mark, head.max_mark) if has_mark else None,
        "percent": percent(head.mark, head.max_mark) if has_mark else None,
        "hidden_text": None if sees_all else hidden_text(head, now),
        "waiting_text": waiting_text(states) if has_mark else None,
        "things": things,
        "questions": [
            entry | _earned(state, entry["needs_marking"], bool(things - OWN))
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
        found.append({**complete(shown, question, state.response), "sources": sources})
    return found


def _earned(state: SlotState, needs_marking: bool, shows_answers: bool) -> Context:
    """What an answer earned; None while it may not be seen, or is still being marked.

    The mark of a single question is an answer: "not right" tells the key of a true or false one.
    """
    fraction = None if needs_marking or not shows_answers else state.fraction
    return {
        "is_flagged": state.is_flagged,
        "fraction": fraction,
        "mark_text": None if fraction is None else mark_text(fraction * state.max_mark, state.max_mark),
    }


def cover_page(offered: Offer, attempts: list[Attempt], now: datetime) -> Context:
    """What a student reads before starting."""
    assignment, zone = offered.assignment, offered.classroom.time_zone
    left = assignment.attempts_allowed - len(attempts)
    return {
        "quiz_title": offered.quiz.title,
        "class_name": offered.classroom.name,
        "count": offered.count,
        "count_text": ngettext("%(num)d question", "%(num)d questions", offered.count),
        "marks_text": points_in_words(offered.max_mark),
        "due_text": due_text(assignment, zone, now),
        "closes_text": gettext("Closes %(when)s", when=moment_in_words(assignment.closes_at, zone, now)),
        "opens_text": gettext("Opens %(when)s", when=moment_in_words(assignment.opens_at, zone, now)),
        "time_text": None,
        "goes_back": assignment.layout != "forward",
        "release_text": release_text(assignment, zone, now),
        "attempts_left": max(0, left),
        "state": _state(offered, attempts, now),
        "start_url": url_for("attempts.start", assignment_id=assignment.id),
        "attempts": [_attempt_entry(attempt, offered, now) for attempt in reversed(attempts)],
    }


def _state(offered: Offer, attempts: list[Attempt], now: datetime) -> str:
    assignment = offered.assignment
    if now < assignment.opens_at:
        return "not_open"
    if now >= assignment.closes_at:
        return "closed"
    if attempts and attempts[-1].handed_in_at is None:
        return "continue"
    return "open" if len(attempts) < assignment.attempts_allowed else "used_up"


def _attempt_entry(attempt: Attempt, offered: Offer, now: datetime) -> Context:
    shows_mark = policy.may_see_marks(offered.assignment, attempt.handed_in_at, now)
    zone = offered.classroom.time_zone
    return {
        "number": attempt.number,
        "text": gettext("Handed in %(when)s", when=moment_in_words(attempt.handed_in_at, zone, now))
        if attempt.handed_in_at
        else gettext("Not handed in yet"),
        "mark_text": mark_text(attempt.mark or 0.0, attempt.max_mark)
        if shows_mark and attempt.mark is not None
        else None,
        "review_url": url_for("attempts.review", attempt_id=attempt.id) if attempt.handed_in_at else None,
    }
