"""The forms of a bank: its name, and who may use it."""

from collections.abc import Iterable

from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Length

from quizapp.bank.sharing import LONGEST_NAME
from quizapp.models.accounts import Person
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, Filled, choices

FOR_ALL = (
    ("none", _l("Only I, and colleagues whom I name")),
    ("use", _l("Every teacher may use the questions")),
    ("edit", _l("Every teacher may use and change them")),
)


class BankForm(DeskForm):
    name = StringField(
        _l("Name"),
        [Filled(_l("Enter a name.")), Length(max=LONGEST_NAME)],
        description=_l("Such as the name of your department."),
    )
    for_all = RadioField(_l("Who may use it"), choices=choices(FOR_ALL), default="none")

    def for_school(self) -> None:
        """The school's bank is for everybody."""
        self.for_all.choices = choices(FOR_ALL[1:])


class ShareForm(DeskForm):
    person_id = SelectField(_l("Colleague"), coerce=int)
    may = SelectField(
        _l("May"), choices=choices([("use", _l("use the questions")), ("edit", _l("use and change them"))])
    )

    def offer(self, people: Iterable[Person]) -> None:
        """Let one of these be chosen."""
        self.person_id.choices = choices((person.id, person.sort_name) for person in people)
