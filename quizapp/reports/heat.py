"""Students by topics: how much of what could be earned was earned."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp import marking
from quizapp.progress.queries import AnswerRow

# Percent at which the next band of the color scale begins.
BANDS = (50, 65, 75, 88)


@dataclass(frozen=True, slots=True)
class Cell:
    """Marks earned and marks to earn, over `questions` slots."""

    mark: float
    max_mark: float
    questions: int

    @property
    def percent(self) -> float:
        """The mark in percent, not rounded."""
        return marking.percent(self.mark, self.max_mark)

    @property
    def band(self) -> int:
        """The band of the color scale, 1 (lowest) to 5."""
        return band_of(self.percent)


def band_of(percent: float) -> int:
    """The band of the color scale, 1 to 5, of the percentage as it is printed."""
    return 1 + bisect(BANDS, marking.whole_percent(percent))


def heat_of(
    answers: Iterable[AnswerRow], students: Mapping[int, int]
) -> tuple[dict[int, dict[str, Cell]], dict[str, Cell]]:
    """The cells by student and topic, and those of the class by topic.

    `students` gives the student of each attempt that counts; answers of other attempts are left out.
    """
    rows = defaultdict[tuple[int, str], list[AnswerRow]](list)
    for answer in answers:
        if answer.attempt_id in students:
            rows[students[answer.attempt_id], answer.topic].append(answer)
    by_student = defaultdict[int, dict[str, Cell]](dict)
    by_topic = defaultdict[str, list[Cell]](list)
    for (student, topic), answered in rows.items():
        by_student[student][topic] = _cell(answered)
        by_topic[topic].append(by_student[student][topic])
    return by_student, {topic: _together(cells) for topic, cells in sorted(by_topic.items())}


def _cell(rows: list[AnswerRow]) -> Cell:
    return Cell(
        mark=marking.total(marking.mark(row.fraction, row.max_mark) for row in rows),
        max_mark=marking.total(row.max_mark for row in rows),
        questions=len(rows),
    )


def _together(cells: list[Cell]) -> Cell:
    return Cell(
        mark=marking.total(cell.mark for cell in cells),
        max_mark=marking.total(cell.max_mark for cell in cells),
        questions=sum(cell.questions for cell in cells),
    )
