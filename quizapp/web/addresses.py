"""Addresses: which numbers in them can be ids."""

from werkzeug.routing import IntegerConverter, Map

HIGHEST_ID = 2**31 - 1


class StoredId(IntegerConverter):
    """A number that the database can hold; a longer one is an address that does not exist."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=HIGHEST_ID)
