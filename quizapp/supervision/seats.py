"""What each student of the class is doing at this moment, from rows of `queries`. Touches no database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.quizzes.absences import Absent
from quizapp.supervision.queries import SeatRow, WorkRow

# A page tells every half minute that it is there; browsers slow that down to a minute in a hidden tab.
SILENT_AFTER = timedelta(seconds=90)
STATES = ("working", "handed_in", "not_started", "absent", "make_up")


@dataclass(frozen=True, slots=True)
class Seat:
    """One student. `place` counts the students from 1 in an order that gives no name away.

    `state` is one of STATES; `number` is the question that the student is on, `answered` how many have an
    answer, `seen_at` the last sign of life (a save, or the page itself), `deadline_at` when their time ends.
    Who has left the class still has the seat of an attempt, and can go on with none.
    """

    person_id: int
    place: int
    given_name: str
    family_name: str
    state: str
    attempt_id: int | None = None
    number: int | None = None
    answered: int = 0
    saved_at: datetime | None = None
    seen_at: datetime | None = None
    handed_in_at: datetime | None = None
    deadline_at: datetime | None = None
    make_up_until: datetime | None = None
    has_left: bool = False

    def is_silent(self, now: datetime) -> bool:
        """Whether a student at work was not heard of for so long that the page may be offline."""
        is_at_work = self.state == "working" and not self.has_left
        return is_at_work and self.seen_at is not None and now - self.seen_at > SILENT_AFTER


def seats(
    rows: Sequence[SeatRow], work: Mapping[int, WorkRow], absent: Mapping[int, Absent], now: datetime
) -> list[Seat]:
    """The seats in the order of the rows; `absent` by the person's id."""
    places = {person_id: place for place, person_id in enumerate(sorted(row.id for row in rows), 1)}
    return [
        _seat(row, places[row.id], work[row.attempt_id])
        if row.attempt_id in work
        else _empty(row, places[row.id], absent.get(row.id), now)
        for row in rows
    ]


def _empty(row: SeatRow, place: int, absent: Absent | None, now: datetime) -> Seat:
    state = (absent.state(now) if absent else None) or "not_started"
    until = absent.until if absent and state == "make_up" else None
    return Seat(row.id, place, row.given_name, row.family_name, state, make_up_until=until)


def _seat(row: SeatRow, place: int, work: WorkRow) -> Seat:
    is_working = row.handed_in_at is None
    return Seat(
        person_id=row.id,
        place=place,
        given_name=row.given_name,
        family_name=row.family_name,
        state="working" if is_working else "handed_in",
        attempt_id=row.attempt_id,
        number=_number(row, work) if is_working else None,
        answered=work.answered,
        saved_at=work.saved_at,
        seen_at=max(moment for moment in (row.started_at, row.seen_at, work.saved_at) if moment),
        handed_in_at=row.handed_in_at,
        deadline_at=row.deadline_at,
        has_left=row.has_left,
    )


def _number(row: SeatRow, work: WorkRow) -> int:
    """Where the page says that it is, or where the newest answer was saved, whichever is newer; else 1."""
    if row.number and (work.saved_at is None or row.seen_at >= work.saved_at):
        return int(row.number)
    return int(work.slot or 1)


def counts(found: Iterable[Seat], now: datetime) -> dict[str, int]:
    """How many students of the class are in each state, and how many `left`; `silent` ones are at work."""
    everybody = list(found)
    found = [seat for seat in everybody if not seat.has_left]
    by_state = Counter(seat.state for seat in found)
    silent = sum(seat.is_silent(now) for seat in found)
    return {
        **{state: by_state[state] for state in STATES},
        "silent": silent,
        "left": len(everybody) - len(found),
    }
