"""Addresses: which numbers in them can be ids."""

from typing import Any

from markupsafe import Markup
from werkzeug.routing import IntegerConverter, Map

HIGHEST_ID = 2**31 - 1


class StoredId(IntegerConverter):
    """A number that the database can hold; a longer one is an address that does not exist."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=HIGHEST_ID)

    def to_url(self, value: Any) -> str:
        """The number as it stands in an address; a mark of a kept page (web/kept.py) stands there for one."""
        return value if isinstance(value, Markup) else super().to_url(value)


def whole_number(text: str, most: int = HIGHEST_ID) -> int | None:
    """The whole number from 0 to `most` that a field or an address holds, or None."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None
