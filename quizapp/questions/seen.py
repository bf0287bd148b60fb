"""What students see of a question before they answer, and which texts would tell them its key."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizapp.questions.date import Date, edtf_or_none
from quizapp.questions.question import Question
from quizapp.values.edtf import EdtfDate
from quizapp.values.folding import comparable

# The keys of a native body under which texts stand that everybody sees.
_SEEN = ("options", "items", "pairs", "distractors")
_TEXTS = ("text", "prompt", "match", "left", "right")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def seen_texts(question: Question) -> list[str]:
    """The stem, the words for its image, and the texts of its options or items, each as written."""
    body = question.body.to_dict()
    parts = [text for key in _SEEN for text in _texts(body.get(key, ()))]
    image = [question.image["alt"]] if "alt" in question.image else []
    return [question.stem, *image, *parts, *question.body.asked_texts()]


def _texts(entries: object) -> Iterator[str]:
    if isinstance(entries, Sequence) and not isinstance(entries, str):
        for entry in entries:
            yield from _text(entry)


def _text(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, Mapping):
        yield from (entry[name] for name in _TEXTS if isinstance(entry.get(name), str))


def telling_texts(question: Question) -> list[str]:
    """The folded texts that tell the key where they stand as whole words; [] for true/false and orders."""
    texts = question.body.key_texts()
    if isinstance(question.body, Date):
        texts = [text for key in texts for text in _written(key)]
    return list(dict.fromkeys(folded for text in texts if (folded := comparable(text))))


def _written(text: str) -> list[str]:
    """The common written forms of an EDTF date of a day, a month or a year."""
    date = edtf_or_none(text)
    if date is None or date.precision not in ("day", "month", "year"):
        return [text]
    return [text, *_forms(date)]


def _forms(date: EdtfDate) -> list[str]:
    day = date.earliest
    month = _MONTHS[day.month - 1]
    return {
        "day": [f"{month} {day.day} {day.year}", f"{day.day} {month} {day.year}"],
        "month": [f"{month} {day.year}"],
        "year": [str(day.year)],
    }[date.precision]


def holds(text: str, words: str) -> bool:
    """Whether these folded words stand in the folded text, whole."""
    return f" {words} " in f" {text} "
