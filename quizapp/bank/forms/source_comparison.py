"""The form of a question that compares two sources."""

from collections.abc import Iterable
from typing import Any

from wtforms import FieldList, FormField, SelectField

from quizapp.bank import words
from quizapp.bank.forms.base import Path, QuestionForm
from quizapp.bank.forms.fields import LineOrLines, Row, Values, filled
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import choices

BLANK: Values = {"text": "", "first": "", "second": ""}
NONE = ("", _l("Choose …"))
SIDES = ("first", "second")


def _mark_field(label: str) -> SelectField:
    return SelectField(label, choices=choices([NONE, *words.SOURCE_MARKS.items()]), validate_choice=False)


def _source_field(label: str) -> SelectField:
    # The sources that there are come with `offer_sources`.
    return SelectField(label, choices=choices([NONE]), validate_choice=False)


class ClaimRow(Row):
    text = LineOrLines(_l("Claim"))
    first = _mark_field(_l("The first source"))
    second = _mark_field(_l("The second source"))


class SourceComparisonForm(QuestionForm):
    kind = "source_comparison"
    rows, blank_row, least_rows = "claims", BLANK, 3
    names_sources = True

    first_source = _source_field(_l("First source"))
    second_source = _source_field(_l("Second source"))
    claims = FieldList(FormField(ClaimRow), _l("Claims"), max_entries=60)

    def offer_sources(self, sources: Iterable[tuple[str, str]]) -> None:
        """Let both fields choose among these sources: (id, title). An unknown one that is chosen stays."""
        offered = [NONE, *sources]
        for field in (self.first_source, self.second_source):
            chosen = field.data or ""
            unknown = [] if chosen in dict(offered) else [(chosen, chosen)]
            field.choices = choices([*offered, *unknown])

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        sources = [*content.get("sources", ()), "", ""][:2]
        claims = [
            {"text": claim.get("text", "")}
            | {
                side: claim.get("marks", {}).get(source, "")
                for side, source in zip(SIDES, sources, strict=True)
            }
            for claim in content.get("claims", ())
        ]
        return {"first_source": sources[0], "second_source": sources[1], "claims": claims}

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        sources = [values["first_source"], values["second_source"]]
        claims = [
            {
                "text": row["text"].strip(),
                "marks": filled(**dict(zip(sources, (row[side] for side in SIDES), strict=True))),
            }
            for row in values["claims"]
        ]
        return {"sources": sources, "claims": claims}

    def path_of(self, path: Path) -> Path:
        """Lead to the field of a source, or of its mark."""
        fields = dict(zip((self.first_source.data, self.second_source.data), SIDES, strict=True))
        if path[:1] == ("sources",):
            return (f"{SIDES[int(path[1])] if len(path) > 1 else SIDES[1]}_source",)
        if path[:1] == ("claims",) and path[2:3] == ("marks",):
            side = fields.get(str(path[3])) if len(path) > 3 else None
            return (*path[:2], side or SIDES[0])
        return path
