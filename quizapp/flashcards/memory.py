"""A student's memory of a card: between its row, the review log and the scheduler."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from quizapp import scheduling
from quizapp.flashcards import queries
from quizapp.models.flashcards import CardState
from quizapp.scheduling import Memory, Rating

DAYS = ("due_day", "last_day")


def memory_of(state: CardState | None) -> Memory | None:
    """The memory that a stored state holds; None where there is none."""
    if state is None:
        return None
    return Memory(
        state.stability, state.difficulty, state.due_day, state.last_day, is_relearning=state.is_relearning
    )


def after_rating(
    person_id: int, question_id: int, memory: Memory | None, rating: Rating, day: date
) -> Memory:
    """What this rating would make of the memory. The page that promises a day asks here, as rating does."""
    counts = queries.due_counts(person_id, day)
    return scheduling.rate(memory, rating, day, counts, seed=f"{person_id}:{question_id}:{day}")


def to_json(memory: Memory) -> dict[str, Any]:
    """The memory as the review log keeps it."""
    return asdict(memory) | {name: getattr(memory, name).isoformat() for name in DAYS}


def from_json(stored: Mapping[str, Any]) -> Memory:
    """The memory that the review log kept, to the last digit."""
    return Memory(**{**stored, **{name: date.fromisoformat(stored[name]) for name in DAYS}})
