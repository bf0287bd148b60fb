"""Forms of classes."""

from zoneinfo import available_timezones

from wtforms import BooleanField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quizapp.accounts.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, Filled, choices

COMMON_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)


def zone_choices() -> list[SelectChoice]:
    """Time zones to choose from: those of the United States first."""
    others = sorted(zone for zone in available_timezones() if "/" in zone and zone not in COMMON_ZONES)
    return choices((zone, zone.replace("_", " ")) for zone in (*COMMON_ZONES, *others))


class ClassForm(DeskForm):
    name = StringField(
        _l("Name of the class"),
        [Filled(_l("Enter a name, such as Period 3 Civics.")), Length(max=120)],
        description=_l("For example: Period 3 Civics"),
    )
    time_zone = SelectField(
        _l("Time zone"), choices=zone_choices, description=_l("Due dates are in this time zone.")
    )


class ClassSettingsForm(ClassForm):
    is_joinable = BooleanField(_l("Students can join with the code"))


class CodeForm(DeskForm):
    code = StringField(
        _l("Class code"),
        [Filled(_l("Enter the code that your teacher gave you."))],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class NewStudentForm(DeskForm):
    given_name = StringField(
        _l("Given name"),
        [Filled(_l("Enter your given name.")), Length(max=80)],
        render_kw={"autocomplete": "given-name"},
    )
    family_name = StringField(
        _l("Family name"),
        [Length(max=80)],
        render_kw={"autocomplete": "family-name"},
    )
    username = StringField(
        _l("Choose a username"),
        [Filled(_l("Choose a username.")), Length(2, 80, _l("A username has 2 to 80 characters."))],
        description=_l("You sign in with it. No email is needed."),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Choose a password"),
        [
            InputRequired(_l("Choose a password.")),
            Length(MINIMUM_LENGTH, MAXIMUM_LENGTH, _l("Use %(min)d to %(max)d characters for the password.")),
        ],
        description=_l("At least 8 characters. Three or four words in a row are easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )
