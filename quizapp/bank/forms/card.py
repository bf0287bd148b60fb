"""The form of a flashcard that is no question."""

from typing import Any

from wtforms import StringField, TextAreaField

from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import Needed, Values, one_line
from quizapp.translations import lazy_gettext as _l


class CardForm(QuestionForm):
    kind = "card"

    # Nothing of a card is asked or marked.
    hints = mark = feedback_right = feedback_wrong = None

    stem = StringField(
        _l("Name in lists"),
        description=_l("You can leave this empty: the card then goes by its front."),
        render_kw={"autocomplete": "off"},
    )
    front = TextAreaField(_l("Front"), [Needed()], render_kw={"rows": 3})
    back = TextAreaField(_l("Back"), [Needed()], render_kw={"rows": 3})

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        stem, front = content.get("stem", ""), content.get("front", "")
        return {
            "stem": "" if stem == front else one_line(stem),
            "front": front,
            "back": content.get("back", ""),
        }

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        front = values["front"].strip()
        return {"stem": values["stem"].strip() or front, "front": front, "back": values["back"].strip()}
