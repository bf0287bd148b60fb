"""Reading one number: figures with marks between thousands, fractions, and number words."""

import re
from decimal import Decimal

from quizapp.values.conventions import Conventions

WORDS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
# Letters that mean a scale only next to a currency sign: "m" may be minutes, "k" many things.
MONEY_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}

_FIGURES = re.compile(r"\d[\d.,' ]*|[.,]\d+", re.ASCII)
_EXPONENT = re.compile(r"(.*\d)e([+-]?\d{1,2})", re.ASCII)
_DIVISION = re.compile(r"(\d{1,6})/(\d{1,6})", re.ASCII)


def read_figures(text: str, conventions: Conventions) -> Decimal | None:
    """Return the number of "1,200", "1.5", ".5", "3/4" or "1e6", None when it is none.

    Marks stand between groups of three. The other country's decimal mark is understood where it can mean
    nothing else ("1,5" in the US), but "1,200" is what the conventions say.
    """
    if division := _DIVISION.fullmatch(text):
        return Decimal(division[1]) / Decimal(division[2]) if int(division[2]) else None
    if exponent := _EXPONENT.fullmatch(text):
        mantissa = read_figures(exponent[1], conventions)
        return None if mantissa is None else mantissa.scaleb(int(exponent[2]))
    if not _FIGURES.fullmatch(text):
        return None
    number = _read_plain(text, conventions)
    return _read_foreign(text, conventions) if number is None else number


def _read_plain(text: str, conventions: Conventions) -> Decimal | None:
    group = re.escape(conventions.group_mark)
    mark = re.escape(conventions.decimal_mark)
    if not re.fullmatch(rf"(?:\d+|[1-9]\d{{0,2}}(?:[{group}' ]\d{{3}})+)?(?:{mark}\d*)?", text, re.ASCII):
        return None
    digits = re.sub(f"[{group}' ]", "", text).replace(conventions.decimal_mark, ".")
    return Decimal(digits) if any(c.isdigit() for c in digits) else None


def _read_foreign(text: str, conventions: Conventions) -> Decimal | None:
    whole, mark, rest = text.partition(conventions.group_mark)
    if not (mark and rest.isdigit() and (whole.isdigit() or not whole)):
        return None
    return Decimal(f"{whole}.{rest}") if len(rest) != 3 or whole in ("", "0") else None


def read_words(words: list[str]) -> tuple[Decimal, int] | None:
    """Return the number that `words` begin with ("one hundred and five") and how many words it takes."""
    total, used = 0, 0
    for place, word in enumerate(words):
        if word in WORDS:
            total += WORDS[word]
        elif word == "hundred" and used:
            total *= 100
        elif not (word == "and" and used and place + 1 < len(words) and words[place + 1] in WORDS):
            break
        used = place + 1
    return (Decimal(total), used) if used else None
