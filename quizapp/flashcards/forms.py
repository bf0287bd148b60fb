"""The form with which a teacher gives a class its decks."""

from collections.abc import Sequence

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.flashcards.decks import TopicRow
from quizapp.translations import lazy_gettext as _l
from quizapp.translations import ngettext
from quizapp.web.forms import DeskForm, choices


class DecksForm(DeskForm):
    topics = SelectMultipleField(
        _l("Topics"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Each question that is ready becomes a card."),
    )

    def offer(self, rows: Sequence[TopicRow]) -> None:
        """Offer these topics; those that are open are ticked until the form is sent."""
        self.topics.choices = choices((row.topic, _label(row)) for row in rows)
        if not self.is_submitted():
            self.topics.data = [row.topic for row in rows if row.is_open]


def _label(row: TopicRow) -> str:
    cards = ngettext("%(num)d card", "%(num)d cards", row.cards)
    return f"{row.topic} ({cards})"
