"""The fields of an assignment that say what students see, how often they may try, and how questions stand."""

from typing import Any

from wtforms import (
    BooleanField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import DataRequired, StopValidation

from quizapp.feedback import DURING, PRESETS, THINGS, TIMES, TOTAL, Matrix, problems
from quizapp.marking import MOST_TRIES, USUAL_PENALTY, USUAL_TRIES
from quizapp.models.quizzes import Assignment
from quizapp.quizzes import behavior_words as words
from quizapp.quizzes.behavior import Behavior, choice_of
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import InRange, choices

PENALTIES = [
    ("0", _l("nothing")),
    ("0.1", _l("10% of its mark")),
    ("0.25", _l("a quarter of its mark")),
    (str(USUAL_PENALTY), _l("a third of its mark")),
    ("0.5", _l("half of its mark")),
    ("1", _l("its whole mark")),
]
# What stands in the table of a new assignment: the preset that it begins with.
FIRST_TABLE = PRESETS["after_close"]


def cell_name(time: str, thing: str) -> str:
    """The value of a box of the table."""
    return f"{time}:{thing}"


def cells_of(table: Matrix) -> list[str]:
    """The boxes that are ticked for a table."""
    return [cell_name(*cell) for cell in sorted(table.cells)]


class MakesSense:
    """The table is refused with a sentence for everything in it that makes no sense."""

    def __call__(self, form: Form, field: Field) -> None:
        if form.release.data != "custom":
            return
        found = [words.problem_sentence(problem) for problem in problems(form.own_table())]
        if found:
            raise StopValidation(" ".join(dict.fromkeys(found)))


class BehaviorFields(Form):  # type: ignore[misc]
    """To be mixed into the form of an assignment."""

    words = words

    release = RadioField(
        _l("How it works"),
        choices=choices([*words.PRESETS.items(), *words.MORE.items()]),
        default="after_close",
    )
    table = SelectMultipleField(
        _l("What students see, and when"),
        [MakesSense()],
        choices=choices([(cell_name(time, thing), thing) for time in TIMES for thing in THINGS]),
        default=cells_of(FIRST_TABLE),
    )
    waits = BooleanField(_l("Show none of it after handing in before I release it"))
    tries = IntegerField(
        _l("Tries for each question in practice"),
        [
            DataRequired(_l("Enter how many tries a question has.")),
            InRange(1, MOST_TRIES, _l("Enter a number from %(min)s to %(max)s.")),
        ],
        default=USUAL_TRIES,
        description=_l("A question with more hints has one try more than hints; true or false has one."),
    )
    penalty = SelectField(
        _l("What a wrong try costs in practice"), choices=choices(PENALTIES), default=str(USUAL_PENALTY)
    )
    layout = RadioField(_l("The questions stand"), choices=choices(words.LAYOUTS.items()), default="each")

    def own_table(self) -> Matrix:
        """The table as it was ticked."""
        ticked = [value.partition(":") for value in self.table.data or ()]
        cells = frozenset((time, thing) for time, _, thing in ticked)
        # The mark of an attempt is not there before it is handed in.
        return Matrix(cells - {(DURING, TOTAL)}, waits=bool(self.waits.data))

    def behavior(self) -> Behavior:
        """What was chosen."""
        return Behavior(
            table=self.own_table() if self.release.data == "custom" else None,
            layout=self.layout.data,
            tries=self.tries.data,
            penalty=float(self.penalty.data),
        )


def stored_behavior(assigned: Assignment) -> dict[str, Any]:
    """The data of the fields for what an assignment stores."""
    is_waiting = assigned.release == "by_teacher"
    table = FIRST_TABLE if assigned.shown is None else Matrix.from_number(assigned.shown, is_waiting)
    return {
        "release": choice_of(assigned),
        "table": cells_of(table),
        "waits": is_waiting and assigned.shown is not None,
        "tries": assigned.tries,
        "penalty": str(assigned.penalty if assigned.penalty % 1 else int(assigned.penalty)),
        "layout": assigned.layout,
    }
