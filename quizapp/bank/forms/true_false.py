"""The form of a true-or-false question."""

from typing import Any

from wtforms import RadioField

from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import Values
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import choices

_TEXTS = {True: "true", False: "false"}


class TrueFalseForm(QuestionForm):
    kind = "true_false"

    answer = RadioField(
        _l("The statement is"),
        choices=choices([("true", _l("True")), ("false", _l("False"))]),
        validate_choice=False,
    )

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        return {"answer": _TEXTS.get(content.get("answer"), "")}  # type: ignore[arg-type]

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        answers = [value for value, text in _TEXTS.items() if text == values["answer"]]
        return {"answer": answers[0]} if answers else {}
