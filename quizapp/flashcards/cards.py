"""How a question becomes a card: the stem in front; the right answer, why, and its sources at the back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from quizapp.bank.dates import date_in_words
from quizapp.bank.images import image_html
from quizapp.bank.shown_bodies import text_with_gaps
from quizapp.bank.words import SOURCE_MARKS
from quizapp.questions import Body, Question
from quizapp.questions.card import Card
from quizapp.questions.cloze import Cloze
from quizapp.questions.date import Date
from quizapp.questions.matching import Matching
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.ordering import Ordering
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.source_comparison import Claim, SourceComparison
from quizapp.questions.true_false import TrueFalse
from quizapp.questions.written import Written
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


def faces(
    question_id: int,
    question: Question,
    sources: Sequence[Mapping[str, Any]],
    seed: int,
    titles: Mapping[str, str] | None = None,
) -> Faces:
    """Make the faces of a question; `seed` decides the order in which options stand.

    `titles` names the sources that the question itself names, by their ids.
    """
    return Faces(
        id=question_id,
        front_html=_front(question) + image_html(question.image),
        options=_options(question.body, seed),
        back_html=_back(question.body, titles or {}),
        explanation_html=markdown(question.explanation) if question.explanation else None,
        sources=sources,
    )


def _front(question: Question) -> Markup:
    body, stem = question.body, inline_markdown(question.stem)
    if isinstance(body, Card):
        return markdown(body.front)
    if isinstance(body, TrueFalse):
        return Markup("<p>{}</p><p>{}</p>").format(gettext("True or false?"), stem)
    if isinstance(body, Cloze):
        return Markup("<p>{}</p>{}").format(stem, _filled(body, lambda _name: "_____"))
    if isinstance(body, Matching | SourceComparison):
        return Markup("<p>{}</p>{}").format(stem, _listed("ul", body.asked_texts()))
    return stem


def _options(body: Body, seed: int) -> list[Markup]:
    if isinstance(body, SingleChoice | MultipleChoice):
        texts = [option.text for option in body.options]
    elif isinstance(body, Ordering):
        texts = [item.text for item in body.items]
    elif isinstance(body, Matching):
        texts = body.rights()
    else:
        return []
    return [inline_markdown(texts[place]) for place in body.shuffled(seed)]


def _back(body: Body, titles: Mapping[str, str]) -> Markup:
    if isinstance(body, Ordering):
        return _listed("ol", [item.text for item in body.items])
    if isinstance(body, SingleChoice | MultipleChoice):
        keys = body.key_texts()
        return inline_markdown(keys[0]) if len(keys) == 1 else _listed("ul", keys)
    if isinstance(body, TrueFalse):
        return escape(gettext("True") if body.answer else gettext("False"))
    if isinstance(body, Date):
        return escape(date_in_words(body.answer))
    return _back_in_parts(body, titles)


def _back_in_parts(body: Body, titles: Mapping[str, str]) -> Markup:
    if isinstance(body, Card):
        return markdown(body.back)
    if isinstance(body, Cloze):
        return _filled(body, lambda name: _back(body.gaps[name].body, titles))
    if isinstance(body, Matching):
        return _listed("ul", [f"{pair.left} → {pair.right}" for pair in body.pairs])
    if isinstance(body, SourceComparison):
        return _listed("ul", [_compared(body, claim, titles) for claim in body.claims])
    if isinstance(body, Written):
        return _listed("ul", [criterion.text for criterion in body.rubric])
    return escape(body.summarize(body.right_answer()))


def _filled(body: Cloze, fill: Callable[[str], str]) -> Markup:
    """The text of a cloze with something in each gap."""
    pieces = (
        Markup("<strong>{}</strong>").format(fill(part["gap"])) if "gap" in part else part["html"]
        for part in text_with_gaps(body)
    )
    return Markup("").join(pieces)


def _compared(body: SourceComparison, claim: Claim, titles: Mapping[str, str]) -> str:
    """A claim with what each source does, as Markdown."""
    marks = ", ".join(
        f"“{titles.get(source, source)}” {SOURCE_MARKS[claim.marks[source]]}" for source in body.sources
    )
    return f"{claim.text} – {marks}"


def _listed(tag: str, texts: Sequence[str]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(inline_markdown(text)) for text in texts)
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), items)
