"""What a device says about when an answer was given."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.attempts.claims import NO_CLAIM, Claim, first_decision, read_claim

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
END = START + timedelta(minutes=45)
MINUTE = timedelta(minutes=1)
YEAR = timedelta(days=365)


def stamp(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def test_what_waited_is_counted_by_the_device_and_placed_by_the_server() -> None:
    arrived = END + 20 * MINUTE
    for error in (timedelta(0), YEAR, -YEAR, 7 * MINUTE):
        sent_at = arrived + error
        claim = read_claim({"given_at": stamp(sent_at - 30 * MINUTE), "sent_at": stamp(sent_at)})
        assert claim.moment(arrived) == END - 10 * MINUTE


@pytest.mark.parametrize(
    ("error", "seen"), [(YEAR, YEAR), (-YEAR, -YEAR), (MINUTE, None), (timedelta(0), None)]
)
def test_a_clock_that_is_off_is_seen_as_such(error: timedelta, seen: timedelta | None) -> None:
    assert Claim(None, END + error).clock_error(END) == seen


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"given_at": None, "sent_at": None},
        {"given_at": "now", "sent_at": 1.5},
        {"given_at": True, "sent_at": False},
        {"given_at": -1, "sent_at": 10**18},
        {"given_at": 0, "sent_at": stamp(datetime(2100, 1, 1, tzinfo=UTC))},
        {"given_at": 10**4000, "sent_at": [1]},
    ],
)
def test_a_forged_claim_is_no_claim(sent: dict[str, Any]) -> None:
    assert read_claim(sent) == NO_CLAIM


def test_an_answer_cannot_be_given_after_it_was_sent() -> None:
    assert Claim(END, START).moment(END) is None


def decision(rule: str, given_at: datetime | None, could_see: bool = False) -> str:
    return first_decision(rule, given_at, started_at=START, ended_at=END, could_see_answers=could_see)


@pytest.mark.parametrize(
    ("rule", "could_see", "expected"),
    [
        ("ask", False, "waiting"),
        ("ask", True, "waiting"),
        ("count", False, "accepted"),
        ("count", True, "waiting"),
        ("ignore", False, "refused"),
    ],
)
def test_what_was_given_in_time_counts_as_the_assignment_says(
    rule: str, could_see: bool, expected: str
) -> None:
    assert decision(rule, END - MINUTE, could_see) == expected


@pytest.mark.parametrize("rule", ["ask", "count", "ignore"])
@pytest.mark.parametrize("given_at", [END + MINUTE, START - MINUTE, None])
def test_what_was_not_given_in_time_does_not_count(rule: str, given_at: datetime | None) -> None:
    assert decision(rule, given_at) == "refused"
