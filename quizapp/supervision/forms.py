"""Forms of what a teacher does in a running quiz."""

from wtforms import BooleanField, Field, Form, IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.supervision.actions import LONGEST
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, Filled, choices

MOST_MINUTES = 24 * 60


class AnyChosen:
    """At least one box is ticked."""

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation(_l("Tick at least one student."))


class StudentsField(SelectMultipleField):  # type: ignore[misc]
    """Students to tick. Whoever is no longer among the choices when the form comes is left out."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def offer(self, pairs: list[tuple[int, str]]) -> None:
        """Let these students be ticked, as (id, name)."""
        self.choices = choices(pairs)
        known = {person_id for person_id, _ in pairs}
        self.data = [person_id for person_id in self.data or [] if person_id in known]


class DeedForm(DeskForm):
    """To whom, how much and why. A deed that takes no minutes deletes that field."""

    students = StudentsField(_l("Students"), [AnyChosen()], coerce=int, validate_choice=False)
    minutes = IntegerField(
        _l("Minutes"),
        [
            InputRequired(_l("Enter how many minutes.")),
            NumberRange(1, MOST_MINUTES, _l("Enter a number from %(min)s to %(max)s.")),
        ],
        default=10,
    )
    reason = TextAreaField(
        _l("Why"),
        [Length(max=LONGEST)],
        description=_l("You can leave this empty. Only the teachers of the class read it."),
        render_kw={"rows": 2},
    )


class MessageForm(DeskForm):
    text = TextAreaField(
        _l("Message"),
        [Filled(_l("Write what the students should read.")), Length(max=LONGEST)],
        description=_l("It stands at the top of their question, within half a minute."),
        render_kw={"rows": 3},
    )
    is_for_later = BooleanField(_l("Also for students who start later"))


class WithdrawForm(DeskForm):
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
        description=_l("The students read it."),
        render_kw={"rows": 3},
    )
