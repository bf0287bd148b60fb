"""Whether a text has the wording that a fact promises."""

import re

from quizapp.values.folding import CASE, SPACE, fold


def level(text: str) -> str:
    """`text` with case, curly quotes, dashes and every kind of space made alike; all marks stay."""
    return fold(text, (CASE, SPACE))


def has_wording(text: str, term: str) -> bool:
    """Whether `term` stands in `text`, both leveled.

    It must begin where a word begins, and a figure must be the whole figure: "3 percent" does not stand
    in "1.3 percent", nor "30" in "130" or "30.5". The end of a word is free, so that "tariff" stands in
    "tariffs". An empty term stands nowhere.
    """
    wanted = level(term)
    return bool(wanted) and re.search(_pattern(wanted), level(text)) is not None


def _pattern(term: str) -> str:
    before = r"(?<!\w)" if term[0].isalnum() else ""
    if term[0].isdigit():
        before += r"(?<!\d[.,])"
    after = r"(?!\d)(?![.,]\d)" if term[-1].isdigit() else ""
    return before + re.escape(term) + after
