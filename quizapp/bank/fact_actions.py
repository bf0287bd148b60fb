"""Writes of facts: correct one, give it an end, write one that holds in its place. Nothing here commits."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update

from quizapp.bank.fact_checks import problems_of, still_says_the_old
from quizapp.bank.fact_queries import is_citing
from quizapp.bank.sheets import content_of
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Problem
from quizapp.facts import Fact as Content
from quizapp.facts import Source as SourceContent
from quizapp.formats.native import check_source
from quizapp.models.accounts import Person
from quizapp.models.bank import Fact, FactChange, Question, Source
from quizapp.values.folding import fold

Native = Mapping[str, Any]
# Where a fact stands and what it is compared with; the rest is what it says.
PLACES = ("paragraphs", "terms", "differs_from")
ENDS = ("expired", "superseded_by")
LONGEST_ID = 60


def digest_of(content: Content) -> str:
    """SHA-256 (hexadecimal) of the native form: equal means the same fact."""
    canonical = json.dumps(content.to_dict(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def correct_fact(
    fact_id: str,
    native: Native,
    *,
    reason: str,
    teacher: Person,
    now: datetime,
    seen: str,
    paragraphs: Sequence[str] = (),
) -> int:
    """Let a fact say what `native` says; returns how many questions are to be checked for it.

    `seen` is the digest of the fact as the teacher saw it, `paragraphs` the school's copy of its source.
    Raises Invalid with what is wrong; nothing is stored then.
    """
    fact, before = locked(fact_id)
    after = Content.from_dict(native, fact.source_id)
    problems = meanwhile(before, seen) + no_reason(reason) + shape(fact, after, paragraphs)
    if not problems:
        problems = still_says_the_old(before, after)
    if problems:
        raise Invalid(problems)
    return store(fact, after, cause="corrected", reason=reason, by=teacher, now=now)


def end_fact(
    fact_id: str,
    *,
    as_of: str | None,
    expired: str | None,
    superseded_by: str | None,
    reason: str,
    teacher: Person,
    now: datetime,
    seen: str,
) -> int:
    """Say from when on a fact is no longer so, and which one holds in its place; None takes either back.

    Dates are EDTF. Returns how many questions are to be checked for it; raises Invalid with what is wrong.
    """
    fact, before = locked(fact_id)
    after = replace(before, as_of=as_of, expired=expired, superseded_by=superseded_by)
    problems = meanwhile(before, seen) + no_reason(reason) + shape(fact, after)
    if problems:
        raise Invalid(problems)
    return store(fact, after, cause="ended", reason=reason, by=teacher, now=now)


def write_fact(source: Source, native: Native, *, reason: str, teacher: Person, now: datetime) -> Fact:
    """Add a fact to a source; its id is made here. Raises Invalid with what is wrong."""
    content = Content.from_dict({**native, "id": f"own-{secrets.token_hex(4)}"}, source.id)
    if problems := problems_of(content, source_content(source)):
        raise Invalid(problems)
    last = db.session.scalar(select(func.max(Fact.position)).where(Fact.source_id == source.id))
    fact = Fact(id=content.id, source_id=source.id, position=(last or 0) + 1, content=content.to_dict())
    db.session.add(fact)
    db.session.flush()
    _record(fact, None, content, cause="written", reason=reason, by=teacher, now=now)
    return fact


def write_source(*, title: str, publisher: str, published: str) -> Source:
    """Add a source without facts, for one that is to be written. `published` is EDTF or "".

    Raises Invalid with what is wrong.
    """
    base = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:LONGEST_ID].strip("-") or "source"
    name = base if db.session.get(Source, base) is None else f"{base}-{secrets.token_hex(3)}"
    made = Source(id=name, title=title.strip(), publisher=publisher.strip(), published=published)
    if problems := check_source(source_content(made).to_dict()):
        raise Invalid(problems)
    db.session.add(made)
    db.session.flush()
    return made


def source_content(source: Source) -> SourceContent:
    """A stored source, without its facts."""
    named = {name: getattr(source, name) for name in ("id", "title", "publisher", "published", "language")}
    return SourceContent.from_dict(named)


def store(fact: Fact, after: Content, *, cause: str, reason: str, by: Person | None, now: datetime) -> int:
    """Let a fact say `after`, keep what it said, and mark the questions that rest on it.

    Returns how many questions are marked: none where only the place of the fact changed, or only the wording
    in its sheet, whose questions were checked with it.
    """
    before = content_of(fact)
    if before == after:
        return 0
    _record(fact, before, after, cause=cause, reason=reason, by=by, now=now)
    beside = (*PLACES, "statement") if cause == "file" else PLACES
    if cause != "ended" and _said(before, (*beside, *ENDS)) != _said(after, (*beside, *ENDS)):
        fact.corrected_at, fact.said_before = now, before.statement
    fact.content, fact.has_end = after.to_dict(), after.has_end
    db.session.flush()
    return mark_questions(fact.id) if _said(before, beside) != _said(after, beside) else 0


def _said(content: Content, without: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in content.to_dict().items() if name not in without}


def _record(
    fact: Fact,
    before: Content | None,
    after: Content,
    *,
    cause: str,
    reason: str,
    by: Person | None,
    now: datetime,
) -> None:
    db.session.add(
        FactChange(
            fact_id=fact.id,
            cause=cause,
            content_before=before.to_dict() if before else None,
            content_after=after.to_dict(),
            reason=reason.strip(),
            at=now,
            by_id=by.id if by else None,
        )
    )


def mark_questions(*fact_ids: str) -> int:
    """Mark questions whose current version cites one of these facts as to be checked; returns how many."""
    done = db.session.execute(
        update(Question).where(or_(*map(is_citing, fact_ids))).values(needs_check=True),
        execution_options={"synchronize_session": "fetch"},
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def locked(fact_id: str) -> tuple[Fact, Content]:
    """The fact as it is now; on PostgreSQL no second teacher passes meanwhile (SQLite has one writer)."""
    fact = db.session.get(Fact, fact_id, with_for_update=True, populate_existing=True)
    if fact is None:
        raise NotFound
    return fact, content_of(fact)


def shape(fact: Fact, after: Content, paragraphs: Sequence[str] = ()) -> list[Problem]:
    """What keeps a fact from saying `after`; `paragraphs` is the school's copy of its source."""
    return problems_of(after, source_content(db.session.get_one(Source, fact.source_id)), paragraphs)


def meanwhile(before: Content, seen: str) -> list[Problem]:
    """fact_changed_meanwhile, where it does not say any more what the teacher saw."""
    return [] if seen == digest_of(before) else [Problem("fact_changed_meanwhile")]


def no_reason(reason: str) -> list[Problem]:
    """missing_field, where nobody says why."""
    return [] if reason.strip() else [Problem("missing_field", ("reason",), {"field": "reason"})]
