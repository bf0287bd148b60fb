"""How an assignment meets its students: what is shown and when, tries, layout. Values in, values out."""

from dataclasses import dataclass
from typing import Protocol

from quizapp.errors import Problem
from quizapp.feedback import JUST_AFTER, OPEN, PRACTICE, RIGHT, Matrix, problems, shown_from
from quizapp.marking import MOST_TRIES, USUAL_PENALTY, USUAL_TRIES
from quizapp.models.quizzes import LAYOUTS, RELEASES

CHOICES = ("practice", *RELEASES, "custom")


@dataclass(frozen=True, slots=True)
class Behavior:
    """What a teacher chooses beside dates and attempts; `table` goes with the choice "custom"."""

    table: Matrix | None = None
    layout: str = "each"
    tries: int = USUAL_TRIES
    penalty: float = USUAL_PENALTY


USUAL = Behavior()


class Stored(Protocol):
    """What an assignment stores of it."""

    release: str
    shown: int | None


def behavior_problems(choice: str, behavior: Behavior) -> list[Problem]:
    """What keeps a choice and its details from being stored, as codes with the name of the field."""
    found = []
    if choice not in CHOICES or (choice == "custom") != (behavior.table is not None):
        found.append(Problem("not_allowed", ("release",)))
    elif behavior.table is not None:
        found += problems(behavior.table)
    if behavior.layout not in LAYOUTS:
        found.append(Problem("not_allowed", ("layout",)))
    if not 1 <= behavior.tries <= MOST_TRIES:
        found.append(Problem("out_of_range", ("tries",), {"minimum": 1, "maximum": MOST_TRIES}))
    if not 0 <= behavior.penalty <= 1:
        found.append(Problem("not_allowed", ("penalty",)))
    return found


def stored(choice: str, table: Matrix | None) -> tuple[str, int | None]:
    """The columns `release` and `shown` for a choice."""
    if choice == "practice":
        table = PRACTICE
    if table is None:
        return choice, None
    return _nearest(table), table.number


def _nearest(table: Matrix) -> str:
    """The preset that shows the right answers when the table does, or later."""
    if table.waits:
        return "by_teacher"
    return "after_hand_in" if shown_from(table, RIGHT) in (JUST_AFTER, OPEN) else "after_close"


def choice_of(terms: Stored) -> str:
    """The choice that an assignment stores."""
    if terms.shown is None:
        return terms.release
    return "practice" if terms.shown == PRACTICE.number else "custom"
