"""The class score report as rows of a file: what a teacher opens in a spreadsheet.

An empty cell means that there is no mark; 0 is a mark. Marks are numbers with at most four decimals. A mark
that a teacher has still to give is said in words where it stands alone, and leaves sums empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from quizapp import marking
from quizapp.documents.cells import Cell
from quizapp.models.accounts import Person
from quizapp.progress.queries import AnswerRow
from quizapp.questions import Question
from quizapp.reports.queries import AttemptRow
from quizapp.reports.scores import Result, Score, was_late
from quizapp.translations import gettext
from quizapp.translations.times import moment_in_words

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
    rows = [header()]
    rows += [_result_row(result, zone, now) for result in results]
    return rows + [_total_row(score, now) for score in scores]


def _result_row(result: Result, zone: str, now: datetime) -> list[Cell]:
    shown = result.counting or result.attempts[-1:]
    # The mean of several attempts is no one attempt: it runs from the first start to the last hand-in.
    number = shown[0].number if len(shown) == 1 else None
    return [
        *_person(result.student),
        result.assignment.title,
        number,
        result_words(result, zone, now),
        _clock(shown[0].started_at, zone) if shown else None,
        _clock(shown[-1].handed_in_at, zone) if shown else None,
        _yes_or_no(result.is_late),
        _number(result.mark),
        _number(result.max_mark),
        _number(result.percent),
        _number(0.0 if result.is_missing(now) else result.percent),
        _yes_or_no(result.is_handed_in),
    ]


def _total_row(score: Score, now: datetime) -> list[Cell]:
    is_marked = score.mark is not None
    return [
        *_person(score.student),
        gettext("All quizzes"),
        None,
        gettext("total"),
        None,
        _handed_in(score, now),
        None,
        _number(score.mark),
        _number(score.max_mark) if is_marked else None,
        _number(score.percent),
        _number(score.percent_with_missing(now)),
        None,
    ]


def _handed_in(score: Score, now: datetime) -> str:
    values = {"count": score.handed_in, "total": score.expected(now)}
    if not score.being_marked:
        return gettext("%(count)d of %(total)d", **values)
    return gettext("%(count)d of %(total)d, %(marking)d being marked", **values, marking=score.being_marked)


def assignment_rows(
    results: Iterable[Result],
    columns: Mapping[int, Question | None],
    answers: Iterable[AnswerRow],
    places: Mapping[int, int],
    responses: Mapping[tuple[int, int], Any],
    questions: Mapping[int, Question],
    zone: str,
    now: datetime,
) -> Rows:
    """A row for each attempt at one quiz, or one for a student without any; with each question's mark.

    `columns` holds the questions by slot (None where students get different ones, which their cells then
    name), `questions` those that were given by version. `places` says in which column a question stands
    that attempts have in other slots.
    """
    by_slot = {(row.attempt_id, places.get(row.question_id, row.slot)): row for row in answers}
    rows = [header() + _question_header(columns)]
    for result in results:
        shown: Sequence[AttemptRow | None] = result.attempts or [None]
        for attempt in shown:
            rows.append(_attempt_row(result, attempt, zone, now))
            rows[-1] += _question_cells(attempt, columns, by_slot, responses, questions)
    return rows


def _question_header(columns: Mapping[int, Question | None]) -> list[Cell]:
    cells: list[Cell] = []
    for slot, question in columns.items():
        if question is None:
            cells.append(gettext("Q%(number)d drawn for each student", number=slot))
            cells.append(gettext("Q%(number)d question and answer", number=slot))
            continue
        cells.append(gettext("Q%(number)d %(stem)s", number=slot, stem=_short(question.stem)))
        cells.append(gettext("Q%(number)d answer", number=slot))
    return cells


def _short(stem: str) -> str:
    text = " ".join(stem.split())
    return text if len(text) <= STEM_LENGTH else text[: STEM_LENGTH - 1].rstrip() + "…"


def _attempt_row(
    result: Result,
    attempt: AttemptRow | None,
    zone: str,
    now: datetime,
) -> list[Cell]:
    begin = [*_person(result.student), result.assignment.title]
    with_missing = 0.0 if result.is_missing(now) else None
    if attempt is None:
        status = result_words(result, zone, now)
        marks = [None, _number(result.max_mark), None, _number(with_missing)]
        return [*begin, None, status, None, None, None, *marks, _yes_or_no(False)]
    mark = attempt.mark if attempt.handed_in_at and not attempt.waiting else None
    percent = None if mark is None else marking.percent(mark, attempt.max_mark)
    return [
        *begin,
        attempt.number,
        status_words(_status_of(attempt)),
        _clock(attempt.started_at, zone),
        _clock(attempt.handed_in_at, zone),
        _yes_or_no(was_late(attempt)),
        _number(mark),
        _number(attempt.max_mark),
        _number(percent),
        _number(with_missing if percent is None or not result.counts else percent),
        _yes_or_no(attempt in result.counting),
    ]


def _status_of(attempt: AttemptRow) -> str:
    if attempt.handed_in_at is None:
        return "in_progress"
    return "being_marked" if attempt.waiting else "handed_in"


def _question_cells(
    attempt: AttemptRow | None,
    columns: Mapping[int, Question | None],
    by_slot: Mapping[tuple[int, int], AnswerRow],
    responses: Mapping[tuple[int, int], Any],
    questions: Mapping[int, Question],
) -> list[Cell]:
    cells: list[Cell] = []
    for slot in columns:
        answer = None if attempt is None else by_slot.get((attempt.id, slot))
        if answer is None:
            cells += [None, None]
            continue
        response = responses.get((answer.attempt_id, answer.slot))
        cells.append(_mark_cell(answer))
        answered = questions[answer.version_id].body.summarize(response)
        if columns[slot] is None:
            stem = _short(questions[answer.version_id].stem)
            answered = gettext("%(stem)s → %(answer)s", stem=stem, answer=answered)
        cells.append(answered)
    return cells


def _mark_cell(answer: AnswerRow) -> Cell:
    """The mark of one answer; the state in words while a teacher has still to give it."""
    if answer.fraction is None:
        return gettext("being marked")
    return _number(marking.mark(answer.fraction, answer.max_mark))


def _person(student: Person) -> Sequence[Cell]:
    return student.student_number, student.username, student.family_name, student.given_name


def result_words(result: Result, zone: str, now: datetime) -> str:
    """The status of a student in a quiz as people read it."""
    status = result.status(now)
    if status == "make_up" and result.absent and result.absent.until:
        return gettext("make-up until %(when)s", when=moment_in_words(result.absent.until, zone, now))
    return status_words(status)


def status_words(status: str) -> str:
    """A status as people read it; a make-up has its date in result_words."""
    return {
        "absent": gettext("absent"),
        "make_up": gettext("make-up"),
        "withdrawn": gettext("withdrawn"),
        "handed_in": gettext("handed in"),
        "being_marked": gettext("being marked"),
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


def _clock(at: datetime | None, zone: str) -> str | None:
    return None if at is None else at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
