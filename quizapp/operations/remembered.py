"""Small values that the installation keeps about itself."""

from quizapp.db import db
from quizapp.models.operations import Remembered


def recall(key: str) -> str | None:
    """The remembered value, or None."""
    row = db.session.get(Remembered, key)
    return row.value if row else None


def remember(key: str, value: str) -> None:
    """Keep a value under this key."""
    db.session.merge(Remembered(key=key, value=value))
