"""The fields of an assignment that stand under "More", and those of an accommodation."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from quizapp.models.accommodations import Accommodation
from quizapp.quizzes.accommodations import Wanted
from quizapp.quizzes.fields import moment_field, without_nul
from quizapp.quizzes.timing import RANGES, Timing
from quizapp.terms import LONGEST_CODE
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, InRange, choices

IN_RANGE = _l("Enter a number from %(min)s to %(max)s.")
OTHER_TIMES = ("125", "150", "200")


def number_field(name: str, label: str, hint: str, default: int | None = None) -> IntegerField:
    """A whole number; empty where nothing has to stand there."""
    return IntegerField(
        label,
        [Optional(), InRange(*RANGES[name], message=IN_RANGE)],
        description=hint,
        default=default,
    )


class TimingForm(DeskForm):
    """What the form of an assignment says beside its dates."""

    time_limit = number_field(
        "time_limit",
        _l("Time limit in minutes"),
        _l(
            "Counts from when a student starts, and ends when the quiz closes at the latest. Empty: no limit."
        ),
    )
    grace_minutes = number_field(
        "grace_minutes",
        _l("Grace period in minutes"),
        _l("After the time is over, answers that are still on their way count for this long."),
        default=1,
    )
    late_percent = number_field(
        "late_percent",
        _l("Percent off for each day late"),
        _l("Counts for each day that begins between due and closed; students read it before they start."),
        default=0,
    )
    access_code = StringField(
        _l("Access code"),
        [Length(max=LONGEST_CODE)],
        filters=[without_nul],
        description=_l("Students type it to start: tell it to those who are in the room. Empty: no code."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    wait_minutes = number_field(
        "wait_minutes",
        _l("Minutes between two attempts"),
        _l("So long a student has to wait after handing in; 1440 minutes are a day."),
        default=0,
    )
    shuffles_questions = BooleanField(
        _l("Each student gets the questions in another order"),
        description=_l("The order stays the same for the whole attempt."),
    )
    shuffles_options = BooleanField(
        _l("Each student sees the options in another order"),
        default=True,
        description=_l("Questions whose options keep their order keep it all the same."),
    )

    def timing(self) -> Timing:
        """What was typed; a number left empty is that of no rule."""
        code = (self.access_code.data or "").strip()
        return Timing(
            time_limit=self.time_limit.data,
            grace_minutes=self.grace_minutes.data or 0,
            late_percent=self.late_percent.data or 0,
            access_code=code or None,
            wait_minutes=self.wait_minutes.data or 0,
            shuffles_questions=self.shuffles_questions.data,
            shuffles_options=self.shuffles_options.data,
        )


class StandingForm(DeskForm):
    """What a student is given in every quiz."""

    time = RadioField(
        _l("Time"),
        choices=choices(
            [
                ("", _l("As for the class")),
                ("125", _l("A quarter more (× 1.25)")),
                ("150", _l("Half as much again (× 1.5)")),
                ("200", _l("Twice the time (× 2)")),
                ("minutes", _l("Some minutes more")),
                ("none", _l("No time limit")),
            ]
        ),
        default="",
        description=_l("Quizzes close later for this student by as much as the limit grows."),
    )
    extra_minutes = IntegerField(
        _l("How many minutes more"),
        [Optional(), InRange(1, 1440, IN_RANGE)],
        description=_l("Only for “Some minutes more”. They count also where a quiz has no limit."),
    )
    extra_attempts = IntegerField(
        _l("Extra attempts"),
        [InputRequired(_l("Enter a number; 0 for none.")), InRange(0, 20, IN_RANGE)],
        default=0,
    )
    reads_aloud = BooleanField(
        _l("Questions can be read aloud"),
        description=_l("A button beside each question; the student's own device speaks."),
    )
    has_larger_text = BooleanField(_l("Larger text"))

    def wanted(self, zone: str) -> Wanted:
        """What was chosen, as values."""
        return Wanted(
            time_percent=int(self.time.data) if self.time.data in OTHER_TIMES else None,
            extra_minutes=self.extra_minutes.data if self.time.data == "minutes" else None,
            has_no_timer=self.time.data == "none",
            extra_attempts=self.extra_attempts.data or 0,
            reads_aloud=self.reads_aloud.data,
            has_larger_text=self.has_larger_text.data,
            is_without_minutes=self.time.data == "minutes" and self.extra_minutes.data is None,
        )


class SingleForm(StandingForm):
    """What a student is given for one assignment: the same, and other dates."""

    opens_at = moment_field(_l("Opens for this student"), _l("Empty: as for the class."), is_optional=True)
    due_at = moment_field(
        _l("Due for this student"), _l("Empty: it moves along with the close."), is_optional=True
    )
    closes_at = moment_field(_l("Closes for this student"), _l("Empty: as for the class."), is_optional=True)

    def wanted(self, zone: str) -> Wanted:
        """What was chosen, with dates read in the time zone of the class."""
        dates = {name: _in_utc(self[name].data, zone) for name in ("opens_at", "due_at", "closes_at")}
        return super().wanted(zone).with_dates(**dates)


def _in_utc(typed: datetime | None, zone: str) -> datetime | None:
    return typed.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if typed else None


def stored_values(found: Accommodation | None, zone: str) -> dict[str, Any]:
    """A stored accommodation as the fields show it."""
    if found is None:
        return {}
    time = (
        "none" if found.has_no_timer else "minutes" if found.extra_minutes else str(found.time_percent or "")
    )
    names = ("extra_minutes", "extra_attempts", "reads_aloud", "has_larger_text")
    dates = {name: getattr(found, name) for name in ("opens_at", "due_at", "closes_at")}
    local = {name: at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for name, at in dates.items() if at}
    return {"time": time, **{name: getattr(found, name) for name in names}, **local}
