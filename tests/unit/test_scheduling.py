"""Vectors are those that py-fsrs publishes (open-spaced-repetition/py-fsrs, tests/test_basic.py)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling import (
    LONGEST_BALANCED,
    LONGEST_INTERVAL,
    Memory,
    Rating,
    balanced_interval,
    fuzz_range,
    ideal_interval,
    rate,
    study_day,
)

MONDAY = date(2025, 6, 9)
START = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
AGAIN, GOOD = Rating.AGAIN, Rating.GOOD

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
moments = st.datetimes(datetime(2000, 1, 2), datetime(2037, 12, 30), timezones=st.just(UTC))
zones = st.sampled_from(
    ["America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "America/Phoenix", "Europe/Berlin"]
)
memories = st.builds(
    lambda stability, difficulty, last_day, due_in: Memory(
        stability, difficulty, last_day + timedelta(due_in), last_day
    ),
    st.floats(0.001, 5000),
    st.floats(1, 10),
    days,
    st.integers(1, 180),
)


def review(memory: Memory | None, rating: Rating, day: date) -> Memory:
    return rate(memory, rating, day, {}, seed="1:1")


# The memory model


def test_installed_fsrs_gives_the_published_intervals() -> None:
    """test_review_card; fails if an upgrade changes the default parameters."""
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    card, at, intervals = fsrs.Card(card_id=1), START, []
    for rating in [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3]:
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
        assert card.last_review is not None
        intervals.append((card.due - card.last_review).days)
        at = card.due
    assert intervals == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_installed_fsrs_gives_the_published_memory() -> None:
    """test_memo_state."""
    scheduler, card, at = fsrs.Scheduler(), fsrs.Card(card_id=1), START
    for rating, gap in zip([1, 3, 3, 3, 3, 3], [0, 0, 1, 3, 8, 21], strict=True):
        at += timedelta(days=gap)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
    assert card.stability == pytest.approx(53.62691, abs=1e-4)
    assert card.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_card_always_got_follows_the_published_intervals() -> None:
    """The published row without its first step of ten minutes, which we do not have; then our longest."""
    memory, day, intervals = None, MONDAY, []
    for _ in range(6):
        memory = review(memory, GOOD, day)
        intervals.append(ideal_interval(memory.stability))
        day += timedelta(days=intervals[-1])
    assert intervals == [2, 11, 46, 163, 180, 180]


def test_first_answers_set_the_published_initial_stability() -> None:
    """Parameters w0 and w2 of FSRS-6 are the stabilities after a first Again and a first Good."""
    assert review(None, AGAIN, MONDAY).stability == 0.212
    assert review(None, GOOD, MONDAY).stability == 2.3065


@given(memories, st.sampled_from([AGAIN, GOOD]), st.integers(1, 400))
def test_rating_equals_what_py_fsrs_does_on_whole_days(memory: Memory, rating: Rating, gap: int) -> None:
    at = datetime(2025, 6, 9, 12, tzinfo=UTC)
    scheduler = fsrs.Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_INTERVAL, enable_fuzzing=False
    )
    card = fsrs.Card(
        1, fsrs.State.Review, None, memory.stability, memory.difficulty, at, at - timedelta(days=gap)
    )
    expected, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), at)
    got = review(replace(memory, last_day=MONDAY - timedelta(days=gap)), rating, MONDAY)
    assert (got.stability, got.difficulty) == (expected.stability, expected.difficulty)
    assert timedelta(days=ideal_interval(got.stability)) == expected.due - at


# Ratings of one study day


def test_a_miss_stays_due_until_it_is_once_right_and_only_the_first_answer_counts() -> None:
    missed = review(None, AGAIN, MONDAY)
    assert (missed.due_day, missed.is_relearning) == (MONDAY, True)
    again = review(missed, AGAIN, MONDAY)
    assert again == missed
    right = review(again, GOOD, MONDAY)
    assert (right.stability, right.difficulty) == (missed.stability, missed.difficulty)
    assert (right.due_day, right.is_relearning) == (MONDAY + timedelta(days=1), False)


def test_a_miss_left_alone_is_due_the_next_day_and_its_answer_counts_then() -> None:
    missed = review(None, AGAIN, MONDAY)
    next_day = review(missed, GOOD, MONDAY + timedelta(days=1))
    assert next_day.stability > missed.stability
    assert not next_day.is_relearning


def test_a_second_right_answer_of_a_day_changes_nothing() -> None:
    right = review(None, GOOD, MONDAY)
    assert review(right, GOOD, MONDAY) == right


@given(memories, st.lists(st.sampled_from([AGAIN, GOOD]), min_size=1, max_size=6), st.integers(-2, 60))
def test_whatever_is_answered_the_memory_stays_storable(
    memory: Memory, ratings: list[Rating], gap: int
) -> None:
    day = memory.last_day + timedelta(days=gap)
    for rating in ratings:
        memory = review(memory, rating, day)
    assert memory.stability > 0
    assert 1 <= memory.difficulty <= 10
    assert (memory.due_day == day) == memory.is_relearning == (ratings[-1] is AGAIN)
    assert memory.last_day >= day


# Study days


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        ("2025-06-10T07:59:59+00:00", "America/New_York", "2025-06-09"),  # 03:59 on the clock
        ("2025-06-10T08:00:00+00:00", "America/New_York", "2025-06-10"),  # 04:00
        ("2025-06-10T08:00:00+00:00", "America/Los_Angeles", "2025-06-09"),
        ("2025-03-09T06:30:00+00:00", "America/New_York", "2025-03-08"),  # before the clock goes forward
        ("2025-03-09T07:59:59+00:00", "America/New_York", "2025-03-08"),  # 03:59, an hour after
        ("2025-03-09T08:00:00+00:00", "America/New_York", "2025-03-09"),
        ("2025-11-02T08:59:59+00:00", "America/New_York", "2025-11-01"),  # 03:59, after it went back
        ("2025-11-02T09:00:00+00:00", "America/New_York", "2025-11-02"),
        ("2025-06-10T10:00:00+02:00", "America/New_York", "2025-06-10"),  # the moment's own zone is no matter
    ],
)
def test_study_day_turns_at_four_on_the_wall_clock(at: str, zone: str, expected: str) -> None:
    assert study_day(datetime.fromisoformat(at), zone) == date.fromisoformat(expected)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        study_day(datetime(2025, 6, 10, 12, 0), "America/New_York")


@given(moments, st.timedeltas(timedelta(0), timedelta(days=3)), zones)
def test_study_days_never_go_back(at: datetime, later: timedelta, zone: str) -> None:
    assert study_day(at, zone) <= study_day(at + later, zone)


@given(days, zones)
def test_every_study_day_begins_at_four_and_lasts_23_to_25_hours(day: date, zone: str) -> None:
    def turn(of: date) -> datetime:
        return datetime(of.year, of.month, of.day, 4, tzinfo=ZoneInfo(zone)).astimezone(UTC)

    begin, end = turn(day), turn(day + timedelta(days=1))
    instant = timedelta(microseconds=1)
    assert timedelta(hours=23) <= end - begin <= timedelta(hours=25)
    assert study_day(begin, zone) == study_day(end - instant, zone) == day
    assert study_day(begin - instant, zone) == day - timedelta(days=1)


@given(moments, st.integers(0, 400), zones)
def test_same_hour_of_a_later_day_is_that_many_study_days_later(at: datetime, count: int, zone: str) -> None:
    """What py-fsrs would miss with true times: over daylight saving a day is not 24 hours."""
    local = at.astimezone(ZoneInfo(zone)).replace(hour=18, fold=0)
    later = (local + timedelta(days=count)).astimezone(UTC)
    assert (study_day(later, zone) - study_day(local, zone)).days == count


# Balancing load


@pytest.mark.parametrize(
    ("interval", "expected"),
    [(1, (1, 1)), (2, (2, 2)), (3, (2, 4)), (7, (5, 9)), (20, (17, 23)), (100, (93, 107)), (180, (169, 180))],
)
def test_fuzz_range(interval: int, expected: tuple[int, int]) -> None:
    """1 day + 15% of the days from 2.5 to 7 + 10% from 7 to 20 + 5% above (py-fsrs FUZZ_RANGES)."""
    assert fuzz_range(interval) == expected


counts = st.dictionaries(st.integers(1, 200), st.integers(0, 500), max_size=40).map(
    lambda by_gap: {MONDAY + timedelta(days=gap): count for gap, count in by_gap.items()}
)


@given(st.integers(1, LONGEST_INTERVAL), counts, st.text(max_size=20))
def test_balance_stays_in_range_and_is_deterministic(interval: int, due: dict[date, int], seed: str) -> None:
    chosen = balanced_interval(interval, MONDAY, due, seed)
    first, last = fuzz_range(interval)
    assert first <= chosen <= last
    assert chosen == balanced_interval(interval, MONDAY, due, seed)
    if interval > LONGEST_BALANCED:
        assert chosen == interval


def test_balance_is_the_same_in_every_process() -> None:
    """Python's hash of a text changes from run to run; the seed must not go through it."""
    assert [balanced_interval(30, MONDAY, {}, f"1:{card}") for card in range(6)] == [31, 31, 27, 28, 32, 32]


def test_balance_prefers_empty_days() -> None:
    full = {MONDAY + timedelta(days=gap): 50 for gap in range(1, 60) if gap != 31}
    chosen = Counter(balanced_interval(30, MONDAY, full, str(seed)) for seed in range(200))
    assert chosen[31] >= 195


def test_without_load_shorter_intervals_are_a_little_likelier() -> None:
    chosen = Counter(balanced_interval(30, MONDAY, {}, str(seed)) for seed in range(2000))
    first, last = fuzz_range(30)
    assert set(chosen) == set(range(first, last + 1))
    assert chosen[first] > chosen[last]
