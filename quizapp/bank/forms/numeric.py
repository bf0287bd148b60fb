"""The form of a numeric question."""

from typing import Any

from wtforms import FieldList, FormField, RadioField, StringField

from quizapp.bank import words
from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import Row, Values, credit_field, filled, number, number_text
from quizapp.questions.numeric import TOLERANCE_KINDS
from quizapp.translations import lazy_gettext as _l

BLANK: Values = {"value": "", "unit": "", "tolerance": "", "tolerance_kind": "nominal", "fraction": ""}


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
        choices=[(kind, words.TOLERANCE_KINDS[kind]) for kind in TOLERANCE_KINDS],
        default=TOLERANCE_KINDS[0],
    )
    fraction = credit_field()


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
    others = {"unit": answer.get("unit") or "", "tolerance_kind": answer.get("tolerance_kind", "nominal")}
    return BLANK | numbers | others


def _answer(row: Values) -> dict[str, Any]:
    numbers = {
        name: number(row[name])
        for name in ("value", "tolerance", "fraction")
        if name == "value" or row[name].strip()
    }
    return numbers | filled(unit=row["unit"].strip(), tolerance_kind=row["tolerance_kind"])
