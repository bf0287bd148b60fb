"""How sources are shown: the facts that a question cites, by source, with the attached passage."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from markupsafe import Markup
from sqlalchemy import select

from quizapp.bank.excerpts import mark_terms
from quizapp.bank.texts import attached_paragraphs
from quizapp.db import db
from quizapp.models.bank import Fact, Source
from quizapp.questions import Question

ShownSource = dict[str, Any]


def source_titles(contents: Iterable[Question]) -> dict[str, str]:
    """The titles of the sources that these questions themselves name, by id; one statement at most."""
    wanted = {source for content in contents for source in content.body.source_ids()}
    if not wanted:
        return {}
    rows = db.session.execute(select(Source.id, Source.title).where(Source.id.in_(wanted)))
    return dict(rows.all())


def cited_sources(fact_ids: Iterable[str]) -> list[ShownSource]:
    """The sources of these facts, each with the facts in their order; one statement for any number."""
    wanted = list(dict.fromkeys(fact_ids))
    by_id = facts_by_id(wanted)
    return group_by_source([by_id[fact_id] for fact_id in wanted if fact_id in by_id])


def facts_by_id(fact_ids: Sequence[str]) -> dict[str, tuple[Fact, Source]]:
    """These facts with their sources, by fact id."""
    query = select(Fact, Source).join(Source, Source.id == Fact.source_id).where(Fact.id.in_(fact_ids))
    return {fact.id: (fact, source) for fact, source in db.session.execute(query)}


def group_by_source(rows: Sequence[tuple[Fact, Source]]) -> list[ShownSource]:
    """Show facts under their sources, in the order in which they come."""
    shown: dict[str, ShownSource] = {}
    for fact, source in rows:
        entry = shown.setdefault(
            source.id,
            {
                "id": source.id,
                "title": source.title,
                "url": url_for("bank.source", source_id=source.id),
                "facts": [],
            },
        )
        entry["facts"].append(shown_fact(fact))
    return list(shown.values())


def shown_fact(fact: Fact) -> dict[str, Any]:
    """One fact as templates show it: statement, paragraphs, and the passage where the text is attached."""
    content = fact.content
    return {
        "id": fact.id,
        "statement": content["statement"],
        "paragraphs": content.get("paragraphs", []),
        "paragraph_html": _passage(fact),
        "speaker": content.get("speaker"),
        "as_of": content.get("as_of"),
        "differs_from": content.get("differs_from", []),
        **_history(fact),
    }


def _history(fact: Fact) -> dict[str, Any]:
    """What readers are told of corrections and of the end of a fact; see the macro `history`."""
    superseded_by = fact.content.get("superseded_by")
    is_reworded = fact.said_before is not None and fact.said_before != fact.content["statement"]
    return {
        "corrected_on": fact.corrected_at.date() if fact.corrected_at else None,
        "said_before": fact.said_before if is_reworded else None,
        "expired": fact.content.get("expired"),
        "superseded_by": superseded_by,
        "now_url": fact_url(superseded_by) if superseded_by else None,
    }


def fact_url(fact_id: str) -> str:
    """Where the page of its source shows this fact."""
    source_id = fact_id.partition("/")[0]
    return url_for("bank.source", source_id=source_id, _anchor=fact_anchor(fact_id))


def fact_anchor(fact_id: str) -> str:
    """The id of the fact on the page of its source."""
    return f"f-{fact_id.partition('/')[2]}"


def _passage(fact: Fact) -> Markup | None:
    texts: Path = current_app.extensions["settings"].texts
    paragraphs = attached_paragraphs(texts, fact.source_id)
    numbers = [n for n in fact.content.get("paragraphs", []) if 1 <= n <= len(paragraphs)]
    if not numbers:
        return None
    terms = fact.content.get("terms", [])
    return Markup("<br>").join(mark_terms(paragraphs[number - 1], terms) for number in numbers)


def passage_text(source_id: str | None, paragraph: int | None) -> str | None:
    """A paragraph (from 1) of the school's copy; None where there is no copy any more, or a shorter one."""
    texts: Path = current_app.extensions["settings"].texts
    paragraphs = attached_paragraphs(texts, source_id) if source_id and paragraph else ()
    return paragraphs[paragraph - 1] if paragraph and paragraph <= len(paragraphs) else None
