"""Reading dates as people write them in English."""

import re
import unicodedata

from quizapp.values.conventions import US, Conventions
from quizapp.values.edtf import EdtfDate

MAX_LENGTH = 100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
# "late 2024" is September to December, as in the fact sheets.
_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_FILLERS = frozenset({"the", "of", "in", "on", "year"})
_NUMBERS = re.compile(r"\d{1,4}(?:[-/. ]\d{1,4}){0,2}", re.ASCII)
_TO = re.compile(r" (?:to|until|till|through|-) ")


def read_date(text: str, conventions: Conventions = US) -> EdtfDate | None:
    """Return the date that `text` means, None when it cannot be read as one.

    Reads EDTF; June 5, 2025; 5 June 2025; Thursday the 5th of June 2025; 2025-06-05; 6/5/2025 by
    `conventions.day_first` (13/6/2025 can only be one thing); June 2025; 6/2025; fall 2017; late 2024; the
    1990s; 2025; "May 2024 to June 2025". A year of two digits is read as POSIX does: 69 to 99 are 19xx.
    """
    if len(text) > MAX_LENGTH:
        return None
    if exact := _parsed(text.strip()):
        return exact
    plain = _plain(text)
    first, *more = _TO.split(plain)
    if len(more) != 1:
        return _read_one(plain, conventions)
    begin, end = (_read_one(part.removeprefix("from "), conventions) for part in (first, more[0]))
    return _parsed(f"{begin.text}/{end.text}") if begin and end else None


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[‐-―−]", "-", text)
    text = re.sub(r"\s*/\s*", "/", text)
    text = _ORDINAL.sub(r"\1", _WEEKDAY.sub(" ", text))
    text = re.sub(r"(?<=[a-z])[.-]|[-.](?=[a-z])|[,;]|[.!]\s*$", " ", text)
    return " ".join(word for word in text.split() if word not in _FILLERS)


def _read_one(plain: str, conventions: Conventions) -> EdtfDate | None:
    if _NUMBERS.fullmatch(plain):
        return _read_numbers(re.split("[-/. ]", plain), conventions)
    return _read_words(re.split("[ /-]", plain))


def _read_numbers(parts: list[str], conventions: Conventions) -> EdtfDate | None:
    if len(parts) == 1:
        return _parsed(parts[0])
    if len(parts[0]) == 4:
        return _made(*parts)
    *front, year = parts
    if len(front) == 1:
        return _made(year, front[0]) if len(year) == 4 else None
    month, day = reversed(front) if conventions.day_first else front
    year = _full_year(year)
    return _made(year, month, day) or _made(year, day, month)


def _read_words(words: list[str]) -> EdtfDate | None:
    if len(words) == 1 and (decade := re.fullmatch(r"(\d{3})0'?s", words[0], re.ASCII)):
        return _parsed(f"{decade[1]}X")
    months = [word for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isascii() and word.isdigit()]
    if len(months) == 1 and len(words) == 1 + len(numbers):
        return _read_named_month(str(_MONTHS[months[0]]), numbers)
    return _read_part_of_year(words)


def _read_named_month(month: str, numbers: list[str]) -> EdtfDate | None:
    if len(numbers) == 1:
        return _made(numbers[0], month) if len(numbers[0]) == 4 else None
    if len(numbers) != 2:
        return None
    day, year = reversed(numbers) if len(numbers[0]) == 4 else numbers
    return _made(year, month, day) if len(year) == 4 else None


def _read_part_of_year(words: list[str]) -> EdtfDate | None:
    if len(words) != 2 or not re.fullmatch(r"\d{4}", words[1], re.ASCII):
        return None
    word, year = words
    if word in _SEASONS:
        return _parsed(f"{year}-{_SEASONS[word]}")
    first, last = _PARTS.get(word, (0, 0))
    return _parsed(f"{year}-{first:02}/{year}-{last:02}")


def _full_year(year: str) -> str:
    if len(year) != 2:
        return year
    return ("19" if int(year) >= 69 else "20") + year


def _made(year: str, month: str, day: str = "") -> EdtfDate | None:
    if len(month) > 2 or len(day) > 2 or int(month) > 12:
        return None
    return _parsed("-".join([year, month.zfill(2)] + ([day.zfill(2)] if day else [])))


def _parsed(text: str) -> EdtfDate | None:
    try:
        return EdtfDate.parse(text)
    except ValueError:
        return None
