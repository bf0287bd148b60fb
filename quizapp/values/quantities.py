"""Reading amounts with their units, as people type them and as ISO 8601 writes durations."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from quizapp.values.conventions import US, Conventions
from quizapp.values.numbers import MONEY_SCALES, SCALES, WORDS, read_figures, read_words
from quizapp.values.units import CURRENCY_SIGNS, PHRASES, UNITS, convert, converts, smaller

MAX_LENGTH = 200

_MINUS = frozenset({"-", "minus", "negative"})
_ABOUT = frozenset(
    {"about", "around", "approximately", "approx", "approx.", "roughly", "circa", "ca.", "~", "≈"}
)
_HALVES = {("half", "an"): 2, ("half", "a"): 2}
_NUMBER = (
    r"\d{1,3}(?:[' ]\d{3})+(?![\d])(?:[.,]\d+)?|\d[\d.,']*(?:e[+-]?\d{1,2}(?![\da-z]))?(?:/\d+)?|[.,]\d+"
)
_TOKEN = re.compile(rf"us\$|[$€£¥%~≈+-]|(?:{_NUMBER})|[^\W\d_]+(?:[.'][^\W\d_]+)*\.?|\S", re.ASCII)
_ISO = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII
)
_ISO_UNITS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount; `unit` is folded ("minutes"), the words typed where unknown, None where none stood."""

    value: Decimal
    unit: str | None = None


def read_quantity(text: str, conventions: Conventions = US) -> Quantity | None:
    """Return the amount that `text` means, None when it is no single amount.

    Reads 145%, 145 percent, $1.2 million, 1,200 (marks by `conventions`), 90 minutes, ninety minutes,
    minus 3, 1 1/2 hours, 1 hour 30 minutes, "about 30". A text with a second number is no single amount,
    so nobody can answer "30 or 40".
    """
    if len(text) > MAX_LENGTH:
        return None
    tokens = _tokens(text)
    while tokens and tokens[0] in _ABOUT:
        tokens = tokens[1:]
    if tokens[:1] in (["+"], ["plus"]):
        return _read_amount(tokens[1:], conventions)
    if not (tokens and tokens[0] in _MINUS):
        return _read_amount(tokens, conventions)
    quantity = _read_amount(tokens[1:], conventions)
    return quantity and Quantity(-quantity.value, quantity.unit)


def iso_duration(text: str) -> Quantity:
    """Return "PT90M" as 90 minutes, "P90D" as 90 days, "PT1H30M" as 90 minutes.

    Several parts give an amount of the smallest. Raises ValueError for any other text, and where months
    or years stand together with days or hours, which have no fixed size in them.
    """
    found = _ISO.fullmatch(text) if len(text) <= MAX_LENGTH else None
    amounts = zip(found.groups() if found else (), _ISO_UNITS, strict=False)
    parts = [Quantity(Decimal(amount), unit) for amount, unit in amounts if amount]
    if not parts or text.endswith("T"):
        raise ValueError(f"{text!r} is no ISO 8601 duration")
    total, *others = parts
    for part in others:
        total = _sum(total, part)
    return total


def _tokens(text: str) -> list[str]:
    spread = "".join(f" {c}" if unicodedata.decomposition(c).startswith("<fraction>") else c for c in text)
    plain = unicodedata.normalize("NFKC", spread).casefold().replace("⁄", "/").replace("’", "'")
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    plain = re.sub("[‐-―−]", "-", plain.strip().rstrip(".,!"))
    plain = re.sub(r"([$€£¥])\s*-", r"-\1", plain)
    return _TOKEN.findall(re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=\d)-(?=[a-z])", " ", plain))


def _read_amount(tokens: list[str], conventions: Conventions) -> Quantity | None:
    money = CURRENCY_SIGNS.get(tokens[0]) if tokens else None
    tokens = tokens[1:] if money else tokens
    number = _read_number(tokens, conventions)
    if number is None:
        return None
    value, rest = _scaled(number[0], tokens[number[1] :], SCALES | MONEY_SCALES if money else SCALES)
    unit, rest = _read_unit(rest)
    if money and unit not in (None, money):
        return None
    return _finished(Quantity(value, money or unit), rest, conventions)


def _read_number(tokens: list[str], conventions: Conventions) -> tuple[Decimal, int] | None:
    if not tokens:
        return None
    if (halves := _HALVES.get((tokens[0], tokens[1] if len(tokens) > 1 else ""))) is not None:
        return Decimal(1) / halves, 2
    if tokens[0] in ("a", "an") and len(tokens) > 1 and (tokens[1] in UNITS or tokens[1] in SCALES):
        return Decimal(1), 1
    figures = read_figures(tokens[0], conventions)
    if figures is None:
        return _with_half(read_words(tokens), tokens)
    if len(tokens) > 1 and re.fullmatch(r"\d+/\d+", tokens[1]) and tokens[0].isdigit():
        part = read_figures(tokens[1], conventions)
        return None if part is None else (figures + part, 2)
    return _with_half((figures, 1), tokens)


def _with_half(number: tuple[Decimal, int] | None, tokens: list[str]) -> tuple[Decimal, int] | None:
    if number is None or tokens[number[1] : number[1] + 3] != ["and", "a", "half"]:
        return number
    return number[0] + Decimal("0.5"), number[1] + 3


def _scaled(value: Decimal, rest: list[str], scales: dict[str, int]) -> tuple[Decimal, list[str]]:
    while rest and rest[0] in scales:
        value, rest = value * scales[rest[0]], rest[1:]
    return value, rest


def _read_unit(rest: list[str]) -> tuple[str | None, list[str]]:
    if tuple(rest[:2]) in PHRASES:
        return PHRASES[rest[0], rest[1]], rest[2:]
    if rest and (unit := UNITS.get(rest[0].rstrip("."))):
        return unit, rest[1:]
    return None, rest


def _finished(quantity: Quantity, rest: list[str], conventions: Conventions) -> Quantity | None:
    """Take up what follows: nothing, words, half a unit, or a further part of a duration."""
    if rest == ["and", "a", "half"]:
        return Quantity(quantity.value + Decimal("0.5"), quantity.unit)
    if not rest:
        return quantity
    if not any(token[0].isdigit() or token in WORDS for token in rest):
        return _with_words(quantity, rest)
    part = _read_amount(rest[1:] if rest[0] in ("and", ",", "&") else rest, conventions)
    return _added(quantity, part) if part else None


def _with_words(quantity: Quantity, rest: list[str]) -> Quantity | None:
    if not all(token[0].isalpha() for token in rest) or "or" in rest:
        return None
    return quantity if quantity.unit else Quantity(quantity.value, " ".join(rest))


def _added(quantity: Quantity, part: Quantity) -> Quantity | None:
    if (
        not (quantity.unit and part.unit)
        or quantity.unit == part.unit
        or not converts(quantity.unit, part.unit)
    ):
        return None
    return _sum(quantity, part)


def _sum(first: Quantity, second: Quantity) -> Quantity:
    if first.unit is None or second.unit is None:
        raise ValueError("an amount without a unit cannot be added")
    unit = smaller(first.unit, second.unit) if converts(first.unit, second.unit) else first.unit
    return Quantity(convert(first.value, first.unit, unit) + convert(second.value, second.unit, unit), unit)
