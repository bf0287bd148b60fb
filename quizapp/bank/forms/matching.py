"""The form of a matching question."""

from typing import Any

from wtforms import FieldList, FormField

from quizapp.bank.forms.base import Path, QuestionForm
from quizapp.bank.forms.fields import LineOrLines, Row, Values, filled
from quizapp.translations import lazy_gettext as _l

BLANK: Values = {"left": "", "right": ""}


class PairRow(Row):
    left = LineOrLines(_l("Left side"), render_kw={"autocomplete": "off"})
    right = LineOrLines(_l("What belongs to it"), render_kw={"autocomplete": "off"})


class MatchingForm(QuestionForm):
    kind = "matching"
    rows, blank_row, least_rows = "pairs", BLANK, 4

    pairs = FieldList(
        FormField(PairRow),
        _l("Pairs"),
        description=_l(
            "Leave the left side of a row empty to offer an extra answer that belongs to none. Students see"
            " the right sides mixed."
        ),
        max_entries=60,
    )

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        pairs = [BLANK | pair for pair in content.get("pairs", ())]
        return {"pairs": pairs + [BLANK | {"right": text} for text in content.get("distractors", ())]}

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        rows = [{side: row[side].strip() for side in BLANK} for row in values["pairs"]]
        distractors = [row["right"] for row in rows if not row["left"]]
        return {"pairs": [row for row in rows if row["left"]]} | filled(distractors=distractors)

    def path_of(self, path: Path) -> Path:
        """Lead to the row: pairs and extra answers may stand in any order."""
        if path[:1] not in (("pairs",), ("distractors",)):
            return path
        if len(path) == 1:
            return ("pairs",)
        has_left = path[0] == "pairs"
        rows = [i for i, row in enumerate(self.pairs.data) if bool((row["left"] or "").strip()) == has_left]
        index = int(path[1])
        side = path[2:3] or ("right",)
        return ("pairs", rows[index], *side) if index < len(rows) else ("pairs",)
