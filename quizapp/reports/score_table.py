"""The class score report as rows of a file: what a teacher opens in a spreadsheet.

An empty cell means that there is no mark; 0 is a mark. Marks are numbers with at most four decimals.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from quizapp import marking
from quizapp.documents.cells import Cell
from quizapp.models.accounts import Person
from quizapp.progress.queries import AnswerRow
from quizapp.questions import Question
from quizapp.reports.queries import AttemptRow
from quizapp.reports.scores import Result, Score, status_without_mark, was_late
from quizapp.translations import gettext

Rows = list[list[Cell]]
DECIMALS = 4
STEM_LENGTH = 40


def header() -> list[Cell]:
    """The columns of both forms of the file."""
    return [
        gettext("Student number"),
        gettext("Username"),
        gettext("Family name"),
        gettext("Given name"),
        gettext("Quiz"),
        gettext("Attempt"),
        gettext("Status"),
        gettext("Started"),
        gettext("Handed in"),
        gettext("Late"),
        gettext("Mark"),
        gettext("Max mark"),
        gettext("Percent"),
        gettext("Percent with missing work as 0"),
        gettext("Counts"),
    ]


def class_rows(results: Iterable[Result], scores: Iterable[Score], zone: str, now: datetime) -> Rows:
    """A row for each student and quiz with the mark that counts; then each student's total."""
    clock = _clock(zone)
    rows = [header()]
    rows += [_result_row(result, clock, now) for result in results]
    return rows + [_total_row(score, now) for score in scores]


def _result_row(result: Result, clock: Callable[[datetime | None], str | None], now: datetime) -> list[Cell]:
    shown = result.counting or result.attempts[-1:]
    # The mean of several attempts is no one attempt: it runs from the first start to the last hand-in.
    number = shown[0].number if len(shown) == 1 else None
    return [
        *_person(result.student),
        result.assignment.title,
        number,
        status_words(result.status(now)),
        clock(shown[0].started_at) if shown else None,
        clock(shown[-1].handed_in_at) if shown else None,
        _yes_or_no(result.is_late),
        _number(result.mark),
        _number(result.max_mark),
        _number(result.percent),
        _number(0.0 if result.is_missing(now) else result.percent),
        _yes_or_no(result.mark is not None),
    ]


def _total_row(score: Score, now: datetime) -> list[Cell]:
    is_marked = score.mark is not None
    return [
        *_person(score.student),
        gettext("All quizzes"),
        None,
        gettext("total"),
        None,
        gettext("%(count)d of %(total)d", count=score.handed_in, total=score.expected(now)),
        None,
        _number(score.mark),
        _number(score.max_mark) if is_marked else None,
        _number(score.percent),
        _number(score.percent_with_missing(now)),
        None,
    ]


def assignment_rows(
    results: Iterable[Result],
    columns: Mapping[int, Question],
    answers: Iterable[AnswerRow],
    responses: Mapping[tuple[int, int], Any],
    questions: Mapping[int, Question],
    zone: str,
    now: datetime,
) -> Rows:
    """A row for each attempt at one quiz, or one for a student without any; with each question's mark.

    `columns` holds the questions by id in the order of the quiz, since attempts may have them in another;
    `questions` holds those that were given, by version.
    """
    clock = _clock(zone)
    given = {(row.attempt_id, row.question_id): row for row in answers}
    rows = [header() + _question_header(columns)]
    for result in results:
        shown: Sequence[AttemptRow | None] = result.attempts or [None]
        for attempt in shown:
            rows.append(_attempt_row(result, attempt, clock, now))
            rows[-1] += _question_cells(attempt, columns, given, responses, questions)
    return rows


def _question_header(columns: Mapping[int, Question]) -> list[Cell]:
    cells: list[Cell] = []
    for number, question in enumerate(columns.values(), 1):
        cells.append(gettext("Q%(number)d %(stem)s", number=number, stem=_short(question.stem)))
        cells.append(gettext("Q%(number)d answer", number=number))
    return cells


def _short(stem: str) -> str:
    text = " ".join(stem.split())
    return text if len(text) <= STEM_LENGTH else text[: STEM_LENGTH - 1].rstrip() + "…"


def _attempt_row(
    result: Result,
    attempt: AttemptRow | None,
    clock: Callable[[datetime | None], str | None],
    now: datetime,
) -> list[Cell]:
    begin = [*_person(result.student), result.assignment.title]
    with_missing = 0.0 if result.is_missing(now) else None
    if attempt is None:
        status = status_words(status_without_mark(result.due_at, False, now))
        marks = [None, _number(result.max_mark), None, _number(with_missing)]
        return [*begin, None, status, None, None, None, *marks, _yes_or_no(False)]
    mark = attempt.mark if attempt.handed_in_at else None
    percent = None if mark is None else marking.percent(mark, attempt.max_mark)
    return [
        *begin,
        attempt.number,
        status_words("handed_in" if attempt.handed_in_at else "in_progress"),
        clock(attempt.started_at),
        clock(attempt.handed_in_at),
        _yes_or_no(was_late(attempt)),
        _number(mark),
        _number(attempt.max_mark),
        _number(percent),
        _number(with_missing if percent is None else percent),
        _yes_or_no(attempt in result.counting),
    ]


def _question_cells(
    attempt: AttemptRow | None,
    columns: Mapping[int, Question],
    given: Mapping[tuple[int, int], AnswerRow],
    responses: Mapping[tuple[int, int], Any],
    questions: Mapping[int, Question],
) -> list[Cell]:
    cells: list[Cell] = []
    for question_id in columns:
        answer = None if attempt is None else given.get((attempt.id, question_id))
        if answer is None:
            cells += [None, None]
            continue
        response = responses.get((answer.attempt_id, answer.slot))
        body = questions[answer.version_id].body
        is_marked = not body.needs_marking(response)
        cells.append(_number(marking.mark(answer.fraction, answer.max_mark)) if is_marked else None)
        cells.append(body.summarize(response))
    return cells


def _person(student: Person) -> Sequence[Cell]:
    return student.student_number, student.username, student.family_name, student.given_name


def status_words(status: str) -> str:
    """A status as people read it."""
    return {
        "handed_in": gettext("handed in"),
        "in_progress": gettext("in progress"),
        "missing": gettext("missing"),
        "not_started": gettext("not started"),
    }[status]


def _yes_or_no(value: bool | None) -> str | None:
    if value is None:
        return None
    return gettext("yes") if value else gettext("no")


def _number(value: float | None) -> Cell:
    if value is None:
        return None
    rounded = round(value, DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded


def _clock(zone: str) -> Callable[[datetime | None], str | None]:
    place = ZoneInfo(zone)
    return lambda at: None if at is None else at.astimezone(place).isoformat(timespec="seconds")
