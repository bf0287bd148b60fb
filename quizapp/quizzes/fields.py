"""Fields that the forms of this room share."""

from wtforms import Field, Form
from wtforms.fields import DateTimeLocalField
from wtforms.validators import InputRequired, Optional, StopValidation

from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l

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


def without_nul(text: str | None) -> str | None:
    """The text without a character that PostgreSQL cannot hold."""
    return text.replace("\0", "") if text else text
