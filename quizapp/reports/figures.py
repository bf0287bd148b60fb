"""The figures of a class report, and which students to talk to first. Touches no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp import statistics
from quizapp.marking import whole_percent
from quizapp.models.accounts import Person
from quizapp.progress.queries import AnswerRow
from quizapp.reports.heat import Cell
from quizapp.reports.scores import Score
from quizapp.statistics import SLACK

LOW = 65  # percent, as it is printed: a student below it is worth a word
FEWEST = 10  # students: below this the class is not judged
SHOWN = 6
MANY_BLANKS = 0.2  # of the questions
FEWEST_BLANKS = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """A class in figures; percentages are of the `marked` students: those with a final mark.

    `handed_in` counts the students who handed something in, `being_marked` the works among theirs that wait
    for a teacher. `works` of `expected` were handed in so far: one for each student and quiz.
    `average_with_missing` counts what is missing as 0, also for students who handed in nothing.
    """

    students: int
    handed_in: int
    marked: int
    being_marked: int
    works: int
    expected: int
    average: float | None
    average_with_missing: float | None
    median: float | None
    low: int
    lowest: float | None
    highest: float | None
    median_minutes: float | None

    @property
    def may_judge(self) -> bool:
        """Whether enough students have marks to say something about the class."""
        return self.marked >= FEWEST


def is_low(percent: float) -> bool:
    """Whether a percentage is printed as less than LOW."""
    return whole_percent(percent) < LOW


def figures_of(scores: Sequence[Score], now: datetime) -> Figures:
    """Count and average the scores."""
    percents = [score.percent for score in scores if score.percent is not None]
    with_missing = [share for score in scores if (share := score.percent_with_missing(now)) is not None]
    minutes = [
        (attempt.handed_in_at - attempt.started_at).total_seconds() / 60
        for score in scores
        for attempt in score.counting
        if not attempt.is_handed_in_by_time
    ]
    return Figures(
        students=len(scores),
        handed_in=sum(score.handed_in > 0 for score in scores),
        marked=len(percents),
        being_marked=sum(score.being_marked for score in scores),
        works=sum(score.handed_in for score in scores),
        expected=sum(score.expected(now) for score in scores),
        average=statistics.mean(percents),
        average_with_missing=statistics.mean(with_missing),
        median=statistics.median(percents),
        low=sum(map(is_low, percents)),
        lowest=min(percents, default=None),
        highest=max(percents, default=None),
        median_minutes=statistics.median(minutes),
    )


@dataclass(frozen=True, slots=True)
class Concern:
    """A student to talk to, with the likeliest reason.

    `reason` is missing (count of total quizzes), blanks (count of total questions), topic (`topic`, with
    `count` of its `total` marks) or low. `attempt_id` is the attempt to look at.
    """

    student: Person
    percent: float | None
    reason: str
    count: float = 0
    total: float = 0
    topic: str = ""
    attempt_id: int | None = None


def concerns_of(
    scores: Iterable[Score],
    answers: Iterable[AnswerRow],
    heat: Mapping[int, Mapping[str, Cell]],
    now: datetime,
) -> list[Concern]:
    """Who handed in nothing that was due, then who has the lowest marks below LOW."""
    slots = dict[int, list[AnswerRow]]()
    for answer in answers:
        slots.setdefault(answer.attempt_id, []).append(answer)
    found = []
    for score in scores:
        missing = len(score.missing(now))
        if score.percent is None and missing:
            found.append(Concern(score.student, None, "missing", missing, len(score.results)))
        elif score.percent is not None and is_low(score.percent):
            found.append(_low(score, missing, slots, heat.get(score.student.id, {})))
    return sorted(found, key=lambda row: -1.0 if row.percent is None else row.percent)[:SHOWN]


def _low(
    score: Score, missing: int, slots: Mapping[int, list[AnswerRow]], cells: Mapping[str, Cell]
) -> Concern:
    given = [slot for attempt in score.counting for slot in slots.get(attempt.id, [])]
    blanks = sum(not slot.is_answered for slot in given)
    last = score.counting[-1].id
    if blanks >= FEWEST_BLANKS and blanks >= MANY_BLANKS * len(given):
        return Concern(score.student, score.percent, "blanks", blanks, len(given), attempt_id=last)
    if missing:
        return Concern(score.student, score.percent, "missing", missing, len(score.results), attempt_id=last)
    weakest = min(cells.items(), key=lambda item: (item[1].percent, item[0]), default=None)
    if weakest and score.percent is not None and weakest[1].percent < score.percent - SLACK:
        topic, cell = weakest
        return Concern(score.student, score.percent, "topic", cell.mark, cell.max_mark, topic, last)
    return Concern(score.student, score.percent, "low", attempt_id=last)
