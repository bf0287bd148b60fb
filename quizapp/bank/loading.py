"""Loading the bank's files into the database. Idempotent, and nothing that a student was given ever changes.

A changed question becomes a new version; one that vanished from the files is retired; one that a teacher
edited in the app stays as edited until its file changes. The same goes for facts (`fact_loading`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from quizapp.bank.actions import add_question, change_question, digest_of, set_needs_check
from quizapp.bank.fact_loading import load_facts
from quizapp.bank.sheets import fact_index
from quizapp.db import db
from quizapp.facts import Source as SourceContent
from quizapp.models.bank import Question, Source
from quizapp.proofreading.answers import check_answers
from quizapp.questions import Question as Content

# Equal to no digest: a question that comes back to the files is loaded again.
VANISHED = "vanished"


@dataclass(slots=True)
class Loaded:
    """What loading did to the questions, and the facts whose corrections gave way to their sheets."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0
    overruled: list[str] = field(default_factory=list)


def load_bank(questions: Iterable[Content], sources: Iterable[SourceContent], *, now: datetime) -> Loaded:
    """Bring the database to what the files say; the files must have passed their check."""
    loaded = Loaded()
    for source in sources:
        loaded.overruled += _load_source(source, now)
    known = {question.ref: question for question in db.session.scalars(select(Question))}
    seen, changed = set(), []
    for content in questions:
        seen.add(content.id)
        if question := _load_question(known.get(content.id), content, loaded, now):
            changed.append((question, content))
    _retire_vanished(known, seen, loaded, now)
    db.session.flush()
    _check_against_corrections(changed)
    return loaded


def _load_source(content: SourceContent, now: datetime) -> list[str]:
    db.session.merge(
        Source(
            id=content.id,
            title=content.title,
            publisher=content.publisher,
            published=content.published,
            language=content.language,
        )
    )
    db.session.flush()
    return load_facts(content, now)


def _load_question(
    known: Question | None, content: Content, loaded: Loaded, now: datetime
) -> Question | None:
    """Load one question; returns it where it is new or changed."""
    digest = digest_of(content)
    if known is None:
        question = add_question(content.to_dict(), author=None, now=now)
        question.file_digest = digest
        loaded.added += 1
        return question
    if known.file_digest == digest:
        loaded.unchanged += 1  # it stays as it may have been edited, or retired, in the app
        return None
    change_question(known, content.to_dict(), author=None, now=now)
    known.file_digest = digest
    loaded.changed += 1
    return known


def _check_against_corrections(changed: Iterable[tuple[Question, Content]]) -> None:
    """The files were checked by themselves; a fact that was corrected in the app may say otherwise."""
    index = fact_index()
    for question, content in changed:
        set_needs_check(question, any(check_answers(content, index)))
    db.session.flush()


def _retire_vanished(known: dict[str, Question], seen: set[str], loaded: Loaded, now: datetime) -> None:
    for ref, question in known.items():
        if question.file_digest is not None and ref not in seen and question.status != "retired":
            question.status, question.updated_at = "retired", now
            question.file_digest = VANISHED
            loaded.retired += 1
