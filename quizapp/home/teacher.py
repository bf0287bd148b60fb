"""What waits for a teacher: open quizzes of each class, marks to show, and the first steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quizapp.attempts.by_hand.hand_mark_queries import to_mark
from quizapp.attempts.late_queries import waiting_late_count
from quizapp.attempts.regrades.dispute_queries import open_dispute_count
from quizapp.classrooms.queries import ClassRow, classes_taught_by
from quizapp.home import queries
from quizapp.home.queries import AssignedRow
from quizapp.models.accounts import Person

TERM = timedelta(days=120)  # what closed longer ago no longer waits for anybody


@dataclass(frozen=True, slots=True)
class Counted:
    """An assigned quiz and how many students of the class handed it in."""

    assignment: AssignedRow
    handed_in: int
    students: int


@dataclass(frozen=True, slots=True)
class ClassToday:
    """One class: quizzes that are open, those that open later, and closed ones whose marks wait."""

    row: ClassRow
    open: list[Counted]
    coming: list[AssignedRow]
    waiting: list[Counted]


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of the first three steps are done."""

    has_class: bool
    quiz_id: int | None
    has_assigned: bool

    @property
    def are_done(self) -> bool:
        """Whether all steps are done, so that the list may go."""
        return self.has_class and self.has_assigned


@dataclass(frozen=True, slots=True)
class TeacherToday:
    """The first page of a teacher."""

    classes: list[ClassToday]
    steps: FirstSteps
    disputes: int = 0  # what students say is wrong with questions, and nobody has answered
    late: int = 0  # attempts with answers that arrived late, and nobody has decided about
    to_mark: Sequence[Any] = ()  # hand_mark_queries.to_mark: quizzes with answers that wait for a mark

    @property
    def open(self) -> list[Counted]:
        """The open quizzes of all classes, the first to close first."""
        found = [quiz for entry in self.classes for quiz in entry.open]
        return sorted(found, key=lambda quiz: quiz.assignment.closes_at)

    @property
    def answers_to_mark(self) -> int:
        """How many written answers wait for a mark."""
        return sum(row.waiting for row in self.to_mark)

    @property
    def waiting(self) -> int:
        """How many quizzes wait until the teacher shows their marks."""
        return sum(len(entry.waiting) for entry in self.classes)


def teacher_today(teacher: Person, now: datetime) -> TeacherToday:
    """Read and sort what waits for this teacher."""
    rows = classes_taught_by(teacher)
    students = {row.classroom.id: row.students for row in rows}
    assigned = queries.assigned_to_classes(students, now - TERM)
    counts = queries.handed_in_counts(row.id for row in assigned)
    by_class: dict[int, list[Counted]] = {classroom_id: [] for classroom_id in students}
    for row in assigned:
        by_class[row.classroom_id].append(Counted(row, counts.get(row.id, 0), students[row.classroom_id]))
    steps = FirstSteps(bool(rows), queries.newest_quiz_of(teacher.id), queries.is_any_assigned(students))
    return TeacherToday(
        [_class_today(row, by_class[row.classroom.id], now) for row in rows],
        steps,
        open_dispute_count(teacher) if rows else 0,
        waiting_late_count(teacher) if rows else 0,
        to_mark(teacher) if rows else (),
    )


def _class_today(row: ClassRow, quizzes: list[Counted], now: datetime) -> ClassToday:
    return ClassToday(
        row=row,
        open=[quiz for quiz in quizzes if quiz.assignment.opens_at <= now < quiz.assignment.closes_at],
        coming=[quiz.assignment for quiz in quizzes if quiz.assignment.opens_at > now],
        waiting=[quiz for quiz in quizzes if _waits(quiz, now)],
    )


def _waits(quiz: Counted, now: datetime) -> bool:
    terms = quiz.assignment
    return (
        terms.release == "by_teacher"
        and terms.released_at is None
        and terms.closes_at <= now
        and quiz.handed_in > 0
    )
