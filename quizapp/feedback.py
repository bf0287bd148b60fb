"""What a student sees of an attempt, and when: a table of eight things at four times, and its three presets.

The things follow the review options of Moodle's quiz (mod/quiz/classes/question/display_options.php: the
attempt, whether correct, maximum marks, marks, specific feedback, general feedback, right answer, overall
feedback). The explanation and its sources are told apart here, and the mark of the whole attempt stands for
the maximum marks, which students always see.
"""

from dataclasses import dataclass
from typing import Self

from quizapp.errors import Problem

ANSWER, TOTAL, CORRECTNESS, MARKS = "answer", "total", "correctness", "marks"
FEEDBACK, RIGHT, EXPLANATION, SOURCES = "feedback", "right", "explanation", "sources"
THINGS = (ANSWER, TOTAL, CORRECTNESS, MARKS, FEEDBACK, RIGHT, EXPLANATION, SOURCES)

DURING, JUST_AFTER, OPEN, CLOSED = "during", "just_after", "open", "closed"
TIMES = (DURING, JUST_AFTER, OPEN, CLOSED)

Cell = tuple[str, str]  # (time, thing)
HIGHEST_NUMBER = 2 ** (len(THINGS) * len(TIMES)) - 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which things are shown at which times. `waits`: after hand-in nothing but one's own answers before the
    teacher releases the rest."""

    cells: frozenset[Cell]
    waits: bool = False

    @classmethod
    def from_number(cls, number: int, waits: bool = False) -> Self:
        """Read the number that `number` gives, 0 to HIGHEST_NUMBER."""
        return cls(frozenset(cell for cell in _CELLS if number & bit(*cell)), waits)

    @property
    def number(self) -> int:
        """The table as one number, a bit for each cell; `waits` is not in it."""
        return sum(bit(*cell) for cell in self.cells)

    @property
    def is_practice(self) -> bool:
        """Whether each answer is marked at once, so that it can be tried again."""
        return (DURING, CORRECTNESS) in self.cells

    def shows(self, time: str) -> frozenset[str]:
        """The things that are shown at a time; what a student answers is always seen while taking."""
        shown = frozenset(thing for at, thing in self.cells if at == time)
        return shown | {ANSWER} if time == DURING else shown


_CELLS = [(time, thing) for time in TIMES for thing in THINGS]


def bit(time: str, thing: str) -> int:
    """The place of a cell in the number of a table, as a power of two."""
    return 1 << _CELLS.index((time, thing))


def matrix(waits: bool = False, **shown: tuple[str, ...]) -> Matrix:
    """Make a table from the things shown at each time: matrix(open=(ANSWER,), closed=THINGS)."""
    return Matrix(frozenset((time, thing) for time, things in shown.items() for thing in things), waits)


PRESETS = {
    "practice": matrix(during=THINGS, just_after=THINGS, open=THINGS, closed=THINGS),
    "after_hand_in": matrix(just_after=THINGS, open=THINGS, closed=THINGS),
    "after_close": matrix(just_after=(ANSWER, TOTAL), open=(ANSWER, TOTAL), closed=THINGS),
    "by_teacher": matrix(waits=True, just_after=THINGS, open=THINGS, closed=THINGS),
}
PRACTICE = PRESETS["practice"]


def problems(table: Matrix) -> list[Problem]:
    """What makes no sense in a table, as codes with the path (time, thing) of the cell to look at."""
    found = [problem for time in TIMES for problem in _in_one_time(time, table.shows(time))]
    found += [
        Problem("shown_then_hidden", (later, thing))
        for earlier, later in ((DURING, JUST_AFTER), (DURING, OPEN), (OPEN, CLOSED))
        for thing in THINGS
        if thing != ANSWER and (earlier, thing) in table.cells and (later, thing) not in table.cells
    ]
    if table.waits and table.is_practice:
        found.append(Problem("practice_cannot_wait", (DURING, CORRECTNESS)))
    if table.waits and not any((time, TOTAL) in table.cells for time in TIMES[1:]):
        found.append(Problem("nothing_to_release", (CLOSED, TOTAL)))
    return found


def _in_one_time(time: str, shown: frozenset[str]) -> list[Problem]:
    """What must not be shown without something else at the same time."""
    found = []
    if time != DURING and shown - {ANSWER, TOTAL} and ANSWER not in shown:
        found.append(Problem("needs_answer", (time, ANSWER)))
    told = shown & (
        {MARKS, FEEDBACK, RIGHT} if time != DURING else set(THINGS) - {ANSWER, CORRECTNESS, TOTAL}
    )
    if told and CORRECTNESS not in shown:
        found.append(Problem("needs_correctness", (time, CORRECTNESS)))
    if MARKS in shown and TOTAL not in shown and time != DURING:
        found.append(Problem("needs_total", (time, TOTAL)))
    return found


def shown_from(table: Matrix, thing: str) -> str | None:
    """The time after hand-in from which a thing stays to be seen; None where it does not."""
    for start, time in enumerate(TIMES[1:], 1):
        if all((later, thing) in table.cells for later in TIMES[start:]):
            return time
    return None
