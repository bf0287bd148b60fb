"""One change to many questions, and its undoing. Nothing here commits.

A question that cannot be changed, or needs no change, is passed over and said, never the reason to stop.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from quizapp.bank import shelves
from quizapp.bank.actions import change_question, move_to_bank, set_status
from quizapp.bank.queries import QuestionRow, question_rows
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.models.accounts import Person
from quizapp.models.bank import BulkChange, Question, QuestionVersion

MOST = 500
KINDS_OF_CHANGE = ("tag", "move", "bank", "retire")
MAY_BE_UNDONE_FOR = timedelta(hours=1)
State = tuple[int, str, int]  # version, status, bank id


@dataclass(slots=True)
class Done:
    """How many were changed, and how many were passed over by why.

    Codes: not_there, not_yours (in a bank that the person may not edit), has_tag, in_topic, in_bank,
    is_retired, not_fit (it would not pass its check), changed_since.
    """

    count: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class LastChange:
    """A change that may still be undone."""

    batch: str
    count: int


def change_many(question_ids: Sequence[int], what: str, value: str, *, person: Person, now: datetime) -> Done:
    """Tag, move to a topic or a bank (`value` says which) or retire these questions, at most MOST of them.

    Raises Refused where there is nothing to do it with: nothing_ticked, no_tag, no_topic, no_bank.
    """
    if not question_ids:
        raise Refused("nothing_ticked")
    value = " ".join(value.split())
    editable = set(shelves.bank_ids(person, may_edit=True))
    _check(what, value, editable)
    ids = list(dict.fromkeys(question_ids))[:MOST]
    usable = set(shelves.bank_ids(person))
    rows = {i: row for i, row in question_rows(ids).items() if row.question.bank_id in usable}
    batch, done = secrets.token_urlsafe(9), Done()
    done.skipped["not_there"] = len(ids) - len(rows)
    for row in (rows[i] for i in ids if i in rows):
        before = _state(row.question)
        is_editable = row.question.bank_id in editable
        why_not = _change(row, what, value, person, now) if is_editable else "not_yours"
        if why_not:
            done.skipped[why_not] += 1
            continue
        done.count += 1
        _remember(row.question, before, batch, person, now)
    db.session.flush()
    return done


def _check(what: str, value: str, editable: Collection[int]) -> None:
    """Is there something to do it with?"""
    if what in ("tag", "move") and not value:
        raise Refused("no_tag" if what == "tag" else "no_topic")
    if what == "bank" and value not in {str(bank_id) for bank_id in editable}:
        raise Refused("no_bank")


def _state(question: Question) -> State:
    return question.version, question.status, question.bank_id


def _change(row: QuestionRow, what: str, value: str, person: Person, now: datetime) -> str | None:
    """Change one question; returns why not, where it stays as it was."""
    question = row.question
    if what == "retire":
        if question.status == "retired":
            return "is_retired"
        set_status(question, "retired", now)
        return None
    if what == "bank":
        if question.bank_id == int(value):
            return "in_bank"
        move_to_bank(question, int(value), now)
        return None
    if what == "tag":
        tags = row.content.get("tags", [])
        return "has_tag" if value in tags else _store(row, {"tags": [*tags, value]}, person, now)
    return "in_topic" if question.topic == value else _store(row, {"topic": value}, person, now)


def _store(row: QuestionRow, changes: Mapping[str, Any], person: Person, now: datetime) -> str | None:
    content = row.content | {"status": row.question.status} | dict(changes)
    try:
        change_question(row.question, content, author=person, now=now)
    except Invalid:
        return "not_fit"
    return None


def _remember(question: Question, before: State, batch: str, person: Person, now: datetime) -> None:
    db.session.add(
        BulkChange(
            batch=batch,
            question_id=question.id,
            person_id=person.id,
            at=now,
            before_version=before[0],
            before_status=before[1],
            before_bank_id=before[2],
            after_version=question.version,
            after_status=question.status,
            after_bank_id=question.bank_id,
        )
    )


def last_change(person: Person, now: datetime) -> LastChange | None:
    """The last change to many questions by this person, while it may be undone."""
    last = db.session.scalars(
        select(BulkChange)
        .where(BulkChange.person_id == person.id, BulkChange.at > now - MAY_BE_UNDONE_FOR)
        .order_by(BulkChange.at.desc())
        .limit(1)
    ).first()
    if last is None or last.undone_at is not None:
        return None
    count = db.session.scalar(
        select(func.count()).select_from(BulkChange).where(BulkChange.batch == last.batch)
    )
    return LastChange(last.batch, count or 0)


def undo(batch: str, *, person: Person, now: datetime) -> Done:
    """Bring questions back to what they were before a change; those changed since then stay as they are.

    Raises NotFound for what is no change of this person, Refused where it was undone already.
    """
    rows = db.session.execute(
        select(BulkChange, Question)
        .join(Question, Question.id == BulkChange.question_id)
        .where(BulkChange.batch == batch, BulkChange.person_id == person.id)
    ).all()
    if not rows:
        raise NotFound
    if any(change.undone_at for change, _ in rows):
        raise Refused("nothing_to_undo")
    done, editable = Done(), set(shelves.bank_ids(person, may_edit=True))
    for change, question in rows:
        change.undone_at = now
        is_editable = {change.before_bank_id, question.bank_id} <= editable
        why_not = _bring_back(change, question, person, now) if is_editable else "not_yours"
        if why_not:
            done.skipped[why_not] += 1
        else:
            done.count += 1
    db.session.flush()
    return done


def _bring_back(change: BulkChange, question: Question, person: Person, now: datetime) -> str | None:
    if _state(question) != (change.after_version, change.after_status, change.after_bank_id):
        return "changed_since"
    move_to_bank(question, change.before_bank_id, now)
    if change.before_version == change.after_version:
        set_status(question, change.before_status, now)
        return None
    content = db.session.scalars(
        select(QuestionVersion.content).where(
            QuestionVersion.question_id == question.id, QuestionVersion.number == change.before_version
        )
    ).one()
    return _store(QuestionRow(question, content), {"status": change.before_status}, person, now)
