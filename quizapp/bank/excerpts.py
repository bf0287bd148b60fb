"""The passage of a source that a fact rests on, with the fact's words marked."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

LONGEST_TERM = 200


def mark_terms(paragraph: str, terms: Iterable[str]) -> Markup:
    """Return the paragraph as HTML, every term in it inside <mark>; capitals make no difference."""
    wanted = sorted({term for term in terms if term and len(term) <= LONGEST_TERM}, key=len, reverse=True)
    if not wanted:
        return escape(paragraph)
    pattern = re.compile("|".join(_loosely(term) for term in wanted), re.IGNORECASE)
    html, end = Markup(), 0
    for match in pattern.finditer(paragraph):
        html += escape(paragraph[end : match.start()]) + Markup("<mark>{}</mark>").format(match.group())
        end = match.end()
    return html + escape(paragraph[end:])


def _loosely(term: str) -> str:
    # An article may print curly quotes, long dashes and hard spaces where a sheet has plain ones.
    loose = {"'": "['’‘]", '"': '["“”]', "-": "[-‐‑–—]", " ": r"\s+"}
    return "".join(loose.get(sign, re.escape(sign)) for sign in term)
