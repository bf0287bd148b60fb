"""Does the key say what the cited facts say?"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from quizapp.errors import Problem
from quizapp.facts.fact import Fact
from quizapp.facts.index import FactIndex
from quizapp.facts.readings import date_of, is_same_amount, quantity_of
from quizapp.proofreading.readings import read_unqualified
from quizapp.questions import Body, Question
from quizapp.questions.cloze import Cloze
from quizapp.questions.date import edtf_or_none
from quizapp.values.edtf import EdtfDate
from quizapp.values.folding import comparable
from quizapp.values.quantities import Quantity
from quizapp.values.units import fold_unit

Path = tuple[str | int, ...]
Disagreement = tuple[Path, object]  # where, and what stands there


def check_answers(question: Question, index: FactIndex) -> Iterator[Problem]:
    """answer_disagrees_with_fact, with the answer and the values that the cited facts give."""
    facts = index.cited(question.facts)
    expected = "; ".join(str(fact.value) for fact in facts if fact.value is not None)
    for where, body in bodies_of(question):
        check = _BY_KIND.get(body.kind)
        for path, answer in check(body, facts) if check and facts else ():
            params = {"answer": str(answer), "expected": expected}
            yield Problem("answer_disagrees_with_fact", (*where, *path), params)


def bodies_of(question: Question) -> list[tuple[Path, Body]]:
    """What is to be checked of a question, with its path: the gaps of a cloze, else the one body."""
    body = question.body
    if isinstance(body, Cloze):
        return [(("gaps", name), gap.body) for name, gap in body.gaps.items()]
    return [((), body)]


def _numeric(body: Body, facts: Sequence[Fact]) -> Iterator[Disagreement]:
    """Every value of full credit must be a cited amount, or the year of a cited date."""
    for place, answer in enumerate(body.to_dict()["answers"]):
        given = Quantity(Decimal(str(answer["value"])), fold_unit(answer.get("unit") or ""))
        if answer.get("fraction", 1) == 1 and not any(_is_amount(given, fact) for fact in facts):
            yield ("answers", place, "value"), answer["value"]


def _is_amount(given: Quantity, fact: Fact) -> bool:
    amount, date = quantity_of(fact), date_of(fact)
    if amount:
        return is_same_amount(given, amount)
    return date is not None and given.unit is None and _years(date) == {given.value}


def _years(date: EdtfDate) -> set[Decimal]:
    return {Decimal(date.earliest.year), Decimal(date.latest.year)}


def _date(body: Body, facts: Sequence[Fact]) -> Iterator[Disagreement]:
    """The answer must be a cited date, or a less exact form of it."""
    text = body.to_dict()["answer"]
    answer = edtf_or_none(text)
    if answer and not any(answer.contains(date) for date in _dates(facts)):
        yield ("answer",), text


def _choice(body: Body, facts: Sequence[Fact]) -> Iterator[Disagreement]:
    """A key that is an amount or a date must be that of a cited fact, where one of its sort is cited."""
    texts = [option["text"] for option in body.to_dict()["options"]]
    for key in body.key_texts():
        if not _may_stand(key, facts):
            yield ("options", texts.index(key), "text"), key


def _matching(body: Body, facts: Sequence[Fact]) -> Iterator[Disagreement]:
    """A right side that is an amount or a date must be that of a cited fact, as with options."""
    for place, key in enumerate(body.key_texts()):
        if not _may_stand(key, facts):
            yield ("pairs", place, "right"), key


def _may_stand(key: str, facts: Sequence[Fact]) -> bool:
    reading = read_unqualified(key)
    is_checked = any(reading.is_comparable_with(fact) for fact in facts)
    return not is_checked or any(reading.says(fact) for fact in facts)


def _ordering(body: Body, facts: Sequence[Fact]) -> Iterator[Disagreement]:
    """Each date of an item must overlap a cited one."""
    dates = _dates(facts)
    for place, item in enumerate(body.to_dict()["items"]):
        given = edtf_or_none(item.get("date", ""))
        if given and not any(given.overlaps(date) for date in dates):
            yield ("items", place, "date"), item["date"]


def _short_text(body: Body, facts: Sequence[Fact]) -> Iterator[Disagreement]:
    """The answer that is shown must stand in the value, the statement or the speaker of a cited fact."""
    for shown in body.key_texts()[:1]:
        if not any(comparable(shown) in comparable(text) for fact in facts for text in _texts(fact)):
            yield ("answers",), shown


def _texts(fact: Fact) -> list[str]:
    return [str(text) for text in (fact.value, fact.statement, fact.speaker) if text is not None]


def _dates(facts: Sequence[Fact]) -> list[EdtfDate]:
    return [date for date in map(date_of, facts) if date]


_BY_KIND: dict[str, Callable[[Body, Sequence[Fact]], Iterator[Disagreement]]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "numeric": _numeric,
    "short_text": _short_text,
    "date": _date,
    "ordering": _ordering,
    "matching": _matching,
}
