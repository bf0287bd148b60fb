"""A question of a review, cut down to the things that its reader may see now.

The last step before a page: whatever else was put into the entry, what may not be seen leaves it here.
"""

from collections.abc import Set
from typing import Any

from quizapp.feedback import CORRECTNESS, EXPLANATION, FEEDBACK, MARKS, RIGHT, SOURCES

Context = dict[str, Any]
# What each thing of feedback.THINGS stands in, and what is there without it.
_PARTS: dict[str, Context] = {
    CORRECTNESS: {"fraction": None},
    MARKS: {"mark_text": None, "regrades": [], "by_hand": None},
    FEEDBACK: {"feedback_html": None},
    EXPLANATION: {"explanation_html": None},
    SOURCES: {"sources": []},
    RIGHT: {"right": None, "right_text": None, "rubric": None, "back_html": None, "dispute_form": None},
}


def only(entry: Context, things: Set[str]) -> Context:
    """`entry` (as bank.shown.with_answers gives it, and more) without what `things` does not name."""
    cut = dict(entry)
    for thing, parts in _PARTS.items():
        if thing not in things:
            cut.update({name: value for name, value in parts.items() if name in entry})
    if "options" in entry:
        cut["options"] = [_option(option, things) for option in entry["options"]]
    if "gaps" in entry:
        cut["gaps"] = {name: _gap(gap, things) for name, gap in entry["gaps"].items()}
    return cut


def _option(option: Context, things: Set[str]) -> Context:
    """The reason of an option that was not chosen tells whether it is right."""
    is_told = FEEDBACK in things and (RIGHT in things or option.get("is_chosen"))
    key = option.get("is_key") if RIGHT in things else None
    return option | {"is_key": key, "why_html": option.get("why_html") if is_told else None}


def _gap(gap: Context, things: Set[str]) -> Context:
    cut = gap if RIGHT in things else gap | {"right": None, "right_text": None, "fraction": None}
    return cut | {"why_html": gap.get("why_html") if FEEDBACK in things else None}
