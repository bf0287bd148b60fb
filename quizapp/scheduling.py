"""Spaced repetition: what a rating does to a memory, and on which study day the card comes next. Pure.

The memory model is FSRS-6 as py-fsrs computes it. py-fsrs counts whole days of 24 hours between two
moments, so it is given noon UTC of the student's study day; its own fuzz is off, since it draws outside
its range and cannot see how much is due on a day.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

import fsrs
from fsrs.scheduler import FUZZ_RANGES

RETENTION = 0.90
LONGEST_INTERVAL = 180  # days: about the length of a course
LONGEST_BALANCED = 90  # days: longer intervals spread by themselves
FIRST_FUZZED = 2.5  # days: shorter intervals stay as they are (py-fsrs, Anki)
DAY_TURNS_AT = timedelta(hours=4)

_SCHEDULER = fsrs.Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_INTERVAL,
    enable_fuzzing=False,
)
_DECAY = -_SCHEDULER.parameters[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1


class Rating(IntEnum):
    """What the student says. Hard and easy are never inferred: difficulty would drift to its end."""

    AGAIN = 1
    GOOD = 3


@dataclass(frozen=True, slots=True)
class Memory:
    """What one student remembers of one card.

    `stability` is in days until recall falls to 90%; `difficulty` is 1 to 10; `last_day` is the study day
    whose first answer moved the two. While `is_relearning` (missed, not yet right again) the card is due.
    """

    stability: float
    difficulty: float
    due_day: date
    last_day: date
    is_relearning: bool = False


def study_day(at: datetime, zone: str) -> date:
    """The study day of a moment in a time zone; it turns at 04:00 on the wall clock, summer and winter.

    Raises ValueError for a moment without a time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    on_the_wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (on_the_wall - DAY_TURNS_AT).date()


def rate(
    memory: Memory | None, rating: Rating, day: date, due_counts: Mapping[date, int], seed: str
) -> Memory:
    """The memory after a rating on a study day; None for a card that was never rated.

    Only the first answer of a study day moves stability and difficulty. A miss stays due until the card is
    once right; then it is due as its stability says. `due_counts` are the student's cards due by day, and
    `seed` (person, card and day) decides between the days that suit equally well.
    """
    if memory is None or memory.last_day < day:
        memory = _moved(memory, rating, day)
    if rating is Rating.AGAIN:
        return replace(memory, due_day=day, is_relearning=True)
    if not memory.is_relearning and memory.due_day > day:
        return memory
    wanted = ideal_interval(memory.stability)
    # A class that moved to another time zone may be a day behind `last_day`: never due on the same day.
    start = max(day, memory.last_day)
    due_day = start + timedelta(days=balanced_interval(wanted, start, due_counts, seed))
    return replace(memory, due_day=due_day, is_relearning=False)


def _moved(memory: Memory | None, rating: Rating, day: date) -> Memory:
    moment = _noon(day)
    card, _ = _SCHEDULER.review_card(_fsrs_card(memory, moment), fsrs.Rating(int(rating)), moment)
    assert card.stability is not None
    assert card.difficulty is not None
    return Memory(float(card.stability), float(card.difficulty), due_day=day, last_day=day)


def _fsrs_card(memory: Memory | None, moment: datetime) -> fsrs.Card:
    # Without an id py-fsrs sleeps for a millisecond to make one from the clock.
    if memory is None:
        return fsrs.Card(card_id=0, due=moment)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=moment,
        last_review=_noon(memory.last_day),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def ideal_interval(stability: float) -> int:
    """Days until recall falls to RETENTION, 1 to LONGEST_INTERVAL (py-fsrs Scheduler._next_interval)."""
    days: int = round(stability / _FACTOR * (RETENTION ** (1 / _DECAY) - 1))
    return min(max(days, 1), LONGEST_INTERVAL)


def fuzz_range(interval: int) -> tuple[int, int]:
    """The first and last interval in days that serve as well as `interval` (py-fsrs _get_fuzz_range)."""
    if interval < FIRST_FUZZED:
        return interval, interval
    delta = 1.0 + sum(
        step["factor"] * max(min(float(interval), step["end"]) - step["start"], 0.0) for step in FUZZ_RANGES
    )
    last = min(round(interval + delta), LONGEST_INTERVAL)
    return min(max(2, round(interval - delta)), last), last


def balanced_interval(interval: int, day: date, due_counts: Mapping[date, int], seed: str) -> int:
    """The interval moved within its fuzz range to a day with little due: deterministic for equal arguments.

    A day's weight is (1 / due)² · (1 / interval), after Anki's load balancer; `due` counts this card in, so
    that an empty day has a weight too. Intervals above LONGEST_BALANCED stay as they are.
    """
    first, last = fuzz_range(interval)
    if interval > LONGEST_BALANCED or first == last:
        return interval
    intervals = range(first, last + 1)
    due = [1 + due_counts.get(day + timedelta(days=days), 0) for days in intervals]
    weights = [1 / (count * count * days) for count, days in zip(due, intervals, strict=True)]
    chosen: int = random.Random(seed).choices(intervals, weights)[0]
    return chosen
