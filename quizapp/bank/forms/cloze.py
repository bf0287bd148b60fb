"""The form of a text with gaps: each gap has the fields of a question of its kind."""

from typing import Any

from wtforms import FieldList, FormField, HiddenField, StringField, TextAreaField

from quizapp.bank.forms.base import Path, QuestionForm
from quizapp.bank.forms.date import DateForm
from quizapp.bank.forms.fields import Needed, Row, Values, number, number_text
from quizapp.bank.forms.numeric import NumericForm
from quizapp.bank.forms.options import CheckedOptionRow
from quizapp.bank.forms.short_text import ShortTextForm
from quizapp.bank.forms.single_choice import SingleChoiceForm
from quizapp.bank.forms.true_false import TrueFalseForm
from quizapp.translations import lazy_gettext as _l

# The forms whose values a gap of that kind has.
INNER: dict[str, type[QuestionForm]] = {
    form.kind: form for form in (NumericForm, ShortTextForm, DateForm, SingleChoiceForm, TrueFalseForm)
}


class NumericGap(Row):
    answers = NumericForm.answers


class ShortTextGap(Row):
    answers = ShortTextForm.answers
    fold = ShortTextForm.fold


class DateGap(Row):
    answer = DateForm.answer
    tolerance = DateForm.tolerance
    tolerance_unit = DateForm.tolerance_unit
    part_credit_month = DateForm.part_credit_month
    part_credit_year = DateForm.part_credit_year


class SingleChoiceGap(Row):
    options = FieldList(FormField(CheckedOptionRow), _l("Options"), max_entries=60)
    shuffle = SingleChoiceForm.shuffle


class TrueFalseGap(Row):
    answer = TrueFalseForm.answer


class GapRow(Row):
    """One gap. Its name and kind are given when it is added; only the fields of its kind are shown."""

    gap = HiddenField()
    kind = HiddenField()
    weight = StringField(
        _l("Weight"),
        description=_l("Against the other gaps. 1 where this is empty."),
        render_kw={"size": 6, "inputmode": "decimal", "autocomplete": "off"},
    )
    numeric = FormField(NumericGap)
    short_text = FormField(ShortTextGap)
    date = FormField(DateGap)
    single_choice = FormField(SingleChoiceGap)
    true_false = FormField(TrueFalseGap)


class ClozeForm(QuestionForm):
    kind = "cloze"
    rows = "gaps"

    text = TextAreaField(
        _l("Text"),
        [Needed()],
        description=_l("Write the name of a gap in braces where it stands: The call lasted {gap1} minutes."),
        render_kw={"rows": 5},
    )
    gaps = FieldList(FormField(GapRow), _l("Gaps"), max_entries=60)

    def typed(self) -> Values:
        values = super().typed()
        values["gaps"] = [
            {name: row[name] for name in ("gap", "kind", "weight")} | {"body": row.get(row["kind"] or "", {})}
            for row in values["gaps"]
        ]
        return values

    @classmethod
    def as_fields(cls, values: Values) -> Values:
        return values | {"gaps": [{**row, row["kind"]: row["body"]} for row in values["gaps"]]}

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        gaps = [
            {
                "gap": name,
                "kind": gap["kind"],
                "weight": number_text(gap.get("weight")),
                "body": INNER[gap["kind"]].body_values(gap),
            }
            for name, gap in content.get("gaps", {}).items()
        ]
        return {"text": content.get("text", ""), "gaps": gaps}

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        gaps = {row["gap"]: _gap(row) for row in values["gaps"]}
        return {"text": values["text"].strip(), "gaps": gaps}

    @classmethod
    def is_blank_row(cls, row: Values) -> bool:
        return False  # a gap has a name from the start, and its place in the text

    @classmethod
    def trimmed(cls, row: Values) -> Values:
        inner = INNER.get(row["kind"])
        if inner is None or not inner.rows:
            return row
        kept = [each for each in row["body"][inner.rows] if not inner.is_blank_row(each)]
        return row | {"body": row["body"] | {inner.rows: kept}}

    @classmethod
    def padded(cls, row: Values) -> Values:
        inner = INNER.get(row["kind"])
        missing = inner.least_rows - len(row["body"][inner.rows]) if inner and inner.rows else 0
        for _ in range(missing):
            row = cls.longer(row)
        return row

    @classmethod
    def longer(cls, row: Values) -> Values:
        inner = INNER.get(row["kind"])
        if inner is None or not inner.rows:
            return row
        rows = [*row["body"][inner.rows], dict(inner.blank_row)]
        return row | {"body": row["body"] | {inner.rows: rows}}

    @classmethod
    def new_row(cls, rows: list[Values], what: str) -> Values:
        """A gap of the kind `what` under a name that is free."""
        kind = what if what in INNER else ShortTextForm.kind
        taken = {row["gap"] for row in rows}
        name = next(name for i in range(1, len(rows) + 2) if (name := f"gap{i}") not in taken)
        return {"gap": name, "kind": kind, "weight": "", "body": INNER[kind].body_values({})}

    def path_of(self, path: Path) -> Path:
        """Lead from the name of a gap to its row, and there to the fields of its kind."""
        names = [row.form.gap.data for row in self.gaps]
        if path[:1] != ("gaps",) or len(path) < 2 or path[1] not in names:
            return path
        index, rest = names.index(str(path[1])), path[2:]
        if rest[:1] in ((), ("weight",), ("kind",)):
            return ("gaps", index, "weight")
        return ("gaps", index, self.gaps[index].form.kind.data, *rest)


def _gap(row: Values) -> dict[str, Any]:
    inner = INNER.get(row["kind"])
    weight = {"weight": number(row["weight"])} if row["weight"].strip() else {}
    return {"kind": row["kind"]} | (inner.body_content(row["body"]) if inner else {}) | weight
