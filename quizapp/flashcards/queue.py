"""Which card comes next, and what a study day has brought so far. Pure: takes what was read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from zlib import crc32

NEW_PER_DAY = 20
RETURN_AFTER = 6  # ratings of other cards before a missed card comes back
SECONDS_PER_CARD = 25


@dataclass(frozen=True, slots=True)
class Due:
    """A card that is due; `is_missed` where it was missed on this study day and is not yet right again."""

    question_id: int
    is_missed: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating of the study day that was not undone."""

    review_id: int
    question_id: int
    topic: str
    is_right: bool
    was_new: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """What is left today: due cards in mixed order, cards for first sight, cards missed today."""

    due: Sequence[int]
    new: Sequence[int]
    missed: Sequence[int]  # the one rated longest ago first
    ratings_since_miss: int  # ratings since the first of `missed`

    @property
    def left(self) -> int:
        """How many cards are still to be seen today."""
        return len(self.due) + len(self.new) + len(self.missed)

    def next_card(self, wanted: int | None = None) -> int | None:
        """The question to show; `wanted` if it is still in the queue (its answer was asked for)."""
        if wanted is not None and wanted in {*self.due, *self.new, *self.missed}:
            return wanted
        comes_back = self.missed if self.ratings_since_miss >= RETURN_AFTER else ()
        return next((group[0] for group in (comes_back, self.due, self.new, self.missed) if group), None)


def make_queue(due: Iterable[Due], new: Sequence[int], rated: Sequence[Rated], day: date) -> Queue:
    """Order what is due: reviews mix the topics, by a rule that changes each day and not within it."""
    cards = list(due)
    last_rated = {rating.question_id: place for place, rating in enumerate(rated, 1)}
    missed = sorted((c.question_id for c in cards if c.is_missed), key=lambda card: last_rated.get(card, 0))
    waiting = sorted((c.question_id for c in cards if not c.is_missed), key=lambda card: _mixed(card, day))
    since = len(rated) - last_rated.get(missed[0], 0) if missed else 0
    return Queue(waiting, new, missed, since)


def _mixed(card: int, day: date) -> tuple[int, int]:
    return crc32(f"{day}:{card}".encode()), card


@dataclass(frozen=True, slots=True)
class Tally:
    """Cards of a study day by their first answer; `good` and `again` add up to the cards met."""

    good: int
    again: int

    @property
    def met(self) -> int:
        """How many cards were rated."""
        return self.good + self.again


def tally(rated: Iterable[Rated], topic: str | None = None) -> Tally:
    """Count the first answers of the day, of one topic or of all."""
    first: dict[int, bool] = {}
    for rating in rated:
        if topic is None or rating.topic == topic:
            first.setdefault(rating.question_id, rating.is_right)
    good = sum(first.values())
    return Tally(good, len(first) - good)


def new_left(rated: Iterable[Rated]) -> int:
    """How many cards may still be seen for the first time on this study day."""
    return max(0, NEW_PER_DAY - sum(rating.was_new for rating in rated))


def next_study(coming: Mapping[date, int], new_waiting: int, day: date) -> tuple[date, int] | None:
    """The next study day with cards and how many: what is due then, and tomorrow also new cards."""
    tomorrow = day + timedelta(days=1)
    if new_waiting:
        coming = {**coming, tomorrow: coming.get(tomorrow, 0) + min(new_waiting, NEW_PER_DAY)}
    return min(coming.items(), default=None)


def minutes(cards: int) -> int:
    """About how many minutes this many cards take."""
    return ceil(cards * SECONDS_PER_CARD / 60)
