"""The sources of the database as the pure rooms know them, and what proofreading finds with them."""

from collections.abc import Collection

from sqlalchemy import func, select

from quizapp.bank import likeness, queries
from quizapp.bank.wanted import Wanted
from quizapp.db import db
from quizapp.errors import Problem
from quizapp.facts import Fact, FactIndex, Source
from quizapp.models import bank
from quizapp.proofreading import Finding, check_bank, notes_on
from quizapp.questions import Question

# A ready question with one of these would have two right answers.
BLOCKING = frozenset({"missing_source_name"})
# With so many others a question is compared while its writer waits.
COMPANY = 200


def content_of(fact: bank.Fact) -> Fact:
    """What a stored fact says."""
    return Fact.from_dict(fact.content, fact.source_id)


def current_sources() -> list[Source]:
    """All sources with the facts that still stand in their sheets, by id; two statements."""
    facts: dict[str, list[bank.Fact]] = {}
    current = select(bank.Fact).where(bank.Fact.is_retired.is_(False)).order_by(bank.Fact.position)
    for fact in db.session.scalars(current):
        facts.setdefault(fact.source_id, []).append(fact)
    rows = db.session.scalars(select(bank.Source).order_by(bank.Source.id))
    return [_source(row, facts.get(row.id, [])) for row in rows]


def _source(row: bank.Source, facts: list[bank.Fact]) -> Source:
    return Source.from_dict(
        {
            "id": row.id,
            "title": row.title,
            "publisher": row.publisher,
            "published": row.published,
            "language": row.language,
            "facts": [fact.content | {"id": fact.id.removeprefix(f"{row.id}/")} for fact in facts],
        }
    )


def fact_index() -> FactIndex:
    """All current facts by id, with their differences from both sides."""
    return FactIndex.of(current_sources())


def findings(content: Question) -> list[Problem]:
    """What proofreading says of this one question, against the sources of the database."""
    found = check_bank([content], current_sources())
    return [finding.problem for finding in found if finding.subject == content.id]


def margin(content: Question, banks: Collection[int]) -> list[Finding]:
    """What proofreading says of a question among those of these banks that it may stand in a quiz with.

    Those are the questions of its topic, and any that ask nearly the same; at most COMPANY of them.
    """
    rows = likeness.alike(content.stem, None, banks=banks)
    if content.topic.strip():
        wanted = Wanted(topic=content.topic, status="ready")
        rows += queries.search(wanted, size=COMPANY, banks=banks).rows
    company = {row.question.ref: Question.from_dict(row.content) for row in rows}
    return notes_on(content, company.values(), current_sources())


def blocking(content: Question) -> list[Problem]:
    """Those findings that keep a question from being ready."""
    return [problem for problem in findings(content) if problem.code in BLOCKING]


def facts_per_source() -> dict[str, int]:
    """The number of current facts of each source that has any."""
    query = select(bank.Fact.source_id, func.count()).where(bank.Fact.is_retired.is_(False))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(bank.Fact.source_id))}
