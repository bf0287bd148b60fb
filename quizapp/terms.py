"""One student's own terms of an assignment: when they may start, how long they have, what late work costs.

Pure: the terms of the assignment and the student's accommodations go in as values, and moments, numbers and
codes come out. Every page and every action asks this module; the moment is always that of the server.

How several accommodations of one student combine: the most generous counts, field by field, so that one more
never takes anything away. What is the student's own goes before what the class has.

- Time: a limit grows by a percentage (rounded up to whole minutes) or by minutes, or there is none.
- The close and the due date move by as much as the limit grows, so that whoever starts in time has all of it;
  without a timer they move by one whole limit, without a limit by the minutes. Nobody starts later for it.
- Other dates replace those of the class, but never end earlier.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

DAY = timedelta(days=1)
NOTHING = timedelta(0)

LONGEST_LIMIT = 24 * 60  # minutes
LONGEST_GRACE = 60  # minutes
LONGEST_WAIT = 14 * 24 * 60  # minutes
SHORTEST_CODE, LONGEST_CODE = 4, 40
# Wrong access codes that one student may type for one assignment in CODE_PAUSE.
CODE_TRIES = 5
CODE_PAUSE = timedelta(minutes=10)


class Terms(Protocol):
    """What the assignment says to the whole class. Limit, grace and wait are minutes."""

    @property
    def opens_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def closes_at(self) -> datetime: ...
    @property
    def time_limit(self) -> int | None: ...
    @property
    def grace_minutes(self) -> int: ...
    @property
    def wait_minutes(self) -> int: ...
    @property
    def attempts_allowed(self) -> int: ...


class Accommodation(Protocol):
    """What one student is given, standing or for one assignment; at most one of the three kinds of time."""

    @property
    def time_percent(self) -> int | None: ...  # of the limit, above 100
    @property
    def extra_minutes(self) -> int | None: ...
    @property
    def has_no_timer(self) -> bool: ...
    @property
    def extra_attempts(self) -> int: ...
    @property
    def reads_aloud(self) -> bool: ...
    @property
    def has_larger_text(self) -> bool: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """The terms of one student. `starts_until` is the close without extra time; `limit` None is no timer."""

    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    starts_until: datetime
    limit: int | None  # minutes
    grace: timedelta
    wait: timedelta
    attempts_allowed: int
    reads_aloud: bool
    has_larger_text: bool
    reasons: tuple[str, ...]  # of extra_time, no_timer, other_dates, extra_attempts


def own_terms(terms: Terms, accommodations: Sequence[Accommodation]) -> OwnTerms:
    """The terms of the student who has these accommodations, the standing one and that of the assignment."""
    limit, extra = _limit(terms.time_limit, accommodations)
    closes_at = max([terms.closes_at, *(own.closes_at for own in accommodations if own.closes_at)])
    due_at = min(_due(terms, accommodations, closes_at - terms.closes_at), closes_at)
    extra_attempts = max((own.extra_attempts for own in accommodations), default=0)
    return OwnTerms(
        opens_at=next((own.opens_at for own in accommodations if own.opens_at), terms.opens_at),
        due_at=due_at + extra,
        closes_at=closes_at + extra,
        starts_until=closes_at,
        limit=limit,
        grace=timedelta(minutes=terms.grace_minutes),
        wait=timedelta(minutes=terms.wait_minutes),
        attempts_allowed=terms.attempts_allowed + extra_attempts,
        reads_aloud=any(own.reads_aloud for own in accommodations),
        has_larger_text=any(own.has_larger_text for own in accommodations),
        reasons=tuple(_reasons(terms, accommodations, limit, extra)),
    )


def _due(terms: Terms, accommodations: Sequence[Accommodation], shift: timedelta) -> datetime:
    """The due date moves along with the close, unless it is given too."""
    given = [own.due_at for own in accommodations if own.due_at]
    return max([terms.due_at, *given]) if given else terms.due_at + shift


def _limit(limit: int | None, accommodations: Sequence[Accommodation]) -> tuple[int | None, timedelta]:
    """The student's own limit in minutes, None without a timer, and how far the close moves."""
    extra = max((_extra(limit, own) for own in accommodations), default=0)
    has_timer = limit is not None and not any(own.has_no_timer for own in accommodations)
    return (limit or 0) + extra if has_timer else None, timedelta(minutes=extra)


