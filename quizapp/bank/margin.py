"""The margin of the editor: what proofreading says of the question that somebody writes, in its bank."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from markupsafe import Markup
from sqlalchemy import select

from quizapp.bank import sheets
from quizapp.bank.messages import mend, sentence
from quizapp.bank.queries import with_content
from quizapp.db import db
from quizapp.errors import Problem
from quizapp.models.bank import Question, QuestionVersion
from quizapp.questions import Question as Content
from quizapp.web.text import inline_markdown

MOST_NOTES = 8
LONGEST_NAME = 80  # characters of another question's stem


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for the margin; the id of the other question, where it is about one."""

    text: str
    question_id: int | None = None


def notes_on(content: Content, banks: Collection[int]) -> list[Note]:
    """What proofreading says of a question as it is typed, beside those of its topic in these banks.

    Another question is called by its stem, since its name in files says nothing to whoever writes.
    """
    problems = [finding.problem for finding in sheets.margin(content, banks)][:MOST_NOTES]
    stems = _stems({str(problem.params["other"]) for problem in problems if "other" in problem.params})
    return [_note(problem, stems) for problem in problems]


def _note(problem: Problem, stems: dict[str, tuple[int, str]]) -> Note:
    other = stems.get(str(problem.params.get("other", "")))
    if other is None:
        return Note(f"{sentence(problem)} {mend(problem)}")
    named = replace(problem, params={**problem.params, "other": other[1]})
    return Note(f"{sentence(named)} {mend(named)}", other[0])


def _stems(refs: Collection[str]) -> dict[str, tuple[int, str]]:
    """The ids and stems of these questions, by their names in files."""
    if not refs:
        return {}
    query = with_content(select(Question.ref, Question.id, QuestionVersion.content))
    rows = db.session.execute(query.where(Question.ref.in_(refs)))
    return {ref: (question_id, _short(content["stem"])) for ref, question_id, content in rows}


def _short(stem: str) -> str:
    text = Markup(inline_markdown(stem)).striptags()
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME].rstrip()}…"
