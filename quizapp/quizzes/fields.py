"""Fields that the forms of this room share."""

from wtforms import Field, Form, SelectMultipleField
from wtforms.fields import DateTimeLocalField
from wtforms.validators import InputRequired, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import choices

FIRST_YEAR, LAST_YEAR = 2000, 2100


class InThisCentury:
    """A year that is typed wrong is told, and not stored."""

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise StopValidation(gettext("Check the year."))


def moment_field(label: str, hint: str = "", *, is_optional: bool = False) -> DateTimeLocalField:
    """A date and time in the time zone of the class."""
    needed = Optional() if is_optional else InputRequired(_l("Enter a date and a time."))
    return DateTimeLocalField(
        label,
        [needed, InThisCentury()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        description=hint,
    )


class BoxesField(SelectMultipleField):  # type: ignore[misc]
    """Boxes to tick. What is no longer among the choices when the form comes is left out."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def offer(self, pairs: list[tuple[int, str]]) -> None:
        """Let these be ticked, as (id, label)."""
        self.choices = choices(pairs)
        known = {number for number, _ in pairs}
        self.data: list[int] = [number for number in self.data or [] if number in known]


def without_nul(text: str | None) -> str | None:
    """The text without a character that PostgreSQL cannot hold."""
    return text.replace("\0", "") if text else text
