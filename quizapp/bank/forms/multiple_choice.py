"""The form of a multiple-choice question."""

from typing import Any

from wtforms import BooleanField, FieldList, FormField, RadioField

from quizapp.bank import words
from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import Values
from quizapp.bank.forms.options import BLANK, CheckedOptionRow, option_contents, option_values
from quizapp.questions.multiple_choice import RULES
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import choices


class MultipleChoiceForm(QuestionForm):
    kind = "multiple_choice"
    rows, blank_row, least_rows = "options", BLANK, 5

    options = FieldList(FormField(CheckedOptionRow), _l("Options"), max_entries=60)
    rule = RadioField(
        _l("How the choices earn marks"),
        choices=choices((rule, words.CHOICE_RULES[rule]) for rule in RULES),
        default=RULES[0],
    )
    shuffle = BooleanField(_l("Each student sees the options in another order"))

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        return {
            "options": option_values(content),
            "rule": content.get("rule", RULES[0]),
            "shuffle": content.get("shuffle", True),
        }

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        return {
            "options": option_contents(values["options"]),
            "rule": values["rule"],
            "shuffle": values["shuffle"],
        }
