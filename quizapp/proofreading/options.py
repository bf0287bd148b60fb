"""Options that betray which of them is right, by what they look like."""

import re
from collections.abc import Callable, Iterable, Iterator

from quizapp.errors import Problem
from quizapp.facts.index import FactIndex
from quizapp.questions import Question
from quizapp.values.folding import comparable
from quizapp.values.quantities import read_quantity
from quizapp.values.units import is_known

# So much longer than every other option, and by so many characters, is seen at a glance.
MUCH_LONGER = 1.6
BY_CHARACTERS = 15
# Haladyna, Downing and Rodriguez (2002), "A review of multiple-choice item-writing guidelines", guidelines
# 24 (lengths about equal), 25 and 26 (none and all of the above), 28 (no clues to the right answer).
_THEM = r"(?:the above|these|them|the (?:options|answers)(?: above)?)"
_ALL = re.compile(rf"all (?:of )?{_THEM}|both of the above")
_NONE = re.compile(rf"none (?:of )?{_THEM}|no answer is right")


def check_options(question: Question, _index: FactIndex) -> Iterator[Problem]:
    """all_of_the_above, none_of_the_above, key_much_longer and key_alone_has_form."""
    keys, distractors = question.body.key_texts(), question.body.distractor_texts()
    texts = [option["text"] for option in question.body.to_dict().get("options", ())]
    if not distractors or not texts:
        return
    for place, text in enumerate(texts):
        if _ALL.fullmatch(comparable(text)):
            yield Problem("all_of_the_above", ("options", place, "text"), {"text": text})
        elif _NONE.fullmatch(comparable(text)):
            yield Problem("none_of_the_above", ("options", place, "text"), {"text": text})
    if len(keys) == 1 and len(distractors) > 1:
        yield from _telling(keys[0], distractors, ("options", texts.index(keys[0]), "text"))


def _telling(key: str, distractors: list[str], path: tuple[str | int, ...]) -> Iterator[Problem]:
    longest = max(map(len, distractors))
    if len(key) >= MUCH_LONGER * longest and len(key) - longest >= BY_CHARACTERS:
        yield Problem("key_much_longer", path, {"length": len(key), "longest": longest})
    forms = (form for form, has in FORMS.items() if has(key) and not any(map(has, distractors)))
    if form := next(forms, None):
        yield Problem("key_alone_has_form", path, {"form": form})


def _has_unit(text: str) -> bool:
    amount = read_quantity(text)
    return amount is not None and amount.unit is not None and is_known(amount.unit)


# What only one option may have, the most telling first; names are said in bank/messages.
FORMS: dict[str, Callable[[str], bool]] = {
    "percent": lambda text: "%" in text,
    "unit": _has_unit,
    "figure": lambda text: any(sign.isdigit() for sign in text),
    "period": lambda text: text.rstrip().endswith("."),
    "parentheses": lambda text: "(" in text,
}


def longest_keys(questions: Iterable[Question]) -> tuple[list[Question], int, float]:
    """Of the questions with one key: those whose key is longest, how many there are, and how many were due.

    A key counts only where no other option is as long; by chance that is one in the number of options.
    """
    longest, count, due = [], 0, 0.0
    for question in questions:
        keys, distractors = question.body.key_texts(), question.body.distractor_texts()
        if len(keys) == 1 and len(distractors) > 1:
            count, due = count + 1, due + 1 / (len(distractors) + 1)
            if len(keys[0]) > max(map(len, distractors)):
                longest.append(question)
    return longest, count, due
