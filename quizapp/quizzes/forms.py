"""Forms of quizzes and assignments."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from wtforms import (
    Field,
    FloatField,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import DateTimeLocalField
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation

from quizapp.bank.words import DIFFICULTIES, KINDS
from quizapp.questions import QUIZ_KINDS
from quizapp.quizzes.actions import HIGHEST_MARK, MOST_ATTEMPTS
from quizapp.quizzes.draw_actions import MOST_DRAWN
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


class DrawForm(DeskForm):
    count = IntegerField(
        _l("How many"),
        [
            InputRequired(_l("Enter how many questions to draw.")),
            NumberRange(1, MOST_DRAWN, _l("Enter a number from %(min)s to %(max)s.")),
        ],
        default=4,
    )
    topic = SelectField(_l("Topic"))
    kind = SelectField(_l("Kind"))
    difficulty = SelectField(_l("Difficulty"), coerce=int)
    bank_id = SelectField(_l("Bank"), coerce=int)
    full_mark = FloatField(
        _l("Points for each"),
        [
            InputRequired(_l("Enter the points.")),
            NumberRange(0.01, HIGHEST_MARK, _l("Enter a number above 0, and %(max)s at most.")),
        ],
        default=1,
    )
    whose = RadioField(
        _l("Who gets them"),
        choices=choices(
            [
                ("each", _l("Each student gets their own, drawn when they start")),
                ("same", _l("Everybody gets the same, drawn now")),
            ]
        ),
        default="each",
    )

    def offer(self, topics: Iterable[str], banks: Mapping[int, str]) -> None:
        """Let one of these topics and banks be chosen, any kind that stands in a quiz, any difficulty."""
        self.topic.choices = choices([("", gettext("Any topic")), *((topic, topic) for topic in topics)])
        kinds = ((kind, KINDS[kind]) for kind in QUIZ_KINDS)
        self.kind.choices = choices([("", gettext("Any kind")), *kinds])
        self.difficulty.choices = choices([(0, gettext("Any difficulty")), *DIFFICULTIES.items()])
        self.bank_id.choices = choices([(0, gettext("Any that I may use")), *banks.items()])


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


class AssignmentForm(DeskForm):
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
    release = RadioField(
        _l("When students see marks and answers"),
        choices=choices(
            [
                ("after_hand_in", _l("Practice: mark and answers as soon as they hand in")),
                ("after_close", _l("Quiz: the mark at hand-in, the answers after it closes")),
                ("by_teacher", _l("Test: nothing until you release it")),
            ]
        ),
        default="after_close",
    )

    late_answers = RadioField(
        _l("Answers that were given in time and arrive after the end"),
        description=_l("A device without a network keeps answers and sends them when it is back."),
        choices=choices(
            [
                ("ask", _l("I decide about each of them")),
                ("count", _l("They count, unless the student could see the right answers by then")),
                ("ignore", _l("They do not count")),
            ]
        ),
        default="ask",
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
