"""What templates/questions/<kind>.html need of each kind: what is asked, and what was answered."""

import re
from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from babel.numbers import format_decimal
from markupsafe import Markup

from quizapp.bank.dates import date_in_words
from quizapp.bank.words import SOURCE_MARKS
from quizapp.marking import round_for_display
from quizapp.questions import Body, Response
from quizapp.questions.card import Card
from quizapp.questions.choices import Option
from quizapp.questions.cloze import Cloze
from quizapp.questions.date import Date, edtf_or_none
from quizapp.questions.matching import Matching
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.numeric import Numeric
from quizapp.questions.ordering import Ordering
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.source_comparison import SourceComparison
from quizapp.translations import current_locale, gettext
from quizapp.web.text import inline_markdown, markdown

Shown = dict[str, Any]
Titles = Mapping[str, str]


def asked(body: Body, response: Response, seed: int | None, titles: Titles) -> Shown:
    """What a page shows of a body: nothing that tells the answer. `titles` names sources by their ids."""
    if isinstance(body, SingleChoice | MultipleChoice):
        order = list(range(len(body.options))) if seed is None else body.shuffled(seed)
        return {"options": [_option(body.options[i], i, place) for place, i in enumerate(order)]}
    if isinstance(body, Ordering):
        order = _order_of_items(body, response, seed)
        return {"items": [_entry(i, body.items[i].text) for i in order]}
    if isinstance(body, Matching):
        rights = body.rights()
        return {
            "lefts": [inline_markdown(text) for text in body.asked_texts()],
            "rights": [_entry(i, rights[i]) for i in body.shuffled(seed or 0)],
        }
    if isinstance(body, Cloze):
        return _gaps(body, response, seed, titles)
    if isinstance(body, SourceComparison):
        return {
            "columns": [{"id": source, "title": titles.get(source, source)} for source in body.sources],
            "claims": [inline_markdown(text) for text in body.asked_texts()],
            "marks": SOURCE_MARKS,
        }
    return _asked_in_words(body)


def _asked_in_words(body: Body) -> Shown:
    if isinstance(body, Numeric):
        return {"unit": _unit(body)}
    if isinstance(body, Date):
        return {"precision": _precision(body)}
    return {"front_html": markdown(body.front)} if isinstance(body, Card) else {}


def _option(option: Option, index: int, place: int) -> Shown:
    return _entry(index, option.text) | {"letter": ascii_uppercase[place]}


def _entry(index: int, text: str) -> Shown:
    return {"index": index, "html": inline_markdown(text)}


def _order_of_items(body: Ordering, response: Response, seed: int | None) -> list[int]:
    # A response to another version of the question may name items that are gone.
    if isinstance(response, list) and body.is_order(response):
        return response
    return body.shuffled(seed or 0)


def _unit(body: Numeric) -> str | None:
    """The unit that all answers are in; a question that accepts several does not give one away."""
    units = {answer.unit for answer in body.answers}
    return units.pop() if len(units) == 1 else None


def _precision(body: Date) -> str | None:
    answer = edtf_or_none(body.answer)
    return answer.precision if answer else None


def _gaps(body: Cloze, response: Response, seed: int | None, titles: Titles) -> Shown:
    filled = response if isinstance(response, dict) else {}
    gaps = {}
    for number, name in enumerate(body.names(), 1):
        inner = body.gaps[name].body
        given = filled.get(name)
        own_seed = None if seed is None else body.seed_of(name, seed)
        shared = {"name": name, "number": number, "kind": inner.kind, "response": given}
        gaps[name] = shared | asked(inner, given, own_seed, titles)
    return {"gaps": gaps, "parts": text_with_gaps(body)}


def text_with_gaps(body: Cloze) -> list[Shown]:
    """The text as pieces of HTML with the names of the gaps between them: {"html": …} or {"gap": name}.

    The HTML is that of the whole text, cut where gaps stand, so that *words around {gap1}* stay together.
    """
    names = body.names()
    places = re.compile("|".join(re.escape("{" + name + "}") for name in names) or r"(?!)")
    html, parts, end = str(markdown(body.text)), list[Shown](), 0
    for place in places.finditer(html):
        parts += [{"html": Markup(html[end : place.start()])}, {"gap": place.group()[1:-1]}]
        end = place.end()
    parts.append({"html": Markup(html[end:])})
    # A place in the address of a link has no room for a field.
    lost = [name for name in names if {"gap": name} not in parts]
    return parts + [{"gap": name} for name in lost]


def answered(body: Body, shown: Shown, response: Response) -> Shown:
    """What was answered, in the reader's words, and how it was read. Nothing of it tells what is right."""
    own: Shown = {"answer_text": text_of(body, response), "reading": reading_of(body, response)}
    if isinstance(body, Cloze):
        gaps = shown["gaps"].items()
        own["gaps"] = {name: gap | answered(body.gaps[name].body, gap, gap["response"]) for name, gap in gaps}
    return own | {"right": None, "right_text": None}


def text_of(body: Body, response: Response) -> str:
    """A response in the reader's words; "" when nothing is answered."""
    if isinstance(body, Cloze):
        filled = response if isinstance(response, dict) else {}
        texts = [text_of(body.gaps[name].body, filled.get(name)) for name in body.names()]
        return "; ".join(text or "…" for text in texts) if any(texts) else ""
    if isinstance(response, bool):
        return gettext("True") if response else gettext("False")
    text = body.summarize(response)
    # Only a date that the question's file gives is in EDTF; what a student typed stays as it was.
    is_key = isinstance(body, Date) and response == body.right_answer()
    return date_in_words(text) if is_key else text


def points_in_words(points: float) -> str:
    """What something is worth: "10 points"."""
    shown = round_for_display(points)
    return gettext("1 point") if shown == "1" else gettext("%(points)s points", points=shown)


def reading_of(body: Body, response: Response) -> str | None:
    """How a number or a date was read, where it was written in another way; None where that says nothing."""
    if not isinstance(response, str) or not body.is_answered(response):
        return None
    if isinstance(body, Numeric):
        amount = body.reading(response)
        if amount is None:
            return gettext("No number was found in this.")
        number = format_decimal(amount.value, locale=current_locale(), decimal_quantization=False)
        return _unless_same(response, f"{number} {amount.unit or ''}".strip())
    if isinstance(body, Date):
        when = body.reading(response)
        if when is None:
            return gettext("No date was found in this.")
        return _unless_same(response, date_in_words(when.text))
    return None


def _unless_same(typed: str, read: str) -> str | None:
    is_same = " ".join(typed.split()).casefold() == read.casefold()
    return None if is_same else gettext("Read as %(reading)s.", reading=read)
