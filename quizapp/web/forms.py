"""What the forms of all rooms share."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, Form
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, StopValidation, ValidationError

from quizapp.errors import Invalid, Params
from quizapp.translations import gettext, plain_gettext, plain_ngettext


class OurTranslations:
    """The messages of WTForms itself, through the app's own catalogs."""

    gettext = staticmethod(plain_gettext)
    ngettext = staticmethod(plain_ngettext)


class DeskForm(FlaskForm):  # type: ignore[misc]
    """A form whose every message speaks the reader's language."""

    class Meta:
        def get_translations(self, _form: Form) -> OurTranslations:
            return OurTranslations()


def choices(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """The choices of a field from (value, label)."""
    return [SelectChoice(value, label) for value, label in pairs]


class Filled:
    """The field must hold more than white space. What was typed comes back trimmed."""

    field_flags: Mapping[str, bool] = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: Form, field: Field) -> None:
        if not isinstance(field.data, str) or not field.data.strip():
            raise StopValidation(self.message)
        field.data = field.data.strip()


class InRange(NumberRange):  # type: ignore[misc]
    """A number between two others. NumberRange itself fails on one of hundreds of digits."""

    def __call__(self, form: Form, field: Field) -> None:
        try:
            super().__call__(form, field)
        except OverflowError:
            raise ValidationError(self.message % {"min": self.min, "max": self.max}) from None


def show_problems(form: FlaskForm, invalid: Invalid) -> None:
    """Put the problems an action found beside the fields they are about."""
    for problem in invalid.problems:
        name = str(problem.path[0]) if problem.path else ""
        field = form._fields.get(name) or next(iter(form))
        field.errors = [*field.errors, field_sentence(problem.code, problem.params)]


def field_sentence(code: str, params: Params) -> str:
    """The sentence that stands beside a field."""
    sentences = {
        "missing_field": gettext("Please fill this in."),
        "nothing_chosen": gettext("Choose at least one attempt."),
        "bad_username": gettext("A username has 2 to 80 characters and no spaces."),
        "username_taken": gettext("Somebody has this username already. Choose another."),
        "student_number_taken": gettext("Somebody has this student number already."),
        "bad_password_length": gettext("Use %(minimum)s to %(maximum)s characters for the password."),
        "out_of_range": gettext("Enter a number from %(minimum)s to %(maximum)s."),
        "not_a_step": gettext("Give 0 to %(maximum)s points, in steps of %(step)s."),
        "unknown_criterion": gettext("The rubric has other parts. Open the page again and mark by it."),
        "not_allowed": gettext("Choose one of the list."),
        "unknown_topic": gettext("The question bank has no such topic. Choose one of the list."),
        "cell_not_filled": gettext(
            "The bank has %(found)s of these that fit together and beside the other questions of this quiz. "
            "Ask for fewer, or for another sort."
        ),
        "bad_time_zone": gettext("Choose a time zone from the list."),
        "wrong_code": gettext("This is not the code. Ask your teacher, and type it again."),
        "no_code": gettext("Type the code that your teacher tells you."),
        "bad_code_length": gettext("A code has %(minimum)s to %(maximum)s characters without spaces."),
        "due_after_close": gettext("The quiz cannot be due after it closes."),
        "opens_after_due": gettext("The quiz must open before it is due."),
        "opens_after_close": gettext("The quiz must open before it closes for the student."),
        "earlier_than_class": gettext(
            "This is earlier than for the class. Leave it empty, or choose a later time."
        ),
        "grants_nothing": gettext("Choose what this student gets, or take the accommodation away."),
        "dates_out_of_order": gettext(
            "The quiz must open before it is due, and close when it is due or later."
        ),
    }
    return (sentences.get(code) or gettext("This cannot be stored as it is.")) % dict(params)
