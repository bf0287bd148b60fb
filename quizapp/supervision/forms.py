"""Forms of what a teacher does in a running quiz."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from wtforms import BooleanField, Field, Form, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from quizapp.quizzes.fields import BoxesField, moment_field, without_nul
from quizapp.supervision.actions import LONGEST
from quizapp.terms import LONGEST_LIMIT
from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, Filled, InRange, choices


class AnyChosen:
    """At least one box is ticked."""

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation(_l("Tick at least one student."))


class DeedForm(DeskForm):
    """To whom, how much and why. A deed that takes no minutes deletes that field."""

    students = BoxesField(_l("Students"), [AnyChosen()], coerce=int, validate_choice=False)
    minutes = IntegerField(
        _l("Minutes"),
        [
            InputRequired(_l("Enter how many minutes.")),
            InRange(1, LONGEST_LIMIT, _l("Enter a number from %(min)s to %(max)s.")),
        ],
        default=10,
    )
    opens_at = moment_field(_l("Opens for them"), _l("Empty: as for the class."), is_optional=True)
    closes_at = moment_field(_l("Due and closed for them"))
    reason = TextAreaField(
        _l("Why"),
        [Length(max=LONGEST)],
        filters=[without_nul],
        description=_l("Only the teachers of the class read it."),
        render_kw={"rows": 2},
    )
    needs_reason = False

    def validate_reason(self, field: Field) -> None:
        """Where a student could complain, the reason is asked for."""
        if self.needs_reason and not (field.data or "").strip():
            raise StopValidation(gettext("Say why: it is kept with what you do."))

    def dates(self, zone: str) -> tuple[datetime | None, datetime]:
        """When it opens (None: as for the class) and closes, read in the time zone of the class."""
        opens_at = _in_utc(self.opens_at.data, zone) if self.opens_at.data else None
        return opens_at, _in_utc(self.closes_at.data, zone)


def _in_utc(typed: datetime, zone: str) -> datetime:
    return typed.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


class MessageForm(DeskForm):
    text = TextAreaField(
        _l("Message"),
        [Filled(_l("Write what the students should read.")), Length(max=LONGEST)],
        filters=[without_nul],
        description=_l("It stands at the top of their question, within half a minute."),
        render_kw={"rows": 3},
    )
    is_for_later = BooleanField(_l("Also for students who start later"))


class WithdrawForm(DeskForm):
    for_all = BooleanField(_l("Also in the other classes that got it together with this one"))
    what = RadioField(
        _l("What becomes of the attempts"),
        choices=choices(
            [
                ("keep", _l("Keep the marks: what is handed in counts, and nobody can start any more")),
                ("not_counted", _l("Keep the attempts but do not count them")),
            ]
        ),
    )
    reason = TextAreaField(
        _l("Why"),
        [Filled(_l("Say why: the students read it.")), Length(max=LONGEST)],
        filters=[without_nul],
        description=_l("The students read it."),
        render_kw={"rows": 3},
    )
