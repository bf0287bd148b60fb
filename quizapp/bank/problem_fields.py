"""Problems put beside the fields of a form that they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wtforms import Field, FieldList, Form, FormField

from quizapp.bank.messages import mend, sentence
from quizapp.errors import Problem
from quizapp.translations import gettext

if TYPE_CHECKING:
    from quizapp.bank.forms import QuestionForm

Path = tuple[str | int, ...]
# Where the name of the field does not follow from the place in the native form.
FIELDS: dict[Path, str] = {("image", "file"): "image_upload"}


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry of the summary: the id of the field that it leads to, where there is one, and what it says."""

    field_id: str
    label: str
    text: str


def show(form: "QuestionForm", problems: Sequence[Problem]) -> list[Fault]:
    """Put each problem beside its field; returns the entries of the summary, in the order of the page."""
    order = {name: place for place, name in enumerate(form._fields)}
    in_order = sorted(
        problems, key=lambda problem: order.get(str(problem.path[0]) if problem.path else "", -1)
    )
    return [_show(form, problem) for problem in in_order]


def _show(form: "QuestionForm", problem: Problem) -> Fault:
    text = f"{sentence(problem)} {mend(problem)}"
    path = form.path_of(problem.path)
    field = _field_at(form, path)
    if field is None:
        return Fault("", "", text)
    field.errors = [*field.errors, text]
    return Fault(_id_of(field), _label(form, field, path), text)


def _field_at(form: Form, path: Path) -> Field | None:
    """The innermost field that the path leads to; None where the form has no such field."""
    if not path:
        return None
    # "feedback", "right" is one field here.
    name = FIELDS.get(path) or "_".join(map(str, path))
    field = form._fields.get(name if name in form._fields else str(path[0]))
    # A list without rows is false.
    return None if field is None else _inside(field, path[1:])


def _inside(field: Field, path: Path) -> Field:
    if isinstance(field, FieldList) and path and isinstance(path[0], int) and path[0] < len(field.entries):
        return _inside(field.entries[path[0]], path[1:])
    if isinstance(field, FormField):
        return _field_at(field.form, path) or next(iter(field.form))
    return field


def _id_of(field: Field) -> str:
    # The first of a group of radio buttons carries a number.
    return f"{field.id}-0" if field.type == "RadioField" else str(field.id)


def _label(form: "QuestionForm", field: Field, path: Path) -> str:
    label = str(field.label.text)
    is_in_row = path[0] == form.rows and len(path) > 1 and isinstance(path[1], int)
    return f"{row_name(form.rows, int(path[1]) + 1)}, {label}" if is_in_row else label


def row_name(rows: str, number: int) -> str:
    """What a row is called: "Option 2"."""
    names: dict[str, Any] = {
        "options": gettext("Option %(number)d", number=number),
        "answers": gettext("Answer %(number)d", number=number),
        "items": gettext("Item %(number)d", number=number),
        "pairs": gettext("Row %(number)d", number=number),
        "gaps": gettext("Gap %(number)d", number=number),
        "claims": gettext("Claim %(number)d", number=number),
        "rubric": gettext("Number %(number)d", number=number),
    }
    return str(names[rows])
