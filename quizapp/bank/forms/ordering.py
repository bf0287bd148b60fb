"""The form of a question that asks for an order."""

from typing import Any

from wtforms import FieldList, FormField, RadioField, StringField

from quizapp.bank import words
from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.date import as_edtf
from quizapp.bank.forms.fields import LineOrLines, Row, Values, filled
from quizapp.questions.ordering import RULES
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import choices

BLANK: Values = {"text": "", "date": ""}


class ItemRow(Row):
    text = LineOrLines(_l("Text"))
    date = StringField(
        _l("Date"),
        description=_l("You can leave this empty. Items of the same date may change places."),
        render_kw={"autocomplete": "off", "size": 24},
    )


class OrderingForm(QuestionForm):
    kind = "ordering"
    rows, blank_row, least_rows = "items", BLANK, 4

    items = FieldList(
        FormField(ItemRow),
        _l("Items in their right order"),
        description=_l("The first one at the top. Students see them mixed."),
        max_entries=60,
    )
    rule = RadioField(
        _l("How an order earns marks"),
        choices=choices((rule, words.ORDER_RULES[rule]) for rule in RULES),
        default=RULES[0],
    )

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        rows = [
            {"text": item.get("text", ""), "date": str(item.get("date", ""))}
            for item in content.get("items", ())
        ]
        return {"items": rows, "rule": content.get("rule", RULES[0])}

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        items = [{"text": row["text"].strip()} | filled(date=as_edtf(row["date"])) for row in values["items"]]
        return {"items": items, "rule": values["rule"]}
