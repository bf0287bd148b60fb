"""All that the class report shows, read and put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.attempts.contents import contents
from quizapp.classrooms.queries import students_of_class
from quizapp.errors import NotFound
from quizapp.progress.queries import AnswerRow
from quizapp.questions import Question
from quizapp.quizzes.absences import absent_from
from quizapp.reports import queries
from quizapp.reports.figures import Concern, Figures, concerns_of, figures_of
from quizapp.reports.heat import Cell, heat_of
from quizapp.reports.missed import Choice, MissedQuestion, choices_of, most_missed
from quizapp.reports.queries import AssignmentRow
from quizapp.reports.scores import Score, results_of, scores_of


@dataclass(frozen=True, slots=True)
class MissedShown:
    """A question most often missed, as it is shown."""

    question: Question
    missed: MissedQuestion
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Report:
    """A class and one of its quizzes, or all (`assignment` None) that have opened."""

    assignments: Sequence[AssignmentRow]
    assignment: AssignmentRow | None
    scores: list[Score]
    figures: Figures
    heat: Mapping[int, Mapping[str, Cell]]
    topics: Mapping[str, Cell]
    concerns: list[Concern]
    missed: list[MissedShown]


def report_of(classroom_id: int, assignment_id: int | None, now: datetime) -> Report:
    """Read the report; raises NotFound for a quiz that the class does not have."""
    assignments = queries.assignments_of_class(classroom_id)
    chosen = chosen_assignment(assignments, assignment_id)
    students = students_of_class(classroom_id)
    attempts = queries.attempts_of_class(classroom_id, assignment_id)
    shown = shown_assignments(assignments, chosen, now)
    own_due = queries.own_due_dates([student.id for student in students], shown)
    absent = absent_from([row.id for row in shown])
    scores = scores_of(students, results_of(students, shown, attempts, own_due, absent))
    owners = {attempt.id: score.student.id for score in scores for attempt in score.counting}
    answers = queries.marked_answers_of_class(classroom_id, assignment_id)
    heat, topics = heat_of(answers, owners)
    return Report(
        assignments=assignments,
        assignment=chosen,
        scores=scores,
        figures=figures_of(scores, now),
        heat=heat,
        topics=topics,
        concerns=concerns_of(scores, answers, heat, now),
        missed=_missed(classroom_id, assignment_id, answers, owners),
    )


def chosen_assignment(
    assignments: Sequence[AssignmentRow], assignment_id: int | None
) -> AssignmentRow | None:
    """The assignment with this id, None for no id; raises NotFound where the class does not have it."""
    if assignment_id is None:
        return None
    for row in assignments:
        if row.id == assignment_id:
            return row
    raise NotFound


def shown_assignments(
    assignments: Sequence[AssignmentRow], chosen: AssignmentRow | None, now: datetime
) -> list[AssignmentRow]:
    """What page and file report on: the chosen quiz, or all that have opened."""
    return [chosen] if chosen else [row for row in assignments if row.opens_at <= now]


def _missed(
    classroom_id: int, assignment_id: int | None, answers: Sequence[AnswerRow], owners: Mapping[int, int]
) -> list[MissedShown]:
    found = most_missed(answers, owners.keys())
    ids = [row.question_id for row in found]
    responses = queries.responses_of_class(classroom_id, assignment_id, ids)
    questions = contents((row.version_id, row.digest) for missed in found for row in missed.answers)
    return [
        MissedShown(questions[row.version_id], row, choices_of(row, responses, questions)) for row in found
    ]
