"""The form of a question that is answered in sentences."""

from typing import Any

from wtforms import FieldList, FormField, StringField

from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import LineOrLines, Row, Values, number, number_text
from quizapp.translations import lazy_gettext as _l

BLANK: Values = {"text": "", "points": ""}


class CriterionRow(Row):
    text = LineOrLines(_l("What the text must do"))
    points = StringField(
        _l("Points"),
        description=_l("1 where this is empty."),
        render_kw={"size": 6, "inputmode": "decimal", "autocomplete": "off"},
    )


class WrittenForm(QuestionForm):
    kind = "written"
    rows, blank_row, least_rows = "rubric", BLANK, 3

    rubric = FieldList(
        FormField(CriterionRow),
        _l("What earns points"),
        description=_l("You mark by these. Students see them with the answers."),
        max_entries=60,
    )

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        return {
            "rubric": [
                {"text": row.get("text", ""), "points": number_text(row.get("points"))}
                for row in content.get("rubric", ())
            ]
        }

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        rows = [
            ({"points": number(row["points"])} if row["points"].strip() else {})
            | {"text": row["text"].strip()}
            for row in values["rubric"]
        ]
        return {"rubric": rows}
