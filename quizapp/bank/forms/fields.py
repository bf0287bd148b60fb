"""What the forms of all kinds share: fields, and how what is typed becomes a native value."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from wtforms import Form, StringField
from wtforms.fields.core import UnboundField
from wtforms.widgets import TextArea, TextInput

from quizapp.translations import lazy_gettext as _l
from quizapp.values.conventions import US
from quizapp.values.numbers import read_figures

Values = dict[str, Any]


class Prefixed:
    """Meta of forms: ids begin with "q-", since the preview beside the form has ids of its own."""

    def bind_field(self, form: Form, unbound_field: UnboundField, options: dict[str, Any]) -> Any:
        """Bind a field, as WTForms does, under an id of its own."""
        name = f"{options.get('prefix', '')}{options['name']}"
        return unbound_field.bind(form=form, **{"id": f"q-{name}", **options})


class Row(Form):  # type: ignore[misc]
    """One row of options, answers or items."""

    Meta = Prefixed


class Needed:
    """Marks a field that must be filled in. What is missing is found in one place, with all else."""

    field_flags: Mapping[str, bool] = {"required": True}

    def __call__(self, _form: Form, _field: StringField) -> None:
        """Find nothing."""


class LineOrLines(StringField):  # type: ignore[misc]
    """A text of one line; one that came with several lines keeps them."""

    def widget(self, field: StringField, **attributes: Any) -> Markup:
        """Draw an input, or a text area where an input would swallow line breaks."""
        if "\n" in (field.data or ""):
            return Markup(TextArea()(field, rows=3, **attributes))
        return Markup(TextInput()(field, **attributes))


def credit_field() -> UnboundField:
    """The share of the mark that an option or an answer earns."""
    return StringField(
        _l("Share of the mark, from 0 to 1"),
        render_kw={"size": 6, "inputmode": "decimal", "autocomplete": "off"},
    )


def number(text: str) -> int | float | str:
    """Read "1,200", "-3", "0.5" or "1/3" as a number; what is none stays text, which the check then names."""
    sign, digits = re.fullmatch(r"([-+−]?)\s*(.*)", text.strip(), re.DOTALL).groups()  # type: ignore[union-attr]
    value = read_figures(digits, US)
    if value is None:
        return text.strip()
    return _plain(-value if sign in ("-", "−") else value)


def exact_number(text: str) -> int | float | str:
    """Read a number; one with more digits than a float holds stays text, which the files allow for it."""
    value = number(text)
    digits = text.strip().replace(",", "").replace("−", "-")
    is_decimal = isinstance(value, float) and re.fullmatch(r"-?\d+\.\d+", digits)
    return digits if is_decimal and Decimal(digits) != Decimal(repr(value)) else value


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def number_text(value: object) -> str:
    """A native number as one types it; "" for none."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def filled(**values: Any) -> Values:
    """The values that say anything: no blank text, no false, no empty list."""
    return {name: value for name, value in values.items() if value not in ("", False, None, [], {})}


def one_line(text: str) -> str:
    """A text as an input of one line sends it back."""
    return re.sub(r"\r\n|\r|\n", " ", text)
