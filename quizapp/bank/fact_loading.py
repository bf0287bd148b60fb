"""Loading the facts of the sheets. What a teacher corrected stays until its sheet says something else.

Then the sheet counts, the correction stays in the history of the fact, and the load says so.
"""

from datetime import datetime

from sqlalchemy import select

from quizapp.bank.fact_actions import digest_of, store
from quizapp.bank.sheets import content_of
from quizapp.db import db
from quizapp.facts import Fact as Content
from quizapp.facts import Source as SourceContent
from quizapp.models.bank import Fact


def load_facts(source: SourceContent, now: datetime) -> list[str]:
    """Bring the facts of a source to what its sheet says; returns the ids of overruled corrections.

    Facts that left the sheet are retired; those written in the app stay, behind the others.
    """
    known = {fact.id: fact for fact in db.session.scalars(select(Fact).where(Fact.source_id == source.id))}
    there = {fact.id for fact in source.facts}
    own = [fact for fact in known.values() if fact.id not in there and fact.file_digest is None]
    for fact in known.values():
        fact.is_retired = fact.id not in there and fact.file_digest is not None
    for place, fact in enumerate(sorted(own, key=lambda each: each.position), len(there) + 1):
        fact.position = place
    overruled = [
        content.id
        for position, content in enumerate(source.facts, 1)
        if _load(known.get(content.id), content, position, now)
    ]
    db.session.flush()
    return overruled


def _load(known: Fact | None, content: Content, position: int, now: datetime) -> bool:
    """Store one fact; returns whether a correction was overruled by that."""
    digest = digest_of(content)
    if known is None:
        added = Fact(id=content.id, source_id=content.source_id, content=content.to_dict())
        added.position, added.file_digest, added.has_end = position, digest, content.has_end
        db.session.add(added)
        return False
    known.position = position
    if known.file_digest == digest:
        return False
    stood = content_of(known)
    is_corrected = known.file_digest != digest_of(stood)
    known.file_digest = digest
    if stood == content:
        return False
    store(known, content, cause="file", reason="", by=None, now=now)
    return is_corrected
