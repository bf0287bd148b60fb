"""The margin of the editor: what proofreading says of the question that somebody writes, in its bank."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from quizapp.bank import sheets
from quizapp.bank.messages import mend, sentence
from quizapp.bank.queries import with_content
from quizapp.bank.wanted import IN_USE
from quizapp.db import db
from quizapp.models.bank import Question, QuestionVersion
from quizapp.proofreading.finding import Finding
from quizapp.proofreading.habits import check_habits
from quizapp.proofreading.leaks import leaks
from quizapp.questions import Question as Content
from quizapp.translations import gettext

# So many questions of the topic, the newest first, are looked at while somebody types.
MOST_NEIGHBORS = 150
MOST_NOTES = 8


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for the margin, and the question that it leads to, where it is about another one too."""

    text: str
    question_id: int | None = None
    stem: str = ""


def notes_on(content: Content, but: int | None) -> list[Note]:
    """What proofreading says of a question as it is typed; `but` is its id in the bank, if it is there.

    Said by itself and against its facts; beside the newest questions of its topic: whether one tells the
    answer of the other, and whether the keys of the topic always stand in one place.
    """
    alone = [Note(f"{sentence(problem)} {mend(problem)}") for problem in sheets.findings(content)]
    neighbors = _neighbors(content.topic, but)
    contents = [each for _, each in neighbors]
    together = _beside(content, neighbors, leaks([content, *contents]))
    return [*alone, *together, *_habits(content, contents)][:MOST_NOTES]


def _neighbors(topic: str, but: int | None) -> list[tuple[int, Content]]:
    query = with_content(select(Question.id, QuestionVersion.content))
    query = query.where(Question.topic == topic, Question.status.in_(IN_USE), Question.id != (but or 0))
    rows = db.session.execute(query.order_by(Question.id.desc()).limit(MOST_NEIGHBORS))
    return [(question_id, Content.from_dict(content)) for question_id, content in rows]


def _beside(
    content: Content, neighbors: Sequence[tuple[int, Content]], found: Iterable[Finding]
) -> Iterator[Note]:
    by_ref = {each.id: (question_id, each.stem) for question_id, each in neighbors}
    for finding in found:
        other = str(finding.problem.params["other"])
        if finding.subject == content.id and other in by_ref:
            yield Note(gettext("This question tells the answer of another one:"), *by_ref[other])
        elif other == content.id and finding.subject in by_ref:
            yield Note(gettext("Another question tells the answer of this one:"), *by_ref[finding.subject])


def _habits(content: Content, neighbors: Sequence[Content]) -> Iterator[Note]:
    """What holds of the topic with this question, and did not without it or is a habit this one follows."""
    for finding in check_habits([content, *neighbors]):
        if finding.subject == content.id:
            yield Note(f"{sentence(finding.problem)} {mend(finding.problem)}")
