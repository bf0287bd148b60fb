"""A test client that reads pages like a strict reader: well-formed, one h1, no id twice, all style sheets."""

import re
from collections import Counter
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5.inputstream
import tinyhtml5.parser
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import sheets

SPACE = re.compile(r"\s+")


class _Patterns(dict[tuple[frozenset[str], bool], re.Pattern[str]]):
    """What the parser reads a run of characters with. It means to keep these patterns, but files each one
    under itself (`a = kept[a] = b` binds `a` first) and makes them anew, which is half of its time.
    """

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, is_opposite = key
        codes = "".join(f"\\x{ord(character):02x}" for character in characters)
        self[key] = re.compile(f"[{'' if is_opposite else '^'}{codes}]+")
        return self[key]


tinyhtml5.inputstream.characters_until_regex = _Patterns()


@lru_cache(maxsize=8)
def parsed(html: str) -> Element:
    """The tree of a page; raises AssertionError where it is not well-formed. Nobody changes the tree."""
    parser = tinyhtml5.parser.HTMLParser(namespace_html_elements=False)
    root: Element = parser.parse(html)
    assert not parser.errors, f"not well-formed: {parser.errors[:3]}"
    return root


def tidy(text: str) -> str:
    return SPACE.sub(" ", text).strip()


class Page:
    """A parsed page, with the look-ups that tests need."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.root = parsed(html)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(tag)
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} times <{tag} {attributes}>"
        return found[0]

    @property
    def text(self) -> str:
        body = self.root.find("body")
        assert body is not None
        return tidy(" ".join(body.itertext()))

    @property
    def title(self) -> str:
        return tidy("".join(self.one("title").itertext()))

    @property
    def heading(self) -> str:
        return tidy("".join(self.one("h1").itertext()))

    def link(self, words: str) -> str:
        """The address of the link that says `words`."""
        for element in self.all("a"):
            if tidy("".join(element.itertext())) == words:
                return element.get("href") or ""
        raise AssertionError(f"no link says {words!r}")

    def has(self, words: str) -> bool:
        return words in self.text

    def check(self) -> None:
        ids = Counter(element.get("id") for element in self.root.iter() if element.get("id"))
        twice = [name for name, count in ids.items() if count > 1]
        assert not twice, f"ids used twice: {twice}"
        # The h1 may hold words for screen readers only; the title still begins with its text.
        assert self.title.startswith(self.heading), f"{self.title!r} does not begin with {self.heading!r}"
        unloaded = sheets.missing(self.root)
        assert not unloaded, f"not loaded: {sorted(unloaded)[:5]}"
        for element in self.root.iter():
            assert not element.get("style"), "a style attribute breaks the content policy"
            for target in (element.get("aria-describedby") or "").split():
                assert target in ids, f"aria-describedby names {target!r}, which is not there"
        for label in self.all("label"):
            assert label.get("for") is None or label.get("for") in ids, f"label for {label.get('for')!r}"


class PageClient(FlaskClient):
    """Checks each HTML page it receives, and fills in the token of forms."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            Page(response.get_data(as_text=True)).check()
        return response

    def page(self, address: str, status: int = 200) -> Page:
        response = self.get(address)
        assert response.status_code == status, f"{address}: {response.status_code}"
        return Page(response.get_data(as_text=True))

    def send(self, address: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Post a form and follow the redirect."""
        return self.post(address, data=data or {}, follow_redirects=True, **kwargs)


def page_of(response: TestResponse) -> Page:
    return Page(response.get_data(as_text=True))
