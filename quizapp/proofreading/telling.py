"""Whether a free text, such as a stem or an explanation, says the value of a fact somewhere."""

import re
from collections.abc import Iterator

from quizapp.facts.fact import Fact
from quizapp.facts.readings import text_of
from quizapp.proofreading.readings import Reading, read
from quizapp.questions.seen import holds
from quizapp.values.folding import comparable
from quizapp.values.numbers import WORDS

LONGEST = 6  # words of an amount or a date: "one hour and thirty minutes"
_MARKS = ".,;:!?()[]“”\"'*_"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_BEGINS = re.compile(rf"[$€£¥~≈]?\d|{_MONTHS}|spring|summer|autumn|fall|winter|early|mid|late", re.IGNORECASE)


def tells(text: str, fact: Fact) -> bool:
    """Whether the value of the fact stands in the text: as an amount in any unit, as a date, or in its words.

    A date may stand there less exactly; "90 days" does not tell 90 minutes.
    """
    words = text_of(fact)
    if words and holds(comparable(text), words):
        return True
    return any(reading.says(fact) for reading in _readings_in(text))


def _readings_in(text: str) -> Iterator[Reading]:
    """The amounts and dates of a text, each read from as many words as belong to it."""
    words = text.replace("–", " – ").split()
    place = 0
    while place < len(words):
        length, reading = _longest(words[place : place + LONGEST])
        if reading:
            yield reading
        place += length


def _longest(words: list[str]) -> tuple[int, Reading | None]:
    first = words[0].strip(_MARKS)
    if not (_BEGINS.match(first) or first.casefold().partition("-")[0] in WORDS):
        return 1, None
    for length in range(len(words), 0, -1):
        reading = read(" ".join(words[:length]).strip(_MARKS))
        if reading.amount or reading.date:
            return length, reading
    return 1, None
