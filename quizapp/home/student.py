"""What waits for a student: quizzes, cards, marks that are new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quizapp.attempts.policy import may_see_marks
from quizapp.flashcards import decks
from quizapp.flashcards.decks import Overview
from quizapp.home import queries
from quizapp.home.queries import AssignedRow
from quizapp.progress.queries import WorkRow, work_of_student
from quizapp.quizzes.own_terms import given_to
from quizapp.terms import OwnTerms, own_terms

NEWEST = 3
WITHDRAWN_SHOWN_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assigned quiz with the dates and attempts of this student."""

    id: int
    title: str
    class_name: str
    time_zone: str
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    attempts_allowed: int


@dataclass(frozen=True, slots=True)
class Task:
    """An open quiz and what is left to do: to start, to continue (at question `number`), or to try again."""

    assignment: Assigned
    state: str  # start, continue, again
    attempts_left: int  # not counting one that is open
    attempt_id: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class StudentToday:
    """The first page of a student. `due` begins with what is due first."""

    due: list[Task]
    again: list[Task]
    coming: list[Assigned]
    cards: Overview | None
    marked: list[WorkRow]
    withdrawn: Sequence[Any] = ()


def student_today(person_id: int, now: datetime) -> StudentToday:
    """Read and sort what waits for this student."""
    assigned = _with_own_dates(queries.assigned_to_student(person_id, now), person_id)
    attempts = queries.attempts_at_open_quizzes(person_id, now)
    answers = queries.answers_in_open_attempts(person_id)
    by_assignment: dict[int, list[Any]] = {}
    for attempt in attempts:
        by_assignment.setdefault(attempt.assignment_id, []).append(attempt)
    tasks = [_task(row, by_assignment.get(row.id, []), answers) for row in assigned if row.opens_at <= now]
    works = [row for row in work_of_student(person_id) if may_see_marks(row, row.handed_in_at, now)]
    return StudentToday(
        due=[task for task in tasks if task.state != "again"],
        again=[task for task in tasks if task.state == "again" and task.attempts_left],
        coming=[row for row in assigned if row.opens_at > now],
        cards=decks.overview(person_id, now),
        marked=works[:NEWEST],
        withdrawn=queries.withdrawn_from_student(person_id, now - WITHDRAWN_SHOWN_FOR),
    )


def _with_own_dates(rows: Sequence[AssignedRow], person_id: int) -> list[Assigned]:
    given = given_to([person_id])
    found = [_own(row, own_terms(row, given.of(person_id, row.id))) for row in rows]
    return sorted(found, key=lambda assigned: assigned.due_at)


def _own(row: AssignedRow, own: OwnTerms) -> Assigned:
    return Assigned(
        id=row.id,
        title=row.title,
        class_name=row.class_name,
        time_zone=row.time_zone,
        opens_at=own.opens_at,
        due_at=own.due_at,
        closes_at=own.closes_at,
        attempts_allowed=own.attempts_allowed,
    )


def _task(assignment: Assigned, attempts: Sequence[Any], answers: Mapping[int, list[Any]]) -> Task:
    left = max(0, assignment.attempts_allowed - len(attempts))
    if attempts and attempts[-1].handed_in_at is None:
        if attempts[-1].layout == "forward":
            return Task(assignment, "continue", left, attempts[-1].id, attempts[-1].reached)
        given = answers.get(attempts[-1].id, [])
        number = next((place for place, answer in enumerate(given, 1) if answer is None), len(given))
        return Task(assignment, "continue", left, attempts[-1].id, max(number, 1))
    return Task(assignment, "again" if attempts else "start", left)
