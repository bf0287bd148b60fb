"""What the forms of all kinds of question share."""

from collections.abc import Iterable
from typing import Any, ClassVar

from wtforms import (
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.bank import words
from quizapp.bank.forms.fields import Needed, Prefixed, Values
from quizapp.translations import lazy_gettext as _l
from quizapp.web.forms import DeskForm, choices

Path = tuple[str | int, ...]

# Seldom changed, and folded away.
SETTINGS = (
    "mark",
    "feedback_right",
    "feedback_wrong",
    "rule",
    "shuffle",
    "fold",
    "tolerance",
    "tolerance_unit",
    "part_credit_month",
    "part_credit_year",
)


class QuestionForm(DeskForm):
    """The fields of every question. A kind adds its own, and says how they become its native keys.

    Nothing is validated here: the native form is checked once, by the same rules as a file.
    """

    kind: ClassVar[str]
    # The name of the list of rows, what a blank row holds, and how many a new question shows.
    rows: ClassVar[str] = ""
    blank_row: ClassVar[Values] = {}
    least_rows: ClassVar[int] = 0
    # Whether the form asks which sources it is about; see `offer_sources`.
    names_sources: ClassVar[bool] = False

    class Meta(Prefixed):
        pass

    stem = TextAreaField(_l("Question"), [Needed()], render_kw={"rows": 3})
    explanation = TextAreaField(
        _l("Explanation"),
        description=_l("Students read it with the right answer. Say why it is right."),
        render_kw={"rows": 3},
    )
    topic = StringField(
        _l("Topic"),
        [Needed()],
        description=_l("Choose one that is there, or name a new one."),
        render_kw={"list": "topics", "autocomplete": "off"},
    )
    difficulty = SelectField(
        _l("Difficulty"), choices=choices(words.DIFFICULTIES.items()), coerce=str, default="1"
    )
    standards = StringField(
        _l("Standards"),
        description=_l("C3 codes, separated by commas, such as D2.Civ.4.6-8."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    tags = StringField(_l("Tags"), description=_l("Words to find it by, separated by commas."))
    hints = TextAreaField(
        _l("Hints"),
        description=_l("One on each line, for practice. Students do not see them yet."),
        render_kw={"rows": 2},
    )
    facts = SelectMultipleField(
        _l("Facts it rests on"), widget=ListWidget(), option_widget=CheckboxInput(), validate_choice=False
    )
    status = RadioField(_l("Status"), default="ready")
    mark = StringField(
        _l("Points for a right answer"), default="1", render_kw={"size": 6, "inputmode": "decimal"}
    )
    feedback_right = TextAreaField(_l("What a student reads after a right answer"), render_kw={"rows": 2})
    feedback_wrong = TextAreaField(_l("What a student reads after a wrong answer"), render_kw={"rows": 2})
    image_upload = FileField(
        _l("Image"),
        description=_l("It stands below the question. PNG, JPEG, WebP or GIF, up to 5 MB."),
        render_kw={"accept": "image/png,image/jpeg,image/webp,image/gif"},
    )
    # The name under which the image is kept, once it has been uploaded.
    image_file = HiddenField()
    image_alt = StringField(
        _l("What the image shows, in words"),
        description=_l(
            "For readers who cannot see it: what the question needs of it, without telling the answer."
        ),
        render_kw={"autocomplete": "off"},
    )
    # What stood in the bank when the page was opened; see Editor.stands.
    version = HiddenField()

    def has_wrong_settings(self) -> bool:
        """Whether one of the settings that are folded away has an error."""
        return any(self[name].errors for name in SETTINGS if name in self)

    def typed(self) -> Values:
        """What stands in the form; a file that came with it is taken care of elsewhere."""
        unread = ("csrf_token", "image_upload")
        return {name: value for name, value in self.data.items() if name not in unread}

    def offer_sources(self, sources: Iterable[tuple[str, str]]) -> None:
        """Give the fields that choose a source what there is, as (id, title)."""

    def path_of(self, path: Path) -> Path:
        """Lead from a place in the native form to the field that holds it."""
        return path

    @classmethod
    def is_blank_row(cls, row: Values) -> bool:
        """Whether nothing stands in a row."""
        return all(
            (value.strip() if isinstance(value, str) else value) == cls.blank_row[name]
            for name, value in row.items()
        )

    @classmethod
    def new_row(cls, rows: list[Values], what: str) -> Values:
        """A row to be added to these; `what` comes with the button that adds it."""
        return dict(cls.blank_row)

    @classmethod
    def trimmed(cls, row: Values) -> Values:
        """A row without the blank rows inside it."""
        return row

    @classmethod
    def padded(cls, row: Values) -> Values:
        """A row with the blank rows inside it that a new one shows."""
        return row

    @classmethod
    def longer(cls, row: Values) -> Values:
        """A row with one more blank row inside it."""
        return row

    @classmethod
    def as_fields(cls, values: Values) -> Values:
        """The values under the names of the fields, where the two differ."""
        return values

    @classmethod
    def body_values(cls, content: dict[str, Any]) -> Values:
        """The values of the kind's own fields, from a native dict; {} is a new question."""
        raise NotImplementedError

    @classmethod
    def body_content(cls, values: Values) -> dict[str, Any]:
        """The native keys of the kind, from its values without blank rows."""
        raise NotImplementedError
