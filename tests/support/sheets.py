"""Which style sheets a page needs: those with a rule that may fit something on it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import quizapp

FOLDER = Path(quizapp.__file__).parent / "static" / "css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HEAD = re.compile(r"([^{};]+)\{")
# What may be there or not: states, attributes, and what stands in brackets.
OPTIONAL = re.compile(r"\[(?!type=)[^\]]*\]|::?[\w-]+")
BRACKETS = re.compile(r"\([^()]*\)")
COMBINATOR = re.compile(r"[\s>+~]+")
NAME = re.compile(r"\[type=\w+\]|[.#]?[a-zA-Z][\w-]*")
EVERYWHERE = {frozenset({name}) for name in ("html", "body", "main", "head")}
Selector = frozenset[frozenset[str]]


@cache
def rules() -> dict[str, set[Selector]]:
    """By sheet: what each selector asks of its elements, as tags, classes with a dot, ids with a hash."""
    return {file.name: set(_selectors(COMMENT.sub("", file.read_text()))) for file in FOLDER.glob("*.css")}


def _selectors(text: str) -> Iterator[Selector]:
    for head in HEAD.findall(text):
        selectors = head.strip()
        if selectors.startswith("@") or selectors in ("from", "to"):
            continue
        while BRACKETS.search(selectors):
            selectors = BRACKETS.sub("", selectors)
        for selector in OPTIONAL.sub("", selectors).split(","):
            parts = (frozenset(NAME.findall(part)) for part in COMBINATOR.split(selector))
            yield frozenset(part for part in parts if part) - EVERYWHERE


def missing(root: Element) -> set[str]:
    """The sheets that a page needs and does not load, each with a rule that may fit something on the page.

    One that loads none at all is no page of its own: a script takes it into another.
    """
    loaded = {_file(link.get("href", "")) for link in root.iter("link") if link.get("rel") == "stylesheet"}
    if not loaded:
        return set()
    elements = {_names(element) for element in root.iter()}
    return {
        f"{sheet}: {' '.join(sorted(''.join(sorted(part)) for part in selector))}"
        for sheet, selectors in rules().items()
        if sheet not in loaded
        for selector in selectors
        if selector and all(any(part <= names for names in elements) for part in selector)
    }


def _names(element: Element) -> frozenset[str]:
    classes = (f".{name}" for name in element.get("class", "").split())
    return frozenset((str(element.tag), f"#{element.get('id')}", f"[type={element.get('type')}]", *classes))


def _file(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]
