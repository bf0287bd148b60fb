"""The form of a numeric question."""

from typing import Any

from wtforms import BooleanField, FieldList, FormField, RadioField, StringField

from quizapp.bank import words
from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import Row, Values, credit_field, exact_number, filled, number, number_text
from quizapp.questions.numeric import TOLERANCE_KINDS
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import choices

BLANK: Values = {
    "value": "",
    "unit": "",
    "tolerance": "",
    "tolerance_kind": TOLERANCE_KINDS[0],
    "fraction": "",
    "accept_ratio": False,
}


class NumberRow(Row):
    value = StringField(_l("Number"), render_kw={"size": 12, "inputmode": "decimal", "autocomplete": "off"})
    unit = StringField(
        _l("Unit"),
        description=_l("For example percent, minutes or days. Students see it beside the field."),
        render_kw={"size": 16, "autocomplete": "off"},
    )
    tolerance = StringField(_l("Tolerance"), render_kw={"size": 8, "inputmode": "decimal"})
    tolerance_kind = RadioField(
        _l("The tolerance is given as"),
        choices=choices((kind, words.TOLERANCE_KINDS[kind]) for kind in TOLERANCE_KINDS),
        default=TOLERANCE_KINDS[0],
    )
    fraction = credit_field()
    accept_ratio = BooleanField(_l("0.30 also counts as 30 percent"))


class NumericForm(QuestionForm):
    kind = "numeric"
    rows, blank_row, least_rows = "answers", BLANK, 1

    answers = FieldList(FormField(NumberRow), _l("Accepted numbers"), max_entries=60)

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        return {"answers": [_row(answer) for answer in content.get("answers", ())]}

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        return {"answers": [_answer(row) for row in values["answers"]]}


def _row(answer: dict[str, Any]) -> Values:
    numbers = {name: number_text(answer.get(name)) for name in ("value", "tolerance", "fraction")}
    others = {name: answer.get(name) or BLANK[name] for name in ("unit", "tolerance_kind", "accept_ratio")}
    return BLANK | numbers | others


def _answer(row: Values) -> dict[str, Any]:
    numbers = {"value": exact_number(row["value"])}
    if row["tolerance"].strip():
        numbers["tolerance"] = exact_number(row["tolerance"])
    if row["fraction"].strip():
        numbers["fraction"] = number(row["fraction"])
    return numbers | filled(
        unit=row["unit"].strip(), tolerance_kind=row["tolerance_kind"], accept_ratio=row["accept_ratio"]
    )
