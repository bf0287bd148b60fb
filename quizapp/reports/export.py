"""The rows of the class score report, read in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.attempts.contents import contents
from quizapp.classrooms.queries import students_of_class
from quizapp.models.classrooms import Classroom
from quizapp.progress.queries import AnswerRow
from quizapp.quizzes.absences import absent_from
from quizapp.reports import queries, score_table
from quizapp.reports.overview import chosen_assignment, shown_assignments
from quizapp.reports.queries import AssignmentRow
from quizapp.reports.score_table import Rows
from quizapp.reports.scores import Result, results_of, scores_of


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The rows of the file, the header first, and the quiz's title ("" for all quizzes)."""

    rows: Rows
    title: str = ""


def score_table_of(classroom: Classroom, assignment_id: int | None, now: datetime) -> ScoreTable:
    """The scores of a class in all quizzes, or in one with each question.

    Raises NotFound for a quiz that the class does not have.
    """
    assignments = queries.assignments_of_class(classroom.id)
    chosen = chosen_assignment(assignments, assignment_id)
    students = students_of_class(classroom.id)
    attempts = queries.attempts_of_class(classroom.id, assignment_id)
    shown = shown_assignments(assignments, chosen, now)
    own_due = queries.own_due_dates([student.id for student in students], shown)
    results = results_of(students, shown, attempts, own_due, absent_from([row.id for row in shown]))
    if chosen:
        return ScoreTable(_of_one(classroom, chosen, results, now), chosen.title)
    scores = scores_of(students, results)
    return ScoreTable(score_table.class_rows(results, scores, classroom.time_zone, now))


def _of_one(classroom: Classroom, chosen: AssignmentRow, results: list[Result], now: datetime) -> Rows:
    fixed, drawn = queries.slots_of_quiz(chosen.quiz_id)
    answers = queries.answers_of_class(classroom.id, chosen.id)
    questions = contents([*fixed.values(), *((row.version_id, row.digest) for row in answers)])
    # A column is named by the newest version that a student was given, else by what one would get now.
    named = {slot: version for slot, (version, _) in fixed.items()}
    places = queries.places_in_quiz(chosen.quiz_id) if chosen.shuffles_questions and not drawn else {}
    in_columns = [(places.get(row.question_id, row.slot), row) for row in answers]
    for column, row in sorted(in_columns, key=lambda pair: pair[1].version_id):
        named[column] = row.version_id
    differing = drawn | _differing(in_columns)
    return score_table.assignment_rows(
        results,
        {
            slot: None if slot in differing else questions[named[slot]]
            for slot in sorted(named.keys() | drawn)
        },
        answers,
        places,
        queries.responses_of_class(classroom.id, chosen.id),
        questions,
        classroom.time_zone,
        now,
    )


def _differing(in_columns: Sequence[tuple[int, AnswerRow]]) -> set[int]:
    """The columns in which students were asked different questions."""
    first: dict[int, int] = {}
    return {
        column for column, row in in_columns if first.setdefault(column, row.question_id) != row.question_id
    }
