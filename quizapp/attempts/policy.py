"""What a student may see of an attempt, and when: the only place that decides it.

Pure: takes the terms of the assignment (a table of feedback.py, by its number or the name of its preset), the
state of the attempt, and the time.

preset         while taking              once handed in             once the quiz has closed
practice       all, for what is checked  all                        all
after_hand_in  -                         all                        all
after_close    -                         the mark of the attempt    all
by_teacher     -                         all, once released         all, once released

The mark of a single question counts as an answer: "not right" tells the key of a true or false question.
Until the teacher releases what waits, a student sees what they answered and nothing else.

Teachers of the class see everything always.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from quizapp.feedback import (
    ANSWER,
    CLOSED,
    CORRECTNESS,
    DURING,
    JUST_AFTER,
    OPEN,
    PRESETS,
    RIGHT,
    THINGS,
    TOTAL,
    Matrix,
)

# How long "right after handing in" lasts: time to read a review once.
JUST_AFTER_LASTS = timedelta(minutes=10)
ALL = frozenset(THINGS)


class Terms(Protocol):
    """The terms of an assignment that decide what is shown."""

    @property
    def release(self) -> str: ...
    @property
    def released_at(self) -> datetime | None: ...
    @property
    def shown(self) -> int | None: ...
    @property
    def closes_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Own:
    """The terms of an assignment with the close of one student's own attempt."""

    of: "Terms"
    closes_at: datetime

    @property
    def release(self) -> str:
        """The preset of the assignment."""
        return self.of.release

    @property
    def released_at(self) -> datetime | None:
        """When the teacher released what waits."""
        return self.of.released_at

    @property
    def shown(self) -> int | None:
        """The number of the assignment's own table."""
        return self.of.shown


def matrix_of(terms: Terms) -> Matrix:
    """The table of an assignment: its own one, else that of its preset."""
    if terms.shown is None:
        return PRESETS[terms.release]
    return Matrix.from_number(terms.shown, waits=terms.release == "by_teacher")


def visible(terms: Terms, handed_in_at: datetime | None, now: datetime) -> frozenset[str]:
    """The things of feedback.THINGS that the student may see of this attempt now.

    Before hand-in they are about questions that were checked (see attempts/trying.py) and no others.
    """
    table = matrix_of(terms)
    if handed_in_at is not None and table.waits and not _is_released(terms, now):
        return frozenset({ANSWER})
    return table.shows(_time(terms, handed_in_at, now))


def _time(terms: Terms, handed_in_at: datetime | None, now: datetime) -> str:
    if handed_in_at is None:
        return DURING
    if now >= terms.closes_at:
        return CLOSED
    return JUST_AFTER if now < handed_in_at + JUST_AFTER_LASTS else OPEN


def may_see_marks(terms: Terms, handed_in_at: datetime | None, now: datetime) -> bool:
    """Whether the student may see the mark of this attempt now."""
    return handed_in_at is not None and TOTAL in visible(terms, handed_in_at, now)


def may_see_answers(terms: Terms, handed_in_at: datetime | None, now: datetime) -> bool:
    """Whether the student may see which answers were right, and which would have been."""
    return handed_in_at is not None and visible(terms, handed_in_at, now) >= {CORRECTNESS, RIGHT}


def _is_released(terms: Terms, now: datetime) -> bool:
    return terms.released_at is not None and terms.released_at <= now
