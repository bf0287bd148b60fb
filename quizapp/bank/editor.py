"""One opened editor: what was typed, what is wrong with it, what the page shows beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import MultiDict

from quizapp.bank import comparing, editing, preview, queries, sent_before, sheets
from quizapp.bank.actions import new_ref
from quizapp.bank.comparing import Difference
from quizapp.bank.problem_fields import Fault, show
from quizapp.bank.words import STATUSES
from quizapp.errors import Problem
from quizapp.formats import native
from quizapp.models.bank import Question, QuestionVersion
from quizapp.questions import Question as Content
from quizapp.web.forms import choices

if TYPE_CHECKING:
    from quizapp.bank.forms import QuestionForm

Native = dict[str, Any]
Sent = MultiDict[str, str]


@dataclass(slots=True)
class Editor:
    """A form of one kind over a native question; `question` is None for a new one."""

    form_class: "type[QuestionForm]"
    original: Native
    question: Question | None = None
    # The version that stands in the bank, and the name of it: a typo may be mended without a new version.
    version: QuestionVersion | None = None
    stands: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # Where the reader goes on: the row and the control that a button of the rows leads to.
    focus: tuple[int, str] | None = None
    preview: dict[str, Any] | None = None
    # What this reader had typed when somebody else turned out to have saved, as it was sent; see `comparing`.
    typed_before: str = ""
    is_sent: bool = False

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
        editor = cls(form_class, content, question, version, comparing.stands(version, question.status))
        editor.values = editing.values_of(form_class, content) | {"version": editor.stands}
        return editor

    def submit(self, button: str, sent: Sent, found: Sequence[Problem] = ()) -> Native | None:
        """Take over what was sent; returns the native question where it is fit and is to be stored.

        `found` is what is wrong already: with a file that came along.
        """
        content = self.take_over(sent)
        self.typed_before = sent_before.checked(sent.get("compared", ""))
        self.problems = list(found)
        if self._press(button):
            return None
        if button == "preview":
            self.preview = preview.preview_of(content)
            self.problems += self.preview.get("problems", [])
            return None
        self.problems += self._faults(content)
        if self._is_overtaken():
            self._compare(sent)
        return None if self.problems else content

    def take_over(self, sent: Sent) -> Native:
        """Show what was sent; returns it as a native question, not checked yet."""
        self.is_sent = True
        self.values = self.form_class(formdata=sent).typed()
        return editing.content_of(self.form_class, self.values, self.original)

    def _press(self, button: str) -> bool:
        """Do what a button inside the form says; False for the buttons that are about the whole of it."""
        pressed = editing.press(self.form_class, self.values, button)
        if pressed:
            self.values, self.focus = pressed.values, (pressed.row, pressed.control)
            return True
        verb, _, rest = button.partition(":")
        if verb == "take":
            self._take(*rest.partition(":")[::2])
        if button == "remove_image":
            self.values |= {"image_file": "", "image_alt": ""}
        is_inside = verb in ("take", "remove_image", "upload", "bring_back")
        if not is_inside:
            self.values = editing.without_blank_rows(self.form_class, self.values)
        return is_inside

    def _faults(self, content: Native) -> list[Problem]:
        faults = all_problems(content)
        if not faults and content.get("status") == "ready":
            faults = sheets.blocking(Content.from_dict(content))
        return faults

    def _is_overtaken(self) -> bool:
        """Whether somebody saved the question since it was opened here."""
        return self.question is not None and self.values.get("version") != self.stands

    def _compare(self, sent: Sent) -> None:
        """Show both sides. What was typed stays; what only the other one changed stands as they left it."""
        assert self.question is not None
        self.problems.append(Problem("changed_meanwhile", (), {"version": self.question.version}))
        self.typed_before = sent_before.kept(sent)
        earlier = comparing.content_that_stood(self.question, self.values.get("version") or "")
        base = editing.values_of(self.form_class, earlier) if earlier else None
        merged = comparing.merged(self.form_class, base, self._theirs(), self.values)
        self.values = merged | {"version": self.stands}

    def _theirs(self) -> dict[str, Any]:
        return editing.values_of(self.form_class, self.original)

    def _mine(self) -> dict[str, Any]:
        typed = self.form_class(formdata=sent_before.read(self.typed_before)).typed()
        return editing.without_blank_rows(self.form_class, typed)

    def _take(self, side: str, name: str) -> None:
        """Put one side of a difference into the form."""
        if not self.typed_before or side not in comparing.SIDES:
            return
        sides = {"theirs": self._theirs(), "mine": self._mine()}
        both = comparing.differences(self.form_class, sides["theirs"], sides["mine"], self.values)
        chosen = next((each for each in both if each.name == name), None)
        if chosen:
            kept = editing.without_blank_rows(self.form_class, self.values)
            self.values = comparing.taken(self.form_class, kept, name, getattr(chosen, side))

    def differences(self) -> list[Difference]:
        """Where this reader and whoever saved in the meantime do not agree; [] where nobody did."""
        if not self.typed_before:
            return []
        now = editing.without_blank_rows(self.form_class, self.values)
        return comparing.differences(self.form_class, self._theirs(), self._mine(), now)

    def shown_form(self) -> "tuple[QuestionForm, list[Fault]]":
        """The form with what was typed and the problems beside their fields, and the list of all of them."""
        values = editing.with_spare_rows(self.form_class, self.values)
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


def all_problems(content: Native) -> list[Problem]:
    """What is wrong with a native question, found in one go.

    The check looks no further while a text is missing; a form should not send its reader back twice.
    """
    problems = native.check_question(content)
    if problems and all(problem.path[:1] in (("stem",), ("topic",), ("image",)) for problem in problems):
        filled = {key: value for key, value in content.items() if key != "image"}
        more = native.check_question(filled | {"stem": "–", "topic": "–"})
        problems += [problem for problem in more if problem not in problems]
    return problems
