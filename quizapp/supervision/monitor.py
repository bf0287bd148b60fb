"""What the live monitor shows, read and put into words, for the page and for its script."""

from datetime import datetime
from typing import Any

from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.absences import absent_from
from quizapp.supervision import queries, words
from quizapp.supervision.seats import Seat, counts, seats
from quizapp.translations.times import clock_time


def seats_now(assignment: Assignment, now: datetime) -> list[Seat]:
    """Everybody's seat, by name; three statements."""
    absent = {person_id: row for (person_id, _), row in absent_from([assignment.id]).items()}
    return seats(queries.seats_of(assignment), queries.work_in(assignment.id), absent, now)


def live(
    assignment: Assignment, classroom: Classroom, now: datetime, *, hides_names: bool = False
) -> dict[str, Any]:
    """Everybody's line, the counts, and when this was: values that a script can be sent too."""
    found = seats_now(assignment, now)
    if hides_names:
        found.sort(key=lambda seat: seat.place)  # the order of names would tell who is who
    count = queries.question_count(assignment.quiz_id)
    zone = classroom.time_zone
    return {
        "as_of": clock_time(now, zone, with_seconds=True),
        "has_started": any(seat.attempt_id for seat in found),
        "figures": words.figure_words(counts(found, now)),
        "rows": [words.seat_words(seat, count, zone, now, hides_names=hides_names) for seat in found],
    }
