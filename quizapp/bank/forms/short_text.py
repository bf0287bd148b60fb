"""The form of a short-text question."""

from typing import Any

from wtforms import FieldList, FormField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.bank import words
from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import LineOrLines, Row, Values, credit_field, number, number_text
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import choices

BLANK: Values = {"text": "", "fraction": ""}


class TextRow(Row):
    text = LineOrLines(_l("Accepted answer"), render_kw={"autocomplete": "off"})
    fraction = credit_field()


class ShortTextForm(QuestionForm):
    kind = "short_text"
    rows, blank_row, least_rows = "answers", BLANK, 2

    answers = FieldList(
        FormField(TextRow),
        _l("Accepted answers"),
        description=_l("The first is the one that is shown as right. A star (*) stands for anything."),
        max_entries=60,
    )
    fold = SelectMultipleField(
        _l("These differences do not count"),
        choices=choices(words.FOLDS.items()),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        return {
            "answers": [
                {"text": answer.get("text", ""), "fraction": number_text(answer.get("fraction"))}
                for answer in content.get("answers", ())
            ],
            "fold": [what for what in words.FOLDS if what in content.get("fold", words.FOLDS)],
        }

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        answers = [
            {"text": row["text"].strip()}
            | ({"fraction": number(row["fraction"])} if row["fraction"].strip() else {})
            for row in values["answers"]
        ]
        return {"answers": answers, "fold": values["fold"]}
