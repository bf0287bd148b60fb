"""Markdown of questions and sources to safe HTML."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

ALLOWED = {"p", "em", "strong", "code", "ul", "ol", "li", "blockquote", "br", "a"}

# The "js-default" rules with raw HTML off: what a teacher types as HTML is shown as typed.
_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False}).disable(
    ["image", "table"]  # an image is a field of its own, and a table would come out as a heap of words
)


@lru_cache(maxsize=4096)
def markdown(text: str) -> Markup:
    """Render Markdown as paragraphs of sanitized HTML."""
    return Markup(_clean(_markdown.render(text)))


@lru_cache(maxsize=4096)
def inline_markdown(text: str) -> Markup:
    """Render Markdown without paragraphs, for a stem or an option."""
    return Markup(_clean(_markdown.renderInline(text)))


def _clean(html: str) -> str:
    return nh3.clean(html, tags=ALLOWED, attributes={"a": {"href"}}, url_schemes={"http", "https"})


def as_sentence(typed: str) -> str:
    """What a person typed, with a full stop where no other sign ends it."""
    text = typed.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
