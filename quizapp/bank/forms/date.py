"""The form of a question for a date."""

from typing import Any

from wtforms import SelectField, StringField

from quizapp.bank import words
from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import Needed, Values, credit_field, filled, number, number_text
from quizapp.questions.date import PARTS, UNITS
from quizapp.translations import lazy_gettext as _l
from quizapp.values.conventions import US
from quizapp.values.edtf import EdtfDate
from quizapp.values.written_dates import read_date
from quizapp.web.forms import choices


class DateForm(QuestionForm):
    kind = "date"

    answer = StringField(
        _l("Right date"),
        [Needed()],
        description=_l("As exact as students should know it: June 5, 2025, or June 2025, or 2025."),
        render_kw={"autocomplete": "off", "size": 24},
    )
    tolerance = StringField(
        _l("Also right when off by at most"), render_kw={"size": 6, "inputmode": "numeric"}
    )
    tolerance_unit = SelectField(
        _l("Unit of that"), choices=choices((unit, words.DATE_UNITS[unit]) for unit in UNITS)
    )
    part_credit_month = credit_field()
    part_credit_year = credit_field()

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        unit, tolerance = next(iter(content.get("tolerance", {}).items()), (UNITS[0], None))
        credits = content.get("part_credit", {})
        return {
            "answer": str(content.get("answer", "")),
            "tolerance": number_text(tolerance),
            "tolerance_unit": unit,
        } | {f"part_credit_{part}": number_text(credits.get(part)) for part in PARTS}

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        credits = {
            part: number(values[f"part_credit_{part}"])
            for part in PARTS
            if values[f"part_credit_{part}"].strip()
        }
        tolerance = values["tolerance"].strip()
        return {"answer": as_edtf(values["answer"])} | filled(
            tolerance={values["tolerance_unit"]: number(tolerance)} if tolerance else {}, part_credit=credits
        )


def as_edtf(text: str) -> str:
    """A date as people write it, in the form of the files; what is no date stays as it was typed."""
    try:
        return EdtfDate.parse(text.strip()).text
    except ValueError:
        written = read_date(text, US)
        return written.text if written else text.strip()
