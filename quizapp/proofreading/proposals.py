"""What the answer of a question would be once a fact that it rests on says something else.

Everything here is a proposal for a person to read: only what follows without understanding the question.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from quizapp.facts.fact import Fact
from quizapp.facts.readings import date_of, is_same_amount, quantity_of
from quizapp.proofreading.rewriting import amount_in, date_like, figure, rewritten, says
from quizapp.proofreading.telling import tells
from quizapp.questions.date import edtf_or_none
from quizapp.values.quantities import Quantity
from quizapp.values.units import fold_unit

Native = dict[str, Any]
_NEGATED = re.compile(r"\b(?:not|no|never|neither|nor|without|except|only)\b|n['’]t\b", re.IGNORECASE)
# Where texts stand that a student reads beside the answer.
_TEXTS = ("stem", "text", "explanation", "feedback", "hints", "options")


def proposed(native: Native, befores: Sequence[Fact], after: Fact) -> Native | None:
    """The native question with the answer that `after` gives; None where nothing follows from it.

    `befores` are what the fact said until now, one or several times over. An answer changes only where it
    says the value of one of them. Gaps are changed one by one.
    """
    if native.get("kind") != "cloze":
        return _changed(native, befores, after)
    gaps = {name: _changed(gap, befores, after) for name, gap in native["gaps"].items()}
    if not any(gaps.values()):
        return None
    return native | {"gaps": {name: gap or native["gaps"][name] for name, gap in gaps.items()}}


def _changed(native: Native, befores: Sequence[Fact], after: Fact) -> Native | None:
    change = _BY_KIND.get(str(native.get("kind")))
    for before in befores:
        made = change(native, before, after) if change else None
        if made and made != native:
            return made
    return None


def _numeric(native: Native, before: Fact, after: Fact) -> Native | None:
    return native | {"answers": [_number(answer, before, after) for answer in native["answers"]]}


def _number(answer: Native, before: Fact, after: Fact) -> Native:
    """An answer of full credit that is the old amount, or the year of the old date."""
    unit = fold_unit(answer.get("unit") or "")
    given, old = Quantity(Decimal(str(answer["value"])), unit), quantity_of(before)
    if answer.get("fraction", 1) != 1:
        return answer
    if old and is_same_amount(given, old):
        value = amount_in(unit, before, after)
    else:
        value = _year(after) if unit is None and given.value == _year(before) else None
    return answer if value is None else answer | {"value": figure(value)}


def _year(fact: Fact) -> Decimal | None:
    date = date_of(fact)
    return Decimal(date.earliest.year) if date and date.earliest.year == date.latest.year else None


def _date(native: Native, before: Fact, after: Fact) -> Native | None:
    given, old = edtf_or_none(native["answer"]), date_of(before)
    date = date_like(given, after) if given and old and given.contains(old) else None
    return native | {"answer": date.text} if date else None


def _true_false(native: Native, before: Fact, after: Fact) -> Native | None:
    """A statement with the old value in it, or the new one; one that denies something takes a person."""
    stem = native.get("stem", "")
    says_old, says_new = tells(stem, before), tells(stem, after)
    if says_old == says_new or _NEGATED.search(stem):
        return None
    return native | {"answer": says_new}


def _short_text(native: Native, before: Fact, after: Fact) -> Native | None:
    answers = [
        answer | {"text": text}
        if answer.get("fraction", 1) == 1 and (text := _text(answer["text"], before, after))
        else answer
        for answer in native["answers"]
    ]
    return native | {"answers": answers}


def _text(text: str, before: Fact, after: Fact) -> str | None:
    return rewritten(text, before, after) if says(text, before) else None


def _choice(native: Native, before: Fact, after: Fact) -> Native | None:
    """The key moves to the option that says the new value; where none does, its own text changes."""
    options = native["options"]
    olds = [i for i, option in enumerate(options) if option.get("key") and says(option["text"], before)]
    if len(olds) != 1 or says(options[olds[0]]["text"], after):
        return None
    old = olds[0]
    news = [i for i, option in enumerate(options) if says(option["text"], after)]
    if not news:
        text = rewritten(options[old]["text"], before, after)
        changes = {old: options[old] | {"text": text}} if text else {}
    else:
        changes = {old: _without(options[old], "key"), news[0]: _without(options[news[0]], "why", "fraction")}
        changes[news[0]]["key"] = True
    return native | {"options": [changes.get(i, option) for i, option in enumerate(options)]}


def _without(option: Native, *names: str) -> Native:
    return {name: value for name, value in option.items() if name not in names}


_BY_KIND: Mapping[str, Callable[[Native, Fact, Fact], Native | None]] = {
    "numeric": _numeric,
    "date": _date,
    "true_false": _true_false,
    "short_text": _short_text,
    "single_choice": _choice,
    "multiple_choice": _choice,
}


def left_over(native: Native, befores: Sequence[Fact], after: Fact) -> list[str]:
    """Which texts of a question (stem, text, explanation, feedback, hints, options) say an old value still.

    Of options it is the reasons beside them, not what they offer.
    """
    return [
        name
        for name in _TEXTS
        if any(
            tells(text, before) and not tells(text, after)
            for text in _texts(native.get(name))
            for before in befores
        )
    ]


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for text in value.values() if isinstance(text, str)]
    if isinstance(value, Sequence):
        return [str(each.get("why", "")) if isinstance(each, Mapping) else str(each) for each in value]
    return []
