"""What stands beside the form of the editor: how the question looks so far, and what to say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from quizapp.bank import margin, preview
from quizapp.bank.editor import Editor, all_problems
from quizapp.bank.images import image_html
from quizapp.bank.listing import authors_of
from quizapp.bank.messages import mend, sentence
from quizapp.errors import Problem
from quizapp.questions import Question as Content
from quizapp.translations import gettext
from quizapp.web.text import markdown

PLAIN = 500  # characters that are shown of a stem that cannot be drawn


@dataclass(frozen=True, slots=True)
class Aside:
    """`view` as preview.teacher_view, or None with the stem alone and what is `missing` for the rest."""

    view: dict[str, Any] | None
    stem_html: Markup
    missing: list[str]
    notes: list[margin.Note]
    overtaken_text: str


def aside_of(editor: Editor, content: dict[str, Any], banks: Sequence[int]) -> Aside:
    """What stands beside a question as it was typed (native, not checked yet); `banks` are the reader's."""
    content = content | {"topic": content.get("topic") or preview.NO_TOPIC}
    problems = all_problems(content)
    whole = None if problems else Content.from_dict(content)
    return Aside(
        view=preview.teacher_view(whole) if whole else None,
        stem_html=_stem(content, problems) + image_html(content.get("image", {})),
        missing=[f"{sentence(problem)} {mend(problem)}" for problem in problems],
        notes=margin.notes_on(whole, banks) if whole else [],
        overtaken_text=overtaken_text(editor),
    )


def _stem(content: dict[str, Any], problems: list[Problem]) -> Markup:
    """The stem as far as it can be drawn: what is too long or too deep stays plain."""
    stem = str(content.get("stem", ""))
    is_fit = all(problem.path[:1] != ("stem",) for problem in problems)
    return markdown(stem) if is_fit else escape(stem[:PLAIN])


def overtaken_text(editor: Editor) -> str:
    """That somebody else saved the question since it was opened; "" where nobody did."""
    if editor.version is None or editor.values.get("version") == editor.stands:
        return ""
    return gettext("%(who)s Go on: when you save, you are shown both side by side.", who=who_saved(editor))


def who_saved(editor: Editor) -> str:
    """Who made the version that stands in the bank."""
    if editor.version is None:
        return ""
    name = authors_of([editor.version]).get(editor.version.created_by_id or 0)
    number = editor.version.number
    if name is None:
        return gettext("Version %(number)d of this question stands in the bank now.", number=number)
    return gettext("%(name)s saved this question as version %(number)d.", name=name, number=number)
