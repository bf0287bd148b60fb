"""Forms of quizzes and assignments."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from wtforms import BooleanField, Field, Form, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import DateTimeLocalField
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation

from quizapp.quizzes.actions import MOST_ATTEMPTS
from quizapp.quizzes.behavior_form import BehaviorFields
from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, Filled, choices

FIRST_YEAR, LAST_YEAR = 2000, 2100


class QuizForm(DeskForm):
    title = StringField(_l("Title"), [Filled(_l("Enter a title.")), Length(max=160)])
    instructions = TextAreaField(
        _l("What students read before they start"),
        [Length(max=5000)],
        description=_l("You can leave this empty."),
        render_kw={"rows": 4},
    )


class QuizSettingsForm(QuizForm):
    is_shuffled = BooleanField(
        _l("Mix the order of the questions for each student"),
        description=_l("Within each section; the sections stay in their order."),
    )


class SectionForm(DeskForm):
    title = StringField(_l("Title"), [Filled(_l("Enter a title.")), Length(max=160)])
    instructions = TextAreaField(
        _l("Instructions"),
        [Length(max=5000)],
        description=_l("You can leave this empty."),
        render_kw={"rows": 4},
    )


class InThisCentury:
    """A year that is typed wrong is told, and not stored."""

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise StopValidation(gettext("Check the year."))


def moment_field(label: str, hint: str = "") -> DateTimeLocalField:
    """A date and time in the time zone of the class."""
    return DateTimeLocalField(
        label,
        [InputRequired(_l("Enter a date and a time.")), InThisCentury()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        description=hint,
    )


class AssignmentForm(BehaviorFields, DeskForm):
    classroom_id = SelectField(_l("Class"), coerce=int)
    opens_at = moment_field(_l("Opens"))
    due_at = moment_field(_l("Due"), _l("Work handed in later counts as late."))
    closes_at = moment_field(_l("Closes"), _l("Saved answers are handed in for the student then."))
    attempts_allowed = IntegerField(
        _l("Attempts"),
        [
            InputRequired(_l("Enter how many attempts each student has.")),
            NumberRange(1, MOST_ATTEMPTS, _l("Enter a number from %(min)s to %(max)s.")),
        ],
        default=1,
    )
    counting = SelectField(
        _l("Which attempt counts"),
        choices=choices(
            [
                ("highest", _l("The highest mark")),
                ("average", _l("The average")),
                ("first", _l("The first attempt")),
                ("last", _l("The last attempt")),
            ]
        ),
    )

    def moments(self, zone: str) -> dict[str, datetime]:
        """The three moments, read in this time zone, in UTC.

        A time that the clocks skip in spring is read as the same time after the change; of a time that comes
        twice in autumn the first is meant. In UTC two moments compare as they follow one another.
        """
        fields = (self.opens_at, self.due_at, self.closes_at)
        return {field.name: field.data.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for field in fields}


def usual_moments(now: datetime, zone: str) -> dict[str, datetime]:
    """What most teachers want: open now, due in a week at the end of the day, closed then too."""
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0, tzinfo=None)
    due = (local + timedelta(days=7)).replace(hour=23, minute=59)
    return {"opens_at": local, "due_at": due, "closes_at": due}


def local_moments(moments: dict[str, datetime], zone: str) -> dict[str, datetime]:
    """Moments as the fields show them: local time without a zone."""
    return {name: moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for name, moment in moments.items()}
