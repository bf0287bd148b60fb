"""What each student has reached in each quiz. Takes rows of `queries` and touches no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp import marking
from quizapp.models.accounts import Person
from quizapp.quizzes.absences import Absent
from quizapp.reports.queries import AssignmentRow, AttemptRow


@dataclass(frozen=True, slots=True)
class Result:
    """One student and one assigned quiz. `mark` is not rounded, and None until it is final.

    It is final once something is handed in and no answer that may count waits for a teacher. What waits
    (`is_being_marked`) is no 0 and no missing work.
    """

    student: Person
    assignment: AssignmentRow
    attempts: Sequence[AttemptRow]
    counting: Sequence[AttemptRow]
    mark: float | None
    max_mark: float
    due_at: datetime  # for this student
    is_being_marked: bool = False
    absent: Absent | None = None

    @property
    def is_handed_in(self) -> bool:
        """Whether an attempt was handed in, marked or not."""
        return bool(self.counting)

    @property
    def percent(self) -> float | None:
        """The mark in percent, not rounded."""
        return None if self.mark is None else marking.percent(self.mark, self.max_mark)

    @property
    def is_late(self) -> bool | None:
        """Whether what counts was handed in after the due date; None until something is handed in."""
        return was_late(self.counting[-1]) if self.counting else None

    @property
    def counts(self) -> bool:
        """Whether marks in this quiz count; not where it was withdrawn so."""
        return bool(self.assignment.withdrawal != "not_counted")

    def is_missing(self, now: datetime) -> bool:
        """Whether the due date has passed without anything handed in, and nothing excuses that."""
        return not self.is_handed_in and now >= self.due_at and self.excuse(now) is None

    def excuse(self, now: datetime) -> str | None:
        """Why nothing is expected: withdrawn, absent or make_up; None where work is."""
        if self.assignment.withdrawal:
            return "withdrawn"
        return self.absent.state(now) if self.absent else None

    def status(self, now: datetime) -> str:
        """One of handed_in, being_marked, in_progress, missing (it was due), not_started, and the excuses."""
        if self.is_handed_in:
            return "being_marked" if self.is_being_marked else "handed_in"
        excuse = self.excuse(now)
        if excuse and (excuse == "withdrawn" or not self.attempts):
            return excuse
        return status_without_mark(self.due_at, bool(self.attempts), now)


def was_late(attempt: AttemptRow) -> bool | None:
    """Whether an attempt was handed in after its student's due date; None for one in progress."""
    return None if attempt.handed_in_at is None else bool(attempt.handed_in_at > attempt.due_at)


def status_without_mark(due_at: datetime, is_started: bool, now: datetime) -> str:
    """The status of a student who has not handed in; `due_at` is their own."""
    if is_started:
        return "in_progress"
    return "missing" if now >= due_at else "not_started"


@dataclass(frozen=True, slots=True)
class Score:
    """One student over all shown quizzes: final marks, added up; None where there is none.

    What is missing stands beside it: `percent` leaves it out, `percent_with_missing` counts it as 0. What is
    still being marked is in neither.
    """

    student: Person
    results: Sequence[Result]
    mark: float | None
    max_mark: float

    @property
    def percent(self) -> float | None:
        """The sum of marks in percent of what these quizzes could bring, not rounded."""
        return None if self.mark is None else marking.percent(self.mark, self.max_mark)

    @property
    def counting(self) -> list[AttemptRow]:
        """The attempts that make the marks."""
        return [attempt for result in self.results for attempt in result.counting]

    @property
    def handed_in(self) -> int:
        """How many of the quizzes were handed in."""
        return sum(row.is_handed_in for row in self.results)

    @property
    def being_marked(self) -> int:
        """How many of those are still being marked."""
        return sum(row.is_being_marked for row in self.results)

    def missing(self, now: datetime) -> list[Result]:
        """The quizzes whose due date has passed without anything handed in."""
        return [row for row in self.results if row.is_missing(now)]

    def expected(self, now: datetime) -> int:
        """How many quizzes there are to count so far: those handed in and those missing."""
        return self.handed_in + len(self.missing(now))

    def percent_with_missing(self, now: datetime) -> float | None:
        """The percentage with 0 for what is missing; None while nothing is marked and nothing is missing."""
        missing = self.missing(now)
        if self.mark is None and not missing:
            return None
        full = self.max_mark + marking.total(row.max_mark for row in missing)
        return marking.percent(self.mark or 0.0, full)


def results_of(
    students: Iterable[Person],
    assignments: Sequence[AssignmentRow],
    attempts: Iterable[AttemptRow],
    own_due: Mapping[tuple[int, int], datetime],
    absent: Mapping[tuple[int, int], Absent],
) -> list[Result]:
    """A result for each student and quiz, by student.

    `own_due` as queries.own_due_dates gives it, `absent` as quizzes.absences.absent_from.
    """
    taken = defaultdict[tuple[int, int], list[AttemptRow]](list)
    for attempt in attempts:
        taken[attempt.person_id, attempt.assignment_id].append(attempt)
    return [
        _result(
            student,
            assignment,
            taken.get((student.id, assignment.id), []),
            own_due.get((student.id, assignment.id), assignment.due_at),
            absent.get((student.id, assignment.id)),
        )
        for student in students
        for assignment in assignments
    ]


def _result(
    student: Person,
    assignment: AssignmentRow,
    attempts: list[AttemptRow],
    due_at: datetime,
    absent: Absent | None,
) -> Result:
    counts = assignment.withdrawal != "not_counted"
    marks = [attempt.mark if attempt.handed_in_at and counts else None for attempt in attempts]
    counting = [attempts[place] for place in marking.counting_attempts(assignment.counting, marks)]
    waiting = [None if attempt.handed_in_at is None else attempt.waiting for attempt in attempts]
    is_final = marking.is_counting_final(assignment.counting, waiting)
    return Result(
        student=student,
        assignment=assignment,
        attempts=attempts,
        counting=counting,
        mark=marking.counting_mark(assignment.counting, marks) if is_final else None,
        max_mark=counting[-1].max_mark if counting else assignment.max_mark,
        due_at=due_at,
        absent=absent,
        is_being_marked=counts and not is_final,
    )


def scores_of(students: Iterable[Person], results: Iterable[Result]) -> list[Score]:
    """The results of each student added up, in the order of `students`."""
    by_student = defaultdict[int, list[Result]](list)
    for result in results:
        by_student[result.student.id].append(result)
    return [_score(student, by_student.get(student.id, [])) for student in students]


def _score(student: Person, results: list[Result]) -> Score:
    marked = [(row.mark, row.max_mark) for row in results if row.mark is not None]
    return Score(
        student=student,
        results=results,
        mark=marking.total(mark for mark, _ in marked) if marked else None,
        max_mark=marking.total(max_mark for _, max_mark in marked),
    )
