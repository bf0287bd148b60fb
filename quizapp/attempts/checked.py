"""What practice shows of a question beside its fields: how a check went, hints, tries that are left."""

from collections.abc import Sequence, Set
from typing import Any

from quizapp.attempts.pages import mark_text
from quizapp.attempts.visible import only
from quizapp.bank.shown import with_answers
from quizapp.feedback import EXPLANATION, RIGHT, SOURCES
from quizapp.marking import WHOLE, fraction_after_tries, tries_of
from quizapp.questions import Question, Response
from quizapp.web.text import inline_markdown

Context = dict[str, Any]
# What would give the next try away.
AFTER_THE_LAST = {RIGHT, EXPLANATION, SOURCES}


def practice_context(
    question: Question, fractions: Sequence[float], is_last: bool, least: int
) -> Context | None:
    """The state of a question in practice; None for one that no machine marks.

    `fractions` are those of its tries so far, 0 to 1, without penalty; `is_last`: none may follow.
    """
    most = tries_of(question.body, len(question.hints), least)
    if not most:
        return None
    wrong = sum(fraction < WHOLE for fraction in fractions)
    return {
        "tries": len(fractions),
        "left": 0 if is_last else max(0, most - len(fractions)),
        "is_last": is_last,
        "hints": [inline_markdown(hint) for hint in question.hints[:wrong]],
    }


def checked_entry(
    shown: Context,
    question: Question,
    response: Response,
    *,
    fractions: Sequence[float],
    is_last: bool,
    penalty: float,
    max_mark: float,
    things: Set[str],
    sources: Sequence[Context] = (),
) -> Context:
    """The question with its checked answer, cut down to `things`, and to what leaves the next try open."""
    seen = things if is_last else things - AFTER_THE_LAST
    earned = fraction_after_tries(fractions, penalty)
    entry = with_answers(shown, question, response) | {
        "fraction": fractions[-1],
        "mark_text": mark_text(earned * max_mark, max_mark),
        "sources": sources,
    }
    return only(entry, seen)
