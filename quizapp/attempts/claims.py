"""What a device says about when an answer was given, and what becomes of one that arrived after the end.
Pure.

A device counts time by a clock of its own, which may be years off. It sends two readings of it: when the
answer was given, and when it is sent. How long the answer waited is their difference, whatever the clock
says; so the moment by the server's clock is the arrival less that wait.

late_answers   an answer given before the end, and arrived after it
ask            waits for the teacher
count          counts, where the student could not have seen the right answers by then; else waits
ignore         does not count

One that was given after the end, or by a clock that cannot be right, does not count. All are kept, and a
teacher may decide otherwise at any time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
# Networks and clocks are never exact; what differs by less is not worth a word.
EXACT = timedelta(minutes=2)
ALLOWANCE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Claim:
    """Two readings of a device's clock; None where it gave none, or one out of the years 2000 to 2099."""

    given_at: datetime | None = None
    sent_at: datetime | None = None

    def moment(self, arrived_at: datetime) -> datetime | None:
        """When the answer was given, by the server's clock; None where the readings cannot be right."""
        if self.given_at is None or self.sent_at is None or self.given_at > self.sent_at:
            return None
        return arrived_at - (self.sent_at - self.given_at)

    def clock_error(self, arrived_at: datetime) -> timedelta | None:
        """How far the device's clock is ahead of the server's (negative: behind); None where it is right."""
        if self.sent_at is None or abs(self.sent_at - arrived_at) <= EXACT:
            return None
        return self.sent_at - arrived_at


NO_CLAIM = Claim()


def read_claim(sent: Mapping[str, Any]) -> Claim:
    """The claim in a message: `given_at` and `sent_at` in milliseconds since 1970."""
    return Claim(_moment(sent.get("given_at")), _moment(sent.get("sent_at")))


def _moment(milliseconds: object) -> datetime | None:
    if type(milliseconds) is not int or not _stamp(FIRST) <= milliseconds < _stamp(LAST):
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp()) * 1000


def first_decision(
    rule: str,
    given_at: datetime | None,
    *,
    started_at: datetime,
    ended_at: datetime,
    could_see_answers: bool,
) -> str:
    """What becomes of a late answer at first: waiting, accepted or refused; see the table above."""
    if given_at is None or not started_at - ALLOWANCE <= given_at <= ended_at + ALLOWANCE:
        return "refused"
    if rule == "count" and not could_see_answers:
        return "accepted"
    return "refused" if rule == "ignore" else "waiting"
