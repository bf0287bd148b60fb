"""A question as templates/questions/<kind>.html show it: to a student, and with its answers afterwards."""

from collections.abc import Callable

from markupsafe import Markup

from quizapp.bank.dates import date_in_words
from quizapp.bank.images import image_html
from quizapp.bank.shown_bodies import Shown, Titles, answered, asked, points_in_words, text_of
from quizapp.marking import own_fraction
from quizapp.questions import Body, Question, Response
from quizapp.questions.card import Card
from quizapp.questions.choices import Option
from quizapp.questions.cloze import Cloze
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.ordering import Item, Ordering
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.written import Written
from quizapp.web.text import inline_markdown, markdown

# Sums of thirds may stop a little short of a whole.
WHOLE = 0.9999


def shown_question(
    content: Question,
    *,
    number: int | None = None,
    response: Response = None,
    seed: int | None = None,
    titles: Titles | None = None,
) -> Shown:
    """What a student sees before the answers are out: no key, no fraction, no reason, no explanation.

    Options stand in the order of `seed`, in the author's order without one. Items to be put in order and
    right sides of pairs are always mixed, unless `response` gives the order of the items. `titles` names the
    sources that the question itself names, by their ids.
    """
    shown: Shown = {
        "number": number,
        "kind": content.kind,
        "stem_html": markdown(content.stem) + image_html(content.image),
        "response": response,
        "is_answered": content.body.is_answered(response),
    }
    shown |= asked(content.body, response, seed, titles or {})
    if "front_html" in shown:
        shown["front_html"] += image_html(content.image)
    return shown


def with_own_answer(
    shown: Shown, content: Question, response: Response, by_hand: float | None = None
) -> Shown:
    """The same question with what was answered, for a review before the answers are out.

    What a teacher gave (`by_hand`, 0 to 1) is not shown there.
    """
    return shown | {
        "response": response,
        "is_answered": content.body.is_answered(response),
        "needs_marking": content.body.needs_marking(response),
        **answered(content.body, shown, response),
    }


def with_answers(shown: Shown, content: Question, response: Response, by_hand: float | None = None) -> Shown:
    """The same question for a review: what was answered, what is right, why, and what it earned (0 to 1).

    An answer that no machine marks has earned what a teacher gave (`by_hand`); None while it waits.
    """
    fraction = own_fraction(response, content.body, by_hand)
    reviewed = with_own_answer(shown, content, response) | {
        "fraction": fraction,
        "feedback_html": _feedback(content, response, fraction),
        "explanation_html": _html(markdown, content.explanation),
    }
    return reviewed | _right(content.body, reviewed)


def _right(body: Body, shown: Shown) -> Shown:
    """What is right, in the form that the kind's template shows."""
    right = body.right_answer()
    found: Shown = {"right": right, "right_text": text_of(body, right) or None}
    if isinstance(body, SingleChoice | MultipleChoice):
        found["options"] = [
            option | _answers_of_option(option["index"], body.options, right, shown["response"])
            for option in shown["options"]
        ]
    if isinstance(body, Ordering):
        found["items"] = [item | {"when": _when(body.items[item["index"]])} for item in shown["items"]]
    if isinstance(body, Cloze):
        found["gaps"] = {name: gap | _right_of_gap(body, gap) for name, gap in shown["gaps"].items()}
    if isinstance(body, Written):
        found["rubric"] = [
            {"html": inline_markdown(row.text), "points_text": points_in_words(row.points)}
            for row in body.rubric
        ]
    return found | ({"back_html": markdown(body.back)} if isinstance(body, Card) else {})


def _when(item: Item) -> str:
    """When it was, in words; "" for an item without a date."""
    return date_in_words(item.date) if item.date else ""


def _right_of_gap(body: Cloze, gap: Shown) -> Shown:
    inner, chosen = body.gaps[gap["name"]].body, gap["response"]
    right = inner.right_answer()
    why = inner.options[chosen].why if isinstance(inner, SingleChoice) and type(chosen) is int else ""
    return {
        "right": right,
        "right_text": text_of(inner, right) or None,
        "fraction": inner.fraction(chosen),
        "why_html": _html(inline_markdown, why),
    }


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


def _feedback(content: Question, response: Response, fraction: float | None) -> Markup | None:
    if not content.body.is_answered(response) or fraction is None:
        return None
    return _html(markdown, content.feedback.get("right" if fraction >= WHOLE else "wrong", ""))


def _html(render: Callable[[str], Markup], text: str) -> Markup | None:
    return render(text) if text.strip() else None
