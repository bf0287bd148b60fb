"""A question as templates/questions/<kind>.html show it: to a student, and with its answers afterwards."""

from collections.abc import Callable
from string import ascii_uppercase
from typing import Any

from markupsafe import Markup

from quizapp.bank.dates import date_in_words
from quizapp.questions import Question, Response
from quizapp.questions.choices import Option
from quizapp.questions.date import Date, edtf_or_none
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.numeric import Numeric
from quizapp.questions.ordering import Ordering
from quizapp.questions.single_choice import SingleChoice
from quizapp.translations import gettext
from quizapp.web.text import inline_markdown, markdown

Shown = dict[str, Any]

# Sums of thirds may stop a little short of a whole.
WHOLE = 0.9999


def shown_question(
    content: Question, *, number: int | None = None, response: Response = None, seed: int | None = None
) -> Shown:
    """What a student sees before the answers are out: no key, no fraction, no reason, no explanation.

    Options stand in the order of `seed`, in the author's order without one. Items to be put in order are
    always mixed, unless `response` gives their order.
    """
    shown: Shown = {
        "number": number,
        "kind": content.kind,
        "stem_html": markdown(content.stem),
        "response": response,
        "is_answered": content.body.is_answered(response),
    }
    return shown | _of_kind(content, response, seed)


def _of_kind(content: Question, response: Response, seed: int | None) -> Shown:
    body = content.body
    if isinstance(body, SingleChoice | MultipleChoice):
        order = list(range(len(body.options))) if seed is None else body.shuffled(seed)
        return {"options": [_option(body.options[i], i, place) for place, i in enumerate(order)]}
    if isinstance(body, Ordering):
        order = _order_of_items(body, response, seed)
        return {"items": [{"index": i, "html": inline_markdown(body.items[i].text)} for i in order]}
    if isinstance(body, Numeric):
        return {"unit": _unit(body)}
    return {"precision": _precision(body)} if isinstance(body, Date) else {}


def _option(option: Option, index: int, place: int) -> Shown:
    return {"index": index, "letter": ascii_uppercase[place], "html": inline_markdown(option.text)}


def _order_of_items(body: Ordering, response: Response, seed: int | None) -> list[int]:
    # A response to another version of the question may name items that are gone.
    if isinstance(response, list) and sorted(response) == list(range(len(body.items))):
        return response
    return body.shuffled(seed or 0)


def _unit(body: Numeric) -> str | None:
    """The unit that all answers are in; a question that accepts several does not give one away."""
    units = {answer.unit for answer in body.answers}
    return units.pop() if len(units) == 1 else None


def _precision(body: Date) -> str | None:
    answer = edtf_or_none(body.answer)
    return answer.precision if answer else None


def with_answers(shown: Shown, content: Question, response: Response) -> Shown:
    """The same question for a review: what was answered, what is right, why, and what it earned (0 to 1)."""
    right = content.body.right_answer()
    fraction = content.body.fraction(response)
    reviewed = shown | {
        "response": response,
        "is_answered": content.body.is_answered(response),
        "answer_text": text_of_response(content, response),
        "right": right,
        "right_text": text_of_response(content, right) or None,
        "fraction": fraction,
        "feedback_html": _feedback(content, response, fraction),
        "explanation_html": _html(markdown, content.explanation),
    }
    if isinstance(content.body, SingleChoice | MultipleChoice):
        options = content.body.options
        reviewed["options"] = [
            option | _answers_of_option(option["index"], options, right, response)
            for option in shown["options"]
        ]
    return reviewed


def without_answers(shown: Shown, content: Question, response: Response) -> Shown:
    """The same question for a review before the answers are out: what was answered, and nothing else."""
    hidden = shown | {
        "answer_text": text_of_response(content, response),
        "right": None,
        "right_text": None,
        "fraction": None,
        "feedback_html": None,
        "explanation_html": None,
    }
    if "options" in shown:
        chosen = _indices(response)
        hidden["options"] = [
            option | {"is_key": None, "is_chosen": option["index"] in chosen, "why_html": None}
            for option in shown["options"]
        ]
    return hidden


def _answers_of_option(index: int, options: tuple[Option, ...], right: Response, response: Response) -> Shown:
    return {
        "is_key": index in _indices(right),
        "is_chosen": index in _indices(response),
        "why_html": _html(inline_markdown, options[index].why),
    }


def _indices(response: Response) -> list[int]:
    if isinstance(response, list):
        return response
    return [response] if type(response) is int else []


def text_of_response(content: Question, response: Response) -> str:
    """A response in the reader's words; "" when nothing is answered."""
    if isinstance(response, bool):
        return gettext("True") if response else gettext("False")
    text = content.body.summarize(response)
    # Only a date that the question's file gives is in EDTF; what a student typed stays as it was.
    is_key = isinstance(content.body, Date) and response == content.body.right_answer()
    return date_in_words(text) if is_key else text


def _feedback(content: Question, response: Response, fraction: float) -> Markup | None:
    if not content.body.is_answered(response):
        return None
    return _html(markdown, content.feedback.get("right" if fraction >= WHOLE else "wrong", ""))


def _html(render: Callable[[str], Markup], text: str) -> Markup | None:
    return render(text) if text.strip() else None
