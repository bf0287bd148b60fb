"""What a student may see of an attempt, and when. Pure: takes the assignment's terms and the time.

release        the mark of the attempt     marks of single questions, answers, explanations, sources
after_hand_in  once handed in              once handed in
after_close    once handed in              once the quiz has closed
by_teacher     once the teacher releases   once the teacher releases

The mark of a single question counts as an answer: "not right" tells the key of a true or false question.

Teachers of the class see everything always.
"""

from datetime import datetime
from typing import Protocol


class Terms(Protocol):
    """The terms of an assignment that decide what is shown."""

    @property
    def release(self) -> str: ...
    @property
    def released_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime: ...


def may_see_marks(terms: Terms, is_handed_in: bool, now: datetime) -> bool:
    """Whether the student may see the mark of this attempt now."""
    if not is_handed_in:
        return False
    return terms.release != "by_teacher" or _is_released(terms, now)


def may_see_answers(terms: Terms, is_handed_in: bool, now: datetime) -> bool:
    """Whether the student may see right answers, explanations and sources of this attempt now."""
    if not may_see_marks(terms, is_handed_in, now):
        return False
    return terms.release != "after_close" or now >= terms.closes_at


def _is_released(terms: Terms, now: datetime) -> bool:
    return terms.released_at is not None and terms.released_at <= now
