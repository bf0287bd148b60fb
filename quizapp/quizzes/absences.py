"""Who was absent when a quiz was taken, and until when they may make it up: words of their own, never a 0."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from quizapp.db import db
from quizapp.models.accommodations import Accommodation
from quizapp.models.supervision import Absence


@dataclass(frozen=True, slots=True)
class Absent:
    """A student marked absent. A make-up is other dates in this assignment; it ends at `until`."""

    until: datetime | None = None

    def state(self, now: datetime) -> str | None:
        """What to call it while nothing is handed in: "absent", "make_up", or None once a make-up is over."""
        if self.until is None:
            return "absent"
        return "make_up" if now < self.until else None


def absent_from(assignment_ids: Collection[int]) -> Mapping[tuple[int, int], Absent]:
    """Who is marked absent in these assignments, by (person id, assignment id); one statement."""
    own_dates = and_(
        Accommodation.assignment_id == Absence.assignment_id, Accommodation.person_id == Absence.person_id
    )
    rows = db.session.execute(
        select(Absence.person_id, Absence.assignment_id, Accommodation.closes_at)
        .outerjoin(Accommodation, own_dates)
        .where(Absence.assignment_id.in_(list(assignment_ids)))
    )
    return {(person_id, assignment_id): Absent(until) for person_id, assignment_id, until in rows}
