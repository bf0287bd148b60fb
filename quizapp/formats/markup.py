"""Texts that are made of markup to overwhelm whoever draws them, found before anything draws them.

What a person writes is a few levels deep; a list in a list in a quote is four. Brackets cost the most: the
time to look for the end of each grows with the square of their number.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt

from quizapp.errors import Problem

DEEPEST = 12
MOST_BRACKETS = 120
# With fewer signs a text cannot be deep.
SIGNS = re.compile(r"[*_>`~+\-]|\d[.)]")
FEWEST_SIGNS = DEEPEST

# The rules that pages are drawn by; see web/text.py.
_markdown = MarkdownIt("js-default", {"html": False, "maxNesting": 40}).disable(["image", "table"])
Path = tuple[str | int, ...]


def markup_problems(data: Mapping[str, Any]) -> list[Problem]:
    """`too_much_markup` for every text of a native question, wherever it stands, that is too deep."""
    return [Problem("too_much_markup", path) for path, text in _texts(data, ()) if is_too_deep(text)]


def is_too_deep(text: str) -> bool:
    """Whether a text is deeper than anybody writes, or so full of brackets that drawing it takes long."""
    if text.count("[") > MOST_BRACKETS:
        return True
    if sum(1 for _ in SIGNS.finditer(text)) < FEWEST_SIGNS:
        return False
    return any(
        token.level > DEEPEST or _depth_inside(token.children) > DEEPEST for token in _markdown.parse(text)
    )


def _depth_inside(tokens: list[Any] | None) -> int:
    return max((token.level for token in tokens or ()), default=0)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
