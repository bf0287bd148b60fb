"""How a question becomes a card: the stem in front; the right answer, why, and its sources at the back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from quizapp.bank.dates import date_in_words
from quizapp.questions import Body, Question
from quizapp.questions.date import Date
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.ordering import Ordering
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.true_false import TrueFalse
from quizapp.translations import gettext
from quizapp.web.text import inline_markdown, markdown


@dataclass(frozen=True, slots=True)
class Faces:
    """Both sides of a card as templates show them; `id` is the question's."""

    id: int
    front_html: Markup
    options: Sequence[Markup]
    back_html: Markup
    explanation_html: Markup | None
    sources: Sequence[Mapping[str, Any]]


def faces(question_id: int, question: Question, sources: Sequence[Mapping[str, Any]], seed: int) -> Faces:
    """Make the faces of a question; `seed` decides the order in which options stand."""
    return Faces(
        id=question_id,
        front_html=_front(question),
        options=_options(question.body, seed),
        back_html=_back(question.body),
        explanation_html=markdown(question.explanation) if question.explanation else None,
        sources=sources,
    )


def _front(question: Question) -> Markup:
    stem = inline_markdown(question.stem)
    if isinstance(question.body, TrueFalse):
        return Markup("<p>{}</p><p>{}</p>").format(gettext("True or false?"), stem)
    return stem


def _options(body: Body, seed: int) -> list[Markup]:
    if isinstance(body, SingleChoice | MultipleChoice):
        texts = [option.text for option in body.options]
    elif isinstance(body, Ordering):
        texts = [item.text for item in body.items]
    else:
        return []
    return [inline_markdown(texts[place]) for place in body.shuffled(seed)]


def _back(body: Body) -> Markup:
    if isinstance(body, Ordering):
        return _listed("ol", [item.text for item in body.items])
    if isinstance(body, SingleChoice | MultipleChoice):
        keys = body.key_texts()
        return inline_markdown(keys[0]) if len(keys) == 1 else _listed("ul", keys)
    if isinstance(body, TrueFalse):
        return escape(gettext("True") if body.answer else gettext("False"))
    if isinstance(body, Date):
        return escape(date_in_words(body.answer))
    return escape(body.summarize(body.right_answer()))


def _listed(tag: str, texts: Sequence[str]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(inline_markdown(text)) for text in texts)
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), items)
