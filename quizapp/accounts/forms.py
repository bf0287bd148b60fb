"""Forms of accounts."""

from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from quizapp.accounts.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, Filled, choices


class SignInForm(DeskForm):
    username = StringField(
        _l("Username"),
        [Filled(_l("Enter your username."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    kept = HiddenField()  # a form that came after the sign-in had ended, sealed


class NewPasswordForm(DeskForm):
    current = PasswordField(
        _l("Current password"),
        [InputRequired(_l("Enter the password you use now."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _l("New password"),
        [
            InputRequired(_l("Enter a new password.")),
            Length(MINIMUM_LENGTH, MAXIMUM_LENGTH, _l("Use %(min)d to %(max)d characters for the password.")),
        ],
        description=_l("At least 8 characters. Three or four words in a row are easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )


class PersonForm(DeskForm):
    given_name = StringField(_l("Given name"), [Filled(_l("Enter a given name.")), Length(max=80)])
    family_name = StringField(_l("Family name"), [Length(max=80)])
    username = StringField(
        _l("Username"),
        [Filled(_l("Enter a username.")), Length(2, 80, _l("A username has 2 to 80 characters."))],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    role = SelectField(
        _l("Role"),
        choices=choices(
            [("student", _l("Student")), ("teacher", _l("Teacher")), ("admin", _l("Administrator"))]
        ),
    )
    student_number = StringField(
        _l("Student number"), [Length(max=40)], description=_l("The school's own number, if it has one.")
    )
