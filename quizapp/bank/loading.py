"""Loading the bank's files into the database. Idempotent, and nothing that a student was given ever changes.

A changed question becomes a new version; one that vanished from the files is retired; one that a teacher
edited in the app stays as edited until its file changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from quizapp.bank.actions import add_question, change_question, digest_of
from quizapp.db import db
from quizapp.facts import Source as SourceContent
from quizapp.models.bank import Fact, Question, Source
from quizapp.questions import Question as Content

# Equal to no digest: a question that comes back to the files is loaded again.
VANISHED = "vanished"


@dataclass(slots=True)
class Loaded:
    """What loading did to the questions."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    unchanged: int = 0


def load_bank(questions: Iterable[Content], sources: Iterable[SourceContent], *, now: datetime) -> Loaded:
    """Bring the database to what the files say; the files must have passed their check."""
    _load_sources(sources)
    loaded = Loaded()
    known = {question.ref: question for question in db.session.scalars(select(Question))}
    seen = set()
    for content in questions:
        seen.add(content.id)
        _load_question(known.get(content.id), content, loaded, now)
    _retire_vanished(known, seen, loaded, now)
    db.session.flush()
    return loaded


def _load_sources(sources: Iterable[SourceContent]) -> None:
    for content in sources:
        db.session.merge(
            Source(
                id=content.id,
                title=content.title,
                publisher=content.publisher,
                published=content.published,
                language=content.language,
            )
        )
        _load_facts(content)
    db.session.flush()


def _load_facts(content: SourceContent) -> None:
    there = {fact.id for fact in content.facts}
    for old in db.session.scalars(select(Fact).where(Fact.source_id == content.id)):
        old.is_retired = old.id not in there
    for position, fact in enumerate(content.facts, 1):
        db.session.merge(
            Fact(
                id=fact.id,
                source_id=content.id,
                position=position,
                content=fact.to_dict(),
                is_retired=False,
            )
        )


def _load_question(known: Question | None, content: Content, loaded: Loaded, now: datetime) -> None:
    digest = digest_of(content)
    if known is None:
        question = add_question(content.to_dict(), author=None, now=now)
        question.file_digest = digest
        loaded.added += 1
        return
    if known.file_digest == digest:
        loaded.unchanged += 1  # it stays as it may have been edited, or retired, in the app
        return
    change_question(known, content.to_dict(), author=None, now=now)
    known.file_digest = digest
    loaded.changed += 1


def _retire_vanished(known: dict[str, Question], seen: set[str], loaded: Loaded, now: datetime) -> None:
    for ref, question in known.items():
        if question.file_digest is not None and ref not in seen and question.status != "retired":
            question.status, question.updated_at = "retired", now
            question.file_digest = VANISHED
            loaded.retired += 1
