"""Writes of single questions. Nothing here commits. Whole files are loaded in `loading`."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from quizapp.bank import fulltext, queries
from quizapp.bank.mending import mending_problems
from quizapp.db import db
from quizapp.documents.images import size_of
from quizapp.errors import Invalid, Problem
from quizapp.formats import native
from quizapp.models.accounts import Person
from quizapp.models.bank import (
    SCHOOL_BANK,
    Fact,
    MendedVersion,
    Question,
    QuestionFact,
    QuestionImage,
    QuestionStandard,
    QuestionVersion,
)
from quizapp.questions import Question as Content
from quizapp.values.folding import fold

# They stand beside the content in the table, so that changing them makes no new version.
BESIDE_CONTENT = ("status", "version")


def new_ref() -> str:
    """An id for a question that is written in the app."""
    return f"own-{secrets.token_hex(5)}"


def add_question(
    content: Mapping[str, Any], *, author: Person | None, now: datetime, bank_id: int = SCHOOL_BANK
) -> Question:
    """Add a question from its native form to a bank; raises Invalid with what is wrong."""
    fit = _fit(content)
    question = Question(
        ref=fit.id,
        bank_id=bank_id,
        topic=fit.topic,
        kind=fit.kind,
        status=fit.status,
        version=1,
        search_text="",
        author_id=author.id if author else None,
        created_at=now,
        updated_at=now,
    )
    if db.session.scalar(select(Question.id).where(Question.ref == fit.id)) is not None:
        raise Invalid([Problem("duplicate_id", ("id",), {"id": fit.id})])
    db.session.add(question)
    db.session.flush()
    _add_version(question, fit, author, now)
    _keep_findable(question, fit)
    return question


def change_question(
    question: Question, content: Mapping[str, Any], *, author: Person | None, now: datetime
) -> bool:
    """Store a changed question as its next version; attempts keep the version they were given.

    Returns whether there is a new version. Raises Invalid with what is wrong; nothing is stored then.
    """
    fit = _fit({**content, "id": question.ref})
    question.status = fit.status
    if digest_of(fit) == _current_digest(question):
        return False
    question.version += 1
    question.updated_at = now
    _add_version(question, fit, author, now)
    _keep_findable(question, fit)
    return True


def mend_question(
    question: Question, content: Mapping[str, Any], *, author: Person | None, now: datetime
) -> bool:
    """Mend a typo in the current version, for everybody who was given it; what stood there is kept.

    Returns whether anything changed. Raises Invalid with what is wrong, or where it is more than a typo: see
    `mending.mending_problems`; nothing is stored then.
    """
    fit = _fit({**content, "id": question.ref})
    version = queries.current_version(question)
    question.status = fit.status
    if digest_of(fit) == version.digest:
        return False
    if problems := mending_problems(question, Content.from_dict(version.content), fit):
        raise Invalid(problems)
    db.session.add(
        MendedVersion(
            question_version_id=version.id,
            content_before=version.content,
            at=now,
            by_id=author.id if author else None,
        )
    )
    version.content, version.digest = stored_content(fit), digest_of(fit)
    question.updated_at = now
    _keep_findable(question, fit)
    for table in (QuestionFact, QuestionImage):
        db.session.execute(delete(table).where(table.question_version_id == version.id))
    _link(version, fit)
    return True


def set_status(question: Question, status: str, now: datetime) -> None:
    """Retire a question, or bring it back; quizzes and attempts that have it keep it."""
    question.status = status
    question.updated_at = now


def move_to_bank(question: Question, bank_id: int, now: datetime) -> None:
    """Put a question into another bank; quizzes that have it keep it."""
    question.bank_id = bank_id
    question.updated_at = now


def set_needs_check(question: Question, needs_check: bool) -> None:
    """Say that somebody should look at a question again, or that somebody did."""
    question.needs_check = needs_check


def _fit(content: Mapping[str, Any]) -> Content:
    problems = native.check_question(dict(content))
    if problems:
        raise Invalid(problems)
    fit = Content.from_dict(content)
    known = set(db.session.scalars(select(Fact.id).where(Fact.id.in_(fit.facts))))
    unknown = [fact for fact in fit.facts if fact not in known]
    if unknown:
        raise Invalid([Problem("unknown_fact", ("facts",), {"fact": unknown[0]})])
    return fit


def _add_version(question: Question, content: Content, author: Person | None, now: datetime) -> None:
    version = QuestionVersion(
        question_id=question.id,
        number=question.version,
        content=stored_content(content),
        digest=digest_of(content),
        created_at=now,
        created_by_id=author.id if author else None,
    )
    db.session.add(version)
    db.session.flush()
    _link(version, content)


def _link(version: QuestionVersion, content: Content) -> None:
    """Keep which facts a version cites, and which image it shows."""
    db.session.add_all(
        QuestionFact(question_version_id=version.id, fact_id=fact) for fact in dict.fromkeys(content.facts)
    )
    if content.image and size_of(content.image["file"]):
        db.session.add(QuestionImage(question_version_id=version.id, file=content.image["file"]))
    db.session.flush()


def _keep_findable(question: Question, content: Content) -> None:
    """Bring all that a search looks at to what the current version says."""
    question.topic, question.kind, question.difficulty = content.topic, content.kind, content.difficulty
    question.search_text = search_text(content)
    db.session.execute(delete(QuestionStandard).where(QuestionStandard.question_id == question.id))
    db.session.add_all(
        QuestionStandard(standard=standard, question_id=question.id)
        for standard in dict.fromkeys(content.standards)
    )
    db.session.flush()
    fulltext.keep(question.id, content.stem, question.search_text)


def _current_digest(question: Question) -> str | None:
    return db.session.scalar(
        select(QuestionVersion.digest).where(
            QuestionVersion.question_id == question.id, QuestionVersion.number == question.version
        )
    )


def stored_content(content: Content) -> dict[str, Any]:
    """The native form as a version keeps it."""
    return {key: value for key, value in content.to_dict().items() if key not in BESIDE_CONTENT}


def digest_of(content: Content) -> str:
    """SHA-256 (hexadecimal) of the stored content: equal means the same question."""
    canonical = json.dumps(stored_content(content), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def search_text(content: Content) -> str:
    """What a search looks through, folded."""
    parts = [content.stem, content.topic, content.explanation, *content.tags, content.id]
    parts += content.body.asked_texts()
    return fold(" ".join([*parts, *content.body.key_texts(), *content.body.distractor_texts()]))
