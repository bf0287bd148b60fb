"""Responses that are typed as text."""

import unicodedata
from collections.abc import Sequence

from quizapp.errors import InvalidResponse
from quizapp.questions.base import MAX_TEXT, Body, Response, is_blank, only_field


class TextBody(Body):
    """A kind whose response is the text as typed; a blank text is no answer."""

    __slots__ = ()

    def read(self, raw: object) -> Response:
        if is_blank(raw):
            return None
        if not isinstance(raw, str) or len(raw) > MAX_TEXT or _has_unstorable(raw):
            raise InvalidResponse("not a text that a page could send")
        return raw

    def from_fields(self, values: Sequence[str]) -> Response:
        return self.read(only_field(values))

    def is_answered(self, response: Response) -> bool:
        return isinstance(response, str) and bool(response.strip())

    def summarize(self, response: Response) -> str:
        return " ".join(response.split()) if isinstance(response, str) else ""


def _has_unstorable(text: str) -> bool:
    """Half characters cannot be encoded, and PostgreSQL refuses NUL."""
    return any(c == "\0" or unicodedata.category(c) == "Cs" for c in text)
