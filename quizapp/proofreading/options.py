"""Options that betray which of them is right, by what they look like."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from quizapp.errors import Problem
from quizapp.facts.index import FactIndex
from quizapp.proofreading.answers import bodies_of
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
_ARTICLE = re.compile(r"\b(an?)\s*(?:_{2,}|…|\.{3})?\s*[:.?]?\s*$", re.IGNORECASE)
_VOWEL = re.compile(r"\W*[aeiou]", re.IGNORECASE)
Path = tuple[str | int, ...]


def check_options(question: Question, _index: FactIndex) -> Iterator[Problem]:
    """all_of_the_above, none_of_the_above, key_much_longer, key_alone_has_form, key_alone_fits_article.

    Of the options of gaps too; of several keys each must stand out.
    """
    for where, body in bodies_of(question):
        texts = [option["text"] for option in body.to_dict().get("options", ())]
        keys, distractors = body.key_texts(), body.distractor_texts()
        if not distractors or not texts:
            continue
        yield from _above(texts, where)
        if keys and len(distractors) > 1:
            path = (*where, "options", texts.index(keys[0]), "text")
            yield from _telling(keys, distractors, path)
            yield from _fitting(_text_before(question, where), keys, distractors, path)


def _above(texts: Sequence[str], where: Path) -> Iterator[Problem]:
    for place, text in enumerate(texts):
        path = (*where, "options", place, "text")
        if _ALL.fullmatch(comparable(text)):
            yield Problem("all_of_the_above", path, {"text": text})
        elif _NONE.fullmatch(comparable(text)):
            yield Problem("none_of_the_above", path, {"text": text})


def _telling(keys: Sequence[str], distractors: Sequence[str], path: Path) -> Iterator[Problem]:
    length, longest = min(map(len, keys)), max(map(len, distractors))
    if length >= MUCH_LONGER * longest and length - longest >= BY_CHARACTERS:
        yield Problem("key_much_longer", path, {"length": length, "longest": longest})
    forms = (form for form, has in FORMS.items() if all(map(has, keys)) and not any(map(has, distractors)))
    if form := next(forms, None):
        yield Problem("key_alone_has_form", path, {"form": form})


def _text_before(question: Question, where: Path) -> str:
    """What is read before an option is chosen: the stem, or the text up to the gap."""
    if not where:
        return question.stem
    text = str(question.body.to_dict().get("text", ""))
    return text.partition("{" + str(where[-1]) + "}")[0]


def _fitting(before: str, keys: Sequence[str], distractors: Sequence[str], path: Path) -> Iterator[Problem]:
    """After "an" only what begins with a vowel reads well: "an ___ (embargo, tariff, visit)"."""
    article = _ARTICLE.search(before)
    if article is None:
        return
    wants_vowel = article[1].lower() == "an"
    fits = [bool(_VOWEL.match(text)) is wants_vowel for text in (*keys, *distractors)]
    if all(fits[: len(keys)]) and not any(fits[len(keys) :]):
        yield Problem("key_alone_fits_article", path, {"article": article[1].lower()})


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
