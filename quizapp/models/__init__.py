"""The tables, one module per room. Rules that must hold in the data are named CHECK constraints."""

from quizapp.models import (
    accommodations,
    accounts,
    attempts,
    bank,
    classrooms,
    flashcards,
    operations,
    quizzes,
    supervision,
)

__all__ = [
    "accommodations",
    "accounts",
    "attempts",
    "bank",
    "classrooms",
    "flashcards",
    "operations",
    "quizzes",
    "supervision",
]
