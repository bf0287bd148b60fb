"""The differences between two teachers' edits as a page shows them: the name of the field, and both sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wtforms import Field

from quizapp.bank import queries
from quizapp.bank.comparing import Difference
from quizapp.bank.editor import Editor
from quizapp.bank.images import image_html
from quizapp.bank.problem_fields import row_name
from quizapp.translations import gettext

if TYPE_CHECKING:
    from quizapp.bank.forms import QuestionForm


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One row of the comparison; the sides are texts or Markup, "" for an empty field."""

    name: str
    label: str
    theirs: str
    mine: str
    taken: str


def shown_differences(editor: Editor, form: "QuestionForm") -> list[ShownDifference]:
    """What differs between whoever saved in the meantime and this reader, in words."""
    found = editor.differences()
    facts = queries.statements_of({fact for each in found if each.name == "facts" for fact in _facts(each)})
    return [
        ShownDifference(
            each.name,
            _label(form, each.name),
            _text(form, each.name, each.theirs, facts),
            _text(form, each.name, each.mine, facts),
            each.taken,
        )
        for each in found
    ]


def _facts(difference: Difference) -> list[str]:
    return [*difference.theirs, *difference.mine]


def _label(form: "QuestionForm", name: str) -> str:
    if name == "image_file":
        return str(form.image_upload.label.text)
    rows, _, place = name.rpartition("-")
    if form.rows and rows == form.rows:
        return row_name(form.rows, int(place) + 1)
    return str(form[name].label.text)


def _text(form: "QuestionForm", name: str, value: Any, facts: Mapping[str, str]) -> str:
    if name == "image_file":
        return image_html({"file": value}) or value
    if name == "facts":
        return "\n".join(facts.get(fact, fact) for fact in value)
    field = form._fields.get(name)
    if isinstance(value, str) and field is not None:
        return _chosen(field, value)
    if name == form.rows:
        return "\n".join(f"{number}. {_plain(row)}" for number, row in enumerate(value, 1))
    return _plain(value)


def _chosen(field: Field, value: str) -> str:
    """The label of what a field chose among, or the text of any other field."""
    labels = {str(each.value): str(each.label) for each in getattr(field, "choices", None) or ()}
    return labels.get(value, value)


def _plain(value: Any) -> str:
    """A value of several parts on one line: "145%, right, no source says so"."""
    if isinstance(value, Mapping):
        parts = [_said(name, part) for name, part in value.items()]
        return ", ".join(part for part in parts if part)
    if isinstance(value, list):
        return "; ".join(filter(None, map(_plain, value)))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)


def _said(name: str, part: Any) -> str:
    if name == "key":
        return gettext("right") if part else ""
    return _plain(part)
