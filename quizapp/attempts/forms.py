"""Forms of regrades and disputes."""

from collections.abc import Iterable

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from quizapp.attempts.regrades.regrade_words import POLICIES
from quizapp.terms import LONGEST_LIMIT
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, Filled, InRange, choices

LONGEST = 1000  # characters of a reason, a dispute and a reply


def without_nul(text: str | None) -> str | None:
    """The text without a character that PostgreSQL cannot hold."""
    return text.replace("\0", "") if text else text


class DryRunForm(DeskForm):
    """Which policy to try; nothing is stored by it, so that it may stand in an address."""

    class Meta(DeskForm.Meta):
        csrf = False

    policy = RadioField(
        _l("What counts"),
        choices=choices(POLICIES.items()),
        validate_choice=False,
    )


def dry_run_form(policies: Iterable[str], chosen: str) -> DryRunForm:
    """The choice between the policies that such a question allows."""
    form = DryRunForm(formdata=None, policy=chosen)
    form.policy.choices = choices((name, POLICIES[name]) for name in policies)
    return form


class RegradeForm(DeskForm):
    reason = TextAreaField(
        _l("Reason"),
        [Filled(_l("Say why: the students whose mark changes read it.")), Length(max=LONGEST)],
        filters=[without_nul],
        description=_l("The students whose mark changes read it."),
        render_kw={"rows": 3},
    )
    policy = HiddenField()
    version = HiddenField()  # the number of the version whose key was shown


class DisputeForm(DeskForm):
    fact = RadioField(_l("Which fact of the source shows it?"), validate_choice=True)
    # The source and the number of the paragraph; only where the school has its own copy of the article.
    passage = SelectField(
        _l("Or which paragraph of the article?"), coerce=str, validate_choice=True, default=""
    )
    text = TextAreaField(
        _l("What is wrong?"),
        [Filled(_l("Write a sentence: what is wrong?")), Length(max=LONGEST)],
        filters=[without_nul],
        render_kw={"rows": 3},
    )


class CodeForm(DeskForm):
    code = StringField(
        _l("Access code"),
        filters=[without_nul],
        description=_l("Your teacher tells you the code."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "maxlength": 100},
    )


class MinutesForm(DeskForm):
    minutes = IntegerField(
        _l("Minutes"),
        [
            InputRequired(_l("Enter how many minutes.")),
            InRange(1, LONGEST_LIMIT, _l("Enter a number from %(min)s to %(max)s.")),
        ],
        default=10,
    )


class ReplyForm(DeskForm):
    reply = TextAreaField(
        _l("Your answer"),
        [Filled(_l("Write a sentence to the student.")), Length(max=LONGEST)],
        filters=[without_nul],
        render_kw={"rows": 2},
    )
