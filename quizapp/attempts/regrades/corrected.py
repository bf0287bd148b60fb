"""A review after a correction: the question as it was given, with the key that counts now."""

from collections.abc import Collection
from typing import Any

from quizapp.bank.dates import date_in_words
from quizapp.bank.shown import WHOLE, shown_question, with_answers
from quizapp.bank.shown_bodies import text_of
from quizapp.questions import Question, Response
from quizapp.questions.carried import carried
from quizapp.questions.ordering import Ordering
from quizapp.web.text import markdown

Context = dict[str, Any]

# Kinds whose key stands in several places of the page: they are shown as the corrected version asks them.
IN_PARTS = ("matching", "cloze", "source_comparison")


def with_corrected_key(shown: Context, given: Question, corrected: Question, fraction: float) -> Context:
    """`shown` (as with_answers gives it) with the key, explanation and feedback of the corrected version.

    The stem and the options stay as the student met them; of an option that became right or wrong the old
    reason is left out.
    """
    if corrected.kind in IN_PARTS:
        response = carried(shown["response"], given.body, corrected.body)
        whole = shown_question(corrected, number=shown["number"], response=response)
        return shown | with_answers(whole, corrected, response) | {"fraction": fraction}
    right = carried(corrected.body.right_answer(), corrected.body, given.body)
    feedback = corrected.feedback.get("right" if fraction >= WHOLE else "wrong", "")
    changed = shown | {
        "right": right,
        "right_text": text_of(corrected.body, corrected.body.right_answer()) or None,
        "explanation_html": markdown(corrected.explanation) if corrected.explanation.strip() else None,
        "feedback_html": markdown(feedback) if feedback.strip() and shown["is_answered"] else None,
    }
    if isinstance(given.body, Ordering) and isinstance(corrected.body, Ordering):
        changed["items"] = _items(shown["items"], given.body, corrected.body)
    if "options" in shown:
        keys = _indices(right)
        changed["options"] = [_option(option, option["index"] in keys) for option in shown["options"]]
    return changed


def _items(items: list[Context], given: Ordering, corrected: Ordering) -> list[Context]:
    """The items with the dates that the corrected version gives them."""
    dates = {item.text: item.date for item in corrected.items}
    texts = [given.items[item["index"]].text for item in items]
    pairs = zip(items, texts, strict=True)
    return [item | {"when": date_in_words(date) if (date := dates.get(text)) else ""} for item, text in pairs]


def _option(option: Context, is_key: bool) -> Context:
    why = option["why_html"] if bool(option["is_key"]) == is_key else None
    return option | {"is_key": is_key, "why_html": why}


def _indices(response: Response) -> Collection[int]:
    if isinstance(response, list):
        return response
    return [response] if type(response) is int else []
