"""One opened editor: what was typed, what is wrong with it, what the page shows beside it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quizapp.bank import editing, preview, queries, sheets
from quizapp.bank.actions import new_ref
from quizapp.bank.problem_fields import Fault, show
from quizapp.bank.words import STATUSES
from quizapp.errors import Problem
from quizapp.formats import native
from quizapp.models.bank import Question
from quizapp.questions import Question as Content
from quizapp.web.forms import choices

if TYPE_CHECKING:
    from quizapp.bank.forms import QuestionForm


@dataclass(slots=True)
class Editor:
    """A form of one kind over a native question; `question` is None for a new one."""

    form_class: "type[QuestionForm]"
    original: dict[str, Any]
    question: Question | None = None
    # Names what stands in the bank: a typo may be mended without a new version.
    stands: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # Where the reader goes on: the row and the control that a button of the rows leads to.
    focus: tuple[int, str] | None = None
    preview: dict[str, Any] | None = None

    @classmethod
    def new(cls, form_class: "type[QuestionForm]", topic: str = "") -> "Editor":
        """An empty form for a question of its kind."""
        editor = cls(form_class, {"id": new_ref(), "kind": form_class.kind})
        editor.values = editing.values_of(editor.form_class, {"topic": topic})
        return editor

    @classmethod
    def of(cls, form_class: "type[QuestionForm]", question: Question) -> "Editor":
        """The form of a question of the bank, as it stands."""
        version = queries.current_version(question)
        content = version.content | {"status": question.status}
        editor = cls(form_class, content, question, stands=f"{version.number}-{version.digest[:12]}")
        editor.values = editing.values_of(editor.form_class, content)
        return editor

    def submit(self, button: str) -> dict[str, Any] | None:
        """Take over what was sent; returns the native question where it is fit and is to be stored."""
        self.values = self.form_class().typed()
        pressed = editing.press(self.form_class, self.values, button)
        if pressed:
            self.values, self.focus = pressed.values, (pressed.row, pressed.control)
            return None
        self.values = editing.without_blank_rows(self.form_class, self.values)
        content = editing.content_of(self.form_class, self.values, self.original)
        if button == "preview":
            self.preview = preview.preview_of(content)
            self.problems = self.preview.get("problems", [])
            return None
        self.problems = self._faults(content)
        return None if self.problems else content

    def _faults(self, content: dict[str, Any]) -> list[Problem]:
        faults = all_problems(content)
        if not faults and content.get("status") == "ready":
            faults = sheets.blocking(Content.from_dict(content))
        return faults + self._changed_meanwhile()

    def _changed_meanwhile(self) -> list[Problem]:
        if self.question is None or self.values.get("version") == self.stands:
            return []
        return [Problem("changed_meanwhile", (), {"version": self.question.version})]

    def shown_form(self) -> "tuple[QuestionForm, list[Fault]]":
        """The form with what was typed and the problems beside their fields, and the list of all of them."""
        values = editing.with_spare_rows(self.form_class, self.values)
        values["version"] = self.stands
        form = self.form_class(formdata=None, data=self.form_class.as_fields(values))
        statuses = [status for status in STATUSES if status != "retired" or self.is_retired]
        form.status.choices = choices((status, STATUSES[status]) for status in statuses)
        if form.names_sources:
            form.offer_sources((source.id, source.title) for source in queries.sources())
        return form, show(form, self.problems)

    @property
    def is_retired(self) -> bool:
        """Whether the question is out of use now."""
        return self.question is not None and self.question.status == "retired"


def all_problems(content: dict[str, Any]) -> list[Problem]:
    """What is wrong with a native question, found in one go.

    The check looks no further while a text is missing; a form should not send its reader back twice.
    """
    problems = native.check_question(content)
    if problems and all(problem.path[:1] in (("stem",), ("topic",)) for problem in problems):
        problems += native.check_question(content | {"stem": "–", "topic": "–"})
    return problems
