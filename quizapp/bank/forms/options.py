"""Rows of options, as single choice and multiple choice have them."""

from typing import Any

from wtforms import BooleanField

from quizapp.bank.forms.fields import LineOrLines, Row, Values, credit_field, filled, number, number_text
from quizapp.translations import lazy_gettext as _l

BLANK: Values = {"text": "", "key": False, "why": "", "fraction": ""}


class OptionRow(Row):
    text = LineOrLines(_l("Text"))
    why = LineOrLines(_l("Why it is right or wrong"))
    fraction = credit_field()


class CheckedOptionRow(OptionRow):
    key = BooleanField(_l("This option is right"))


def option_values(content: dict[str, Any]) -> list[Values]:
    """The rows of a native question."""
    return [
        {
            "text": option.get("text", ""),
            "key": bool(option.get("key")),
            "why": option.get("why", ""),
            "fraction": number_text(option.get("fraction")),
        }
        for option in content.get("options", ())
    ]


def option_contents(rows: list[Values]) -> list[dict[str, Any]]:
    """The native options."""
    return [
        {"text": row["text"].strip()}
        | filled(key=row["key"], why=row["why"].strip())
        | ({"fraction": number(row["fraction"])} if row["fraction"].strip() else {})
        for row in rows
    ]