def _extra(limit: int | None, own: Accommodation) -> int:
    if own.extra_minutes:
        return own.extra_minutes
    if limit is None:
        return 0
    if own.has_no_timer:
        return limit
    return -(-limit * ((own.time_percent or 100) - 100) // 100)  # rounded up


def _reasons(
    terms: Terms, accommodations: Sequence[Accommodation], limit: int | None, extra: timedelta
) -> Iterable[str]:
    if terms.time_limit is not None and limit is None:
        yield "no_timer"
    elif extra:
        yield "extra_time"
    if any(own.opens_at or own.due_at or own.closes_at for own in accommodations):
        yield "other_dates"
    if any(own.extra_attempts for own in accommodations):
        yield "extra_attempts"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a student cannot start now, as a code; `at` says from when they can, where that is known."""

    code: str
    at: datetime | None = None


def start_refusal(
    own: OwnTerms, *, used: int, last_handed_in_at: datetime | None, now: datetime
) -> Refusal | None:
    """Why a student who has used `used` attempts cannot start one more, or None where they can.

    Codes: assignment_not_open, assignment_closed, attempts_used_up, must_wait.
    """
    if now < own.opens_at:
        return Refusal("assignment_not_open", own.opens_at)
    if now >= own.starts_until:
        return Refusal("assignment_closed")
    if used >= own.attempts_allowed:
        return Refusal("attempts_used_up")
    if last_handed_in_at is not None and now < last_handed_in_at + own.wait:
        again_at = last_handed_in_at + own.wait
        return Refusal("must_wait", again_at) if again_at < own.starts_until else Refusal("wait_too_long")
    return None


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of one attempt. Until `answers_until` (the deadline and the grace period) answers count."""

    due_at: datetime
    closes_at: datetime
    deadline_at: datetime
    answers_until: datetime


def moments(
    own: OwnTerms,
    started_at: datetime,
    granted_until: datetime | None = None,
    granted_due_at: datetime | None = None,
) -> Moments:
    """The moments of an attempt that began at `started_at`, and to which a teacher may have given more time.

    The deadline is the end of the limit or the close, whichever comes first, but never before the start:
    a teacher may set a close in the past.
    """
    end = own.closes_at
    if own.limit is not None:
        end = min(end, started_at + timedelta(minutes=own.limit))
    deadline_at = max([started_at, end, *([granted_until] if granted_until else [])])
    due_at = max(own.due_at, granted_due_at or own.due_at)
    return Moments(due_at, max(own.closes_at, deadline_at), deadline_at, deadline_at + own.grace)


class Timed(Protocol):
    """An attempt, or a row that has its moments."""

    @property
    def handed_in_at(self) -> datetime | None: ...
    @property
    def deadline_at(self) -> datetime: ...
    @property
    def answers_until(self) -> datetime: ...


def phase(attempt: Timed, now: datetime) -> str:
    """Whether an attempt takes answers at this moment: "open", "grace" or "over".

    In grace a student may only hand in; answers that were on their way when the time ended still count.
    """
    if attempt.handed_in_at is not None or now >= attempt.answers_until:
        return "over"
    return "open" if now < attempt.deadline_at else "grace"


def seconds_left(deadline_at: datetime, now: datetime) -> int:
    """The whole seconds until the deadline, rounded down; 0 once it is over."""
    return max(0, int((deadline_at - now).total_seconds()))


def late_days(due_at: datetime, handed_in_at: datetime) -> int:
    """How many days late, each one counted when it begins; 0 in time. A day is 24 hours."""
    late = handed_in_at - due_at
    return -(-late // DAY) if late > NOTHING else 0


def late_deduction(due_at: datetime, handed_in_at: datetime, percent_per_day: int) -> int:
    """How many percent of the mark lateness takes off, 0 to 100: a step for each day that has begun."""
    return min(100, late_days(due_at, handed_in_at) * percent_per_day)


def question_order(count: int, seed: int, parts: Sequence[object] = ()) -> list[int]:
    """The places 0 to `count` - 1 in the order in which the attempt with this seed asks them.

    `parts` names the section of each place, where the quiz has sections: they stay together where they are.
    """
    chance = random.Random(seed)
    order = list[int]()
    for _, places in groupby(range(count), key=lambda place: parts[place] if parts else None):
        part = list(places)
        chance.shuffle(part)
        order += part
    return order
