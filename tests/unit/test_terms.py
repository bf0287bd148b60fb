"""One student's own terms: a table of cases, and what must hold whatever the terms are."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.terms import (
    OwnTerms,
    late_days,
    late_deduction,
    moments,
    own_terms,
    phase,
    question_order,
    seconds_left,
    start_refusal,
)

OPENS = datetime(2025, 6, 10, 14, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """What the class has: an hour, no limit, due when it closes."""

    opens_at: datetime = OPENS
    due_at: datetime = OPENS + 60 * MINUTE
    closes_at: datetime = OPENS + 60 * MINUTE
    time_limit: int | None = None
    grace_minutes: int = 0
    wait_minutes: int = 0
    attempts_allowed: int = 1


@dataclass(frozen=True)
class Given:
    """What one student is given."""

    time_percent: int | None = None
    extra_minutes: int | None = None
    has_no_timer: bool = False
    extra_attempts: int = 0
    reads_aloud: bool = False
    has_larger_text: bool = False
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None


TIMED = Terms(time_limit=30)


@pytest.mark.parametrize(
    ("terms", "given_to", "limit", "closes_later", "reasons"),
    [
        (Terms(), [], None, 0, ()),
        (TIMED, [], 30, 0, ()),
        (TIMED, [Given(time_percent=150)], 45, 15, ("extra_time",)),
        (Terms(time_limit=25), [Given(time_percent=125)], 32, 7, ("extra_time",)),  # 31.25, rounded up
        (TIMED, [Given(extra_minutes=10)], 40, 10, ("extra_time",)),
        (TIMED, [Given(has_no_timer=True)], None, 30, ("no_timer",)),
        (TIMED, [Given(time_percent=150), Given(extra_minutes=20)], 50, 20, ("extra_time",)),
        (TIMED, [Given(time_percent=200), Given(extra_minutes=5)], 60, 30, ("extra_time",)),
        (TIMED, [Given(time_percent=200), Given(has_no_timer=True)], None, 30, ("no_timer",)),
        (Terms(), [Given(time_percent=200)], None, 0, ()),  # twice no limit is no limit
        (Terms(), [Given(has_no_timer=True)], None, 0, ()),
        (Terms(), [Given(extra_minutes=15)], None, 15, ("extra_time",)),
        (TIMED, [Given(reads_aloud=True)], 30, 0, ()),
        (TIMED, [Given(extra_attempts=1)], 30, 0, ("extra_attempts",)),
        (TIMED, [Given(closes_at=OPENS + 90 * MINUTE)], 30, 30, ("other_dates",)),
        (TIMED, [Given(closes_at=OPENS + 30 * MINUTE)], 30, 0, ("other_dates",)),  # never earlier
        (
            TIMED,
            [Given(closes_at=OPENS + 90 * MINUTE), Given(time_percent=150)],
            45,
            45,
            ("extra_time", "other_dates"),
        ),
    ],
)
def test_what_a_student_gets(
    terms: Terms, given_to: list[Given], limit: int | None, closes_later: int, reasons: tuple[str, ...]
) -> None:
    own = own_terms(terms, given_to)
    assert own.limit == limit
    assert own.closes_at == terms.closes_at + closes_later * MINUTE
    assert own.due_at == terms.due_at + closes_later * MINUTE
    assert own.reasons == reasons


def test_the_smaller_things_are_given_too() -> None:
    own = own_terms(
        Terms(attempts_allowed=2), [Given(extra_attempts=1, reads_aloud=True), Given(has_larger_text=True)]
    )
    assert (own.attempts_allowed, own.reads_aloud, own.has_larger_text) == (3, True, True)
    assert not own_terms(Terms(), []).reads_aloud


def test_own_dates_replace_those_of_the_class() -> None:
    late = Given(opens_at=OPENS + DAY, due_at=OPENS + 2 * DAY, closes_at=OPENS + 3 * DAY)
    own = own_terms(Terms(), [late])
    assert (own.opens_at, own.due_at, own.closes_at) == (OPENS + DAY, OPENS + 2 * DAY, OPENS + 3 * DAY)
    assert own.starts_until == OPENS + 3 * DAY


@pytest.mark.parametrize(
    ("terms", "given_to", "after", "minutes"),
    [
        (Terms(), [], 20, 40),  # the close ends it
        (TIMED, [], 0, 30),
        (TIMED, [], 45, 15),
        (TIMED, [Given(time_percent=150)], 0, 45),
        (TIMED, [Given(time_percent=150)], 30, 45),  # the close has moved
        (TIMED, [Given(time_percent=150)], 45, 30),  # who comes late has as much more as the others have
        (TIMED, [Given(has_no_timer=True)], 0, 90),
        (TIMED, [Given(has_no_timer=True)], 45, 45),
    ],
)
def test_how_long_an_attempt_runs(terms: Terms, given_to: list[Given], after: int, minutes: int) -> None:
    started = OPENS + after * MINUTE
    found = moments(own_terms(terms, given_to), started)
    assert found.deadline_at - started == minutes * MINUTE
    assert found.answers_until == found.deadline_at


def test_a_grant_moves_the_deadline_and_the_close_of_this_attempt_alone() -> None:
    own = own_terms(replace(TIMED, grace_minutes=2), [])
    until = OPENS + 80 * MINUTE
    found = moments(own, OPENS, until)
    assert (found.deadline_at, found.answers_until) == (until, until + 2 * MINUTE)
    assert (found.closes_at, found.due_at) == (until, own.due_at)
    assert moments(own, OPENS, until, until).due_at == until
    assert moments(own, OPENS, OPENS + MINUTE).deadline_at == OPENS + 30 * MINUTE


def test_an_attempt_never_ends_before_it_began() -> None:
    assert moments(own_terms(Terms(), []), OPENS + DAY).deadline_at == OPENS + DAY


@pytest.mark.parametrize(
    ("more", "used", "last", "at", "code", "when"),
    [
        ({}, 0, None, -1, "assignment_not_open", 0),
        ({}, 0, None, 0, None, None),
        ({}, 0, None, 59, None, None),
        ({}, 0, None, 60, "assignment_closed", None),
        ({}, 1, 5, 10, "attempts_used_up", None),
        ({"attempts_allowed": 2}, 1, 5, 10, None, None),
        ({"attempts_allowed": 2, "wait_minutes": 20}, 1, 5, 10, "must_wait", 25),
        ({"attempts_allowed": 2, "wait_minutes": 20}, 1, 5, 25, None, None),
        ({"attempts_allowed": 2, "wait_minutes": 60}, 1, 5, 10, "wait_too_long", None),
    ],
)
def test_who_may_start(
    more: dict[str, Any], used: int, last: int | None, at: int, code: str | None, when: int | None
) -> None:
    own = own_terms(Terms(**more), [])
    last_handed_in_at = None if last is None else OPENS + last * MINUTE
    found = start_refusal(own, used=used, last_handed_in_at=last_handed_in_at, now=OPENS + at * MINUTE)
    assert (found.code if found else None) == code
    assert (found.at if found else None) == (None if when is None else OPENS + when * MINUTE)


def test_extra_time_is_for_working_and_not_for_starting_later() -> None:
    own = own_terms(TIMED, [Given(time_percent=200)])
    refusal = start_refusal(own, used=0, last_handed_in_at=None, now=OPENS + 70 * MINUTE)
    assert refusal is not None
    assert refusal.code == "assignment_closed"


@dataclass(frozen=True)
class Attempt:
    deadline_at: datetime = OPENS
    answers_until: datetime = OPENS + MINUTE
    handed_in_at: datetime | None = None


@pytest.mark.parametrize(
    ("attempt", "seconds", "expected"),
    [
        (Attempt(), -1, "open"),
        (Attempt(), 0, "grace"),
        (Attempt(), 59, "grace"),
        (Attempt(), 60, "over"),
        (Attempt(answers_until=OPENS), 0, "over"),
        (Attempt(handed_in_at=OPENS - MINUTE), -1, "over"),
    ],
)
def test_whether_an_attempt_takes_answers(attempt: Attempt, seconds: int, expected: str) -> None:
    assert phase(attempt, OPENS + timedelta(seconds=seconds)) == expected


@pytest.mark.parametrize(("seconds", "left"), [(90.9, 90), (0.4, 0), (-5, 0)])
def test_the_seconds_that_are_left(seconds: float, left: int) -> None:
    assert seconds_left(OPENS + timedelta(seconds=seconds), OPENS) == left


@pytest.mark.parametrize(
    ("late", "days", "deduction"),
    [
        (-DAY, 0, 0),
        (timedelta(0), 0, 0),
        (timedelta(microseconds=1), 1, 15),
        (DAY, 1, 15),
        (DAY + MINUTE, 2, 30),
        (30 * DAY, 30, 100),
    ],
)
def test_late_work_costs_a_step_for_each_day(late: timedelta, days: int, deduction: int) -> None:
    assert late_days(OPENS, OPENS + late) == days
    assert late_deduction(OPENS, OPENS + late, 15) == deduction


MINUTES = st.integers(0, 3 * 24 * 60).map(lambda minutes: minutes * MINUTE)
LIMITS = st.none() | st.integers(1, 1440)
KINDS_OF_TIME = st.one_of(
    st.just({}),
    st.integers(101, 500).map(lambda percent: {"time_percent": percent}),
    st.integers(1, 1440).map(lambda minutes: {"extra_minutes": minutes}),
    st.just({"has_no_timer": True}),
)


@st.composite
def all_terms(draw: st.DrawFn) -> Terms:
    due = OPENS + MINUTE + draw(MINUTES)
    numbers = {name: draw(st.integers(0, 60)) for name in ("grace_minutes", "wait_minutes")}
    return Terms(
        due_at=due,
        closes_at=due + draw(MINUTES),
        time_limit=draw(LIMITS),
        attempts_allowed=draw(st.integers(1, 5)),
        **numbers,
    )


@st.composite
def givens(draw: st.DrawFn) -> Given:
    dates = {
        name: draw(st.none() | MINUTES.map(lambda after: OPENS + after)) for name in ("due_at", "closes_at")
    }
    return Given(**draw(KINDS_OF_TIME), extra_attempts=draw(st.integers(0, 3)), **dates)


def all_moments(own: OwnTerms, started: datetime, granted: datetime | None) -> tuple[datetime, ...]:
    found = moments(own, started, granted)
    return found.deadline_at, found.answers_until, found.closes_at, found.due_at


@given(all_terms(), st.lists(givens(), max_size=2), givens(), MINUTES, st.none() | MINUTES)
def test_one_more_accommodation_never_takes_time_away(
    terms: Terms, before: list[Given], one_more: Given, after: timedelta, granted: timedelta | None
) -> None:
    own, more = own_terms(terms, before), own_terms(terms, [one_more, *before])
    until = None if granted is None else OPENS + granted
    pairs = zip(all_moments(own, OPENS + after, until), all_moments(more, OPENS + after, until), strict=True)
    # Dates that are given without a close may say when it is due; the rest only ever grows.
    names = ("deadline", "answers", "closes", "due")
    for name, (less, most) in zip(names, pairs, strict=True):
        assert less <= most or (name == "due" and one_more.due_at), name
    assert own.attempts_allowed <= more.attempts_allowed
    assert own.starts_until <= more.starts_until


@given(all_terms(), st.lists(givens(), max_size=2), MINUTES)
def test_with_accommodations_nobody_ends_or_is_due_before_the_class(
    terms: Terms, given_to: list[Given], after: timedelta
) -> None:
    own, classmates = own_terms(terms, given_to), own_terms(terms, [])
    mine, theirs = (all_moments(each, OPENS + after, None) for each in (own, classmates))
    assert all(a >= b for a, b in zip(mine, theirs, strict=True))


@given(all_terms(), st.lists(givens(), max_size=2), MINUTES, MINUTES, st.integers(0, 60))
def test_more_generous_terms_never_end_an_attempt_earlier(
    terms: Terms, given_to: list[Given], after: timedelta, later: timedelta, minutes: int
) -> None:
    limit = None if terms.time_limit is None else terms.time_limit + minutes
    wider = replace(terms, closes_at=terms.closes_at + later, time_limit=limit)
    started = OPENS + after
    before = moments(own_terms(terms, given_to), started)
    now = moments(own_terms(wider, given_to), started)
    assert now.deadline_at >= before.deadline_at
    assert now.closes_at >= before.closes_at


@given(all_terms(), st.lists(givens(), max_size=2), MINUTES)
def test_every_moment_follows_the_one_before_it(
    terms: Terms, given_to: list[Given], after: timedelta
) -> None:
    own = own_terms(terms, given_to)
    found = moments(own, OPENS + after)
    assert own.due_at <= own.closes_at
    assert own.starts_until <= own.closes_at
    assert OPENS + after <= found.deadline_at <= found.answers_until
    assert found.deadline_at <= found.closes_at


@given(MINUTES, MINUTES, st.integers(0, 100))
def test_later_work_never_costs_less(late: timedelta, later: timedelta, percent: int) -> None:
    first = late_deduction(OPENS, OPENS + late, percent)
    assert 0 <= first <= late_deduction(OPENS, OPENS + late + later, percent) <= 100


@given(st.integers(0, 60), st.integers(-(2**31), 2**31))
def test_the_order_of_questions_depends_on_the_seed_alone(count: int, seed: int) -> None:
    order = question_order(count, seed)
    assert order == question_order(count, seed)
    assert sorted(order) == list(range(count))
