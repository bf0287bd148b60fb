"""Forms of quizzes and assignments."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from wtforms import (
    BooleanField,
    FloatField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from quizapp.bank.words import DIFFICULTIES, KINDS
from quizapp.questions import QUIZ_KINDS
from quizapp.quizzes.actions import HIGHEST_MARK, MOST_ATTEMPTS
from quizapp.quizzes.behavior_form import BehaviorFields
from quizapp.quizzes.draw_actions import MOST_DRAWN
from quizapp.quizzes.fields import BoxesField, moment_field
from quizapp.quizzes.time_forms import TimingForm
from quizapp.quizzes.timing import Timing
from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, Filled, InRange, choices

DATES = ("opens_at", "due_at", "closes_at")


class QuizForm(DeskForm):
    title = StringField(_l("Title"), [Filled(_l("Enter a title.")), Length(max=160)])
    instructions = TextAreaField(
        _l("What students read before they start"),
        [Length(max=5000)],
        description=_l("You can leave this empty."),
        render_kw={"rows": 4},
    )


class SectionForm(DeskForm):
    title = StringField(_l("Title"), [Filled(_l("Enter a title.")), Length(max=160)])
    instructions = TextAreaField(
        _l("Instructions"),
        [Length(max=5000)],
        description=_l("You can leave this empty."),
        render_kw={"rows": 4},
    )


class DrawForm(DeskForm):
    count = IntegerField(
        _l("How many"),
        [
            InputRequired(_l("Enter how many questions to draw.")),
            InRange(1, MOST_DRAWN, _l("Enter a number from %(min)s to %(max)s.")),
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
            InRange(0.01, HIGHEST_MARK, _l("Enter a number above 0, and %(max)s at most.")),
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


class AssignmentForm(BehaviorFields, TimingForm):
    classroom_id = SelectField(_l("Class"), coerce=int)
    also = BoxesField(
        _l("Also assign it to"),
        coerce=int,
        validate_choice=False,
        description=_l("Each class gets the dates below in its own time zone."),
    )
    for_all = BooleanField(
        _l("Change it in the other classes too"),
        description=_l("They get all that stands in this form, at the same times in their own time zone."),
    )
    opens_at = moment_field(_l("Opens"))
    due_at = moment_field(_l("Due"), _l("Work handed in later counts as late."))
    closes_at = moment_field(_l("Closes"), _l("Saved answers are handed in for the student then."))
    attempts_allowed = IntegerField(
        _l("Attempts"),
        [
            InputRequired(_l("Enter how many attempts each student has.")),
            InRange(1, MOST_ATTEMPTS, _l("Enter a number from %(min)s to %(max)s.")),
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
        default="highest",
        description=_l("Where a student has several."),
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

    takes_time_away = BooleanField(
        _l("Also take time away from students who are working now"),
        description=_l("Unless you tick this, an attempt that is running keeps the time that it has."),
    )

    def has_more(self) -> bool:
        """Whether something under "More" is not as usual, or is wrong, so that it has to be seen."""
        usual = type(self)(formdata=None)
        names = ("counting", *(field.name for field in fields(Timing)))
        return any(self[name].errors or (self[name].data or 0) != (usual[name].data or 0) for name in names)

    def moments(self, zone: str, stored: dict[str, datetime] | None = None) -> dict[str, datetime]:
        """The three moments, read in this time zone, in UTC.

        A time that the clocks skip in spring is read as the same time after the change; of a time that comes
        twice in autumn the first is meant, unless the field still shows the `stored` one, which then stays to
        the second. In UTC two moments compare as they follow one another.
        """
        shown = local_moments(stored or {}, zone)
        return {
            name: stored[name]
            if stored and self[name].data == shown[name].replace(second=0, microsecond=0)
            else self[name].data.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
            for name in DATES
        }


def usual_moments(now: datetime, zone: str) -> dict[str, datetime]:
    """What most teachers want: open now, due in a week at the end of the day, closed then too."""
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0, tzinfo=None)
    due = (local + timedelta(days=7)).replace(hour=23, minute=59)
    return {"opens_at": local, "due_at": due, "closes_at": due}


def local_moments(moments: dict[str, datetime], zone: str) -> dict[str, datetime]:
    """Moments as the fields show them: local time without a zone."""
    return {name: moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for name, moment in moments.items()}
