"""The form of a single-choice question."""

from typing import Any

from wtforms import BooleanField, FieldList, FormField, StringField

from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import Values
from quizapp.bank.forms.options import BLANK, OptionRow, option_contents, option_values
from quizapp.translations import lazy_gettext as _l


class SingleChoiceForm(QuestionForm):
    kind = "single_choice"
    rows, blank_row, least_rows = "options", BLANK, 4

    options = FieldList(FormField(OptionRow), _l("Options"), max_entries=60)
    # One group of radio buttons over all rows: the number of the row that is right.
    right = StringField(_l("Right option"))
    shuffle = BooleanField(_l("Each student sees the options in another order"))

    def typed(self) -> Values:
        values = super().typed()
        right = values.pop("right", None)
        values["options"] = [
            row | {"key": str(index) == right} for index, row in enumerate(values["options"])
        ]
        return values

    @classmethod
    def as_fields(cls, values: Values) -> Values:
        right = next((str(index) for index, row in enumerate(values["options"]) if row["key"]), "")
        return values | {"right": right}

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        return {"options": option_values(content), "shuffle": content.get("shuffle", True)}

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        return {"options": option_contents(values["options"]), "shuffle": values["shuffle"]}
