"""Bringing two texts that differ only in looks to one form, and matching with the `*` wildcard."""

import re
import unicodedata
from collections.abc import Collection

CASE, ACCENTS, PUNCTUATION, SPACE = "case", "accents", "punctuation", "space"
DEFAULT = frozenset({CASE, ACCENTS, PUNCTUATION, SPACE})
STRICT: frozenset[str] = frozenset()

# A phone's keyboard, not its owner, picks these forms.
_TYPOGRAPHIC = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—−", "-")
)
# Letters with a stroke, which Unicode does not take apart into letter and accent.
_STROKES = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE"}
)
# Every punctuation mark is one of these; the other way round it is not so.
_MARK = re.compile(r"[^\w\s]|_")
_COMBINING = re.compile("[\u0300-\u036f]")
# Part of the meaning: 5% is not 5, C# is not C.
_MEANT = frozenset("%‰#&@*+")
_SPLITTING = frozenset("-/\\_,;:()[]{}|")
_WILDCARD = "\ue000"


def fold(text: str, what: Collection[str] = DEFAULT) -> str:
    """Return `text` in the form in which texts are compared.

    Always: Unicode NFKC, typographic quotes and dashes as on a keyboard, invisible characters out. By
    `what`: `case`; `accents` (é = e, ł = l); `punctuation` (dashes, slashes and commas part words, dots
    and quotes vanish; a mark between digits, the minus sign of a number, and % # & @ * + stay); `space`
    (none outside, one blank inside). Source of the four: Moodle shortanswer (case), PrairieLearn
    pl-string-input (accents, spaces); punctuation is ours.
    """
    text = text.translate(_TYPOGRAPHIC)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHIC)
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if CASE in what:
        text = text.casefold()
    if ACCENTS in what and not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
        text = unicodedata.normalize("NFKC", _COMBINING.sub("", decomposed))
    if PUNCTUATION in what:
        text = _without_punctuation(text)
    return " ".join(text.split()) if SPACE in what else text


def comparable(text: str) -> str:
    """Return the folded text, or the text itself where folding would leave nothing ("?!")."""
    return fold(text) or text.strip()


def matches(pattern: str, text: str, what: Collection[str] = DEFAULT) -> bool:
    r"""Tell whether the folded `text` fits the folded `pattern`.

    `*` in the pattern stands for any run of characters, also none; `\*` is a star itself (Moodle
    question/type/shortanswer/question.php). Runs in linear time: no regular expression is built.
    """
    marked = _mark_wildcards(pattern.replace(_WILDCARD, ""))
    parts = fold(marked, what).split(_WILDCARD)
    folded = fold(text.replace(_WILDCARD, ""), what)
    if len(parts) > 1:
        return _fits(parts, folded)
    # Where folding leaves nothing ("?!"), the texts themselves have to agree.
    return folded == parts[0] and (bool(folded) or text.strip() == marked.strip())


def fill_wildcards(pattern: str, filler: str = "") -> str:
    r"""Return the pattern with `filler` for every `*`, and a star for every `\*`."""
    return _mark_wildcards(pattern).replace(_WILDCARD, filler)


def has_wildcard(pattern: str) -> bool:
    r"""Tell whether the pattern holds a `*` that is not escaped."""
    return _WILDCARD in _mark_wildcards(pattern)


def _mark_wildcards(pattern: str) -> str:
    return re.sub(r"\\\*|\*", lambda m: "*" if m[0] == "\\*" else _WILDCARD, pattern)


def _fits(parts: list[str], text: str) -> bool:
    first, *middle, last = parts
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    place, end = len(first), len(text) - len(last)
    for part in middle:
        place = text.find(part, place, end)
        if place < 0:
            return False
        place += len(part)
    return True


def _without_punctuation(text: str) -> str:
    return _MARK.sub(_folded_mark, text)


def _folded_mark(found: re.Match[str]) -> str:
    text, place, mark = found.string, found.start(), found[0]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if mark in _MEANT or not unicodedata.category(mark).startswith("P"):
        return mark
    if mark in ".,:/" and before.isdigit() and after.isdigit():
        return mark
    if mark == "-" and before.isspace() and after.isdigit():
        return mark
    return " " if mark in _SPLITTING else ""
