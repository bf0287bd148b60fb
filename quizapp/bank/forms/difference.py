"""The forms of where a fact differs from another one."""

from collections.abc import Iterable
from textwrap import shorten

from wtforms import Field, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from quizapp.bank.forms.fact import LONGEST_CHOICE, reason_field, without_nul
from quizapp.facts import Difference, Fact, Source
from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, choices

LONGEST_NOTE = 300  # characters
SILENT = "silent"


class DifferForm(DeskForm):
    other = SelectField(_l("The other fact"), [InputRequired(_l("Choose what it differs from."))])
    how = RadioField(
        _l("How they differ"),
        [InputRequired(_l("Choose how they differ."))],
        choices=choices(
            [
                ("contradicts", _l("They contradict each other: both cannot be right")),
                ("scope", _l("Both may be right: they speak of different things")),
                (SILENT, _l("The other article does not say this")),
            ]
        ),
    )
    note = StringField(
        _l("Where they differ"),
        [Length(max=LONGEST_NOTE, message=_l("Write at most %(max)d characters."))],
        filters=[without_nul],
        description=_l(
            "In one sentence, such as: one gives the rate before the pause, the other the rate after it."
        ),
    )
    reason = reason_field()
    seen = HiddenField()  # the digest of the fact as this page showed it

    def offer(self, fact: Fact, sources: Iterable[Source]) -> None:
        """Give the choices: the facts of the other sources, and each of these as a whole."""
        self.other.choices = [*choices([("", _l("Choose …"))])]
        for source in sources:
            if source.id == fact.source_id:
                continue
            whole = SelectChoice(source.id, gettext("The article as a whole does not say this"))
            facts = [
                SelectChoice(each.id, shorten(each.statement, LONGEST_CHOICE, placeholder="…"))
                for each in source.facts
            ]
            for choice in (whole, *facts):
                choice.optgroup = source.title
                self.other.choices.append(choice)

    def validate_how(self, field: Field) -> None:
        """An article as a whole can only be silent."""
        if self.other.data and "/" not in self.other.data and field.data != SILENT:
            raise ValidationError(
                gettext("An article as a whole can only be silent. Choose its fact that says otherwise.")
            )

    def difference(self) -> Difference:
        """What was chosen; only once the form is valid."""
        is_fact = "/" in self.other.data
        return Difference(
            self.how.data,
            target_fact=self.other.data if is_fact else None,
            target_source=None if is_fact else self.other.data,
            note=(self.note.data or "").strip() or None,
        )


class AgreeForm(DeskForm):
    reason = reason_field()
    seen = HiddenField()
