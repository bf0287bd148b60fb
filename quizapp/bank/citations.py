"""How pages show facts: cited under their sources, by paragraph, or as a list to choose from."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from flask import url_for

from quizapp.bank.sources import cited_sources, fact_anchor, fact_url, facts_by_id, shown_fact
from quizapp.facts import Difference, FactIndex
from quizapp.facts.standing import successor
from quizapp.models.bank import Fact

Shown = dict[str, Any]


def cited(fact_ids: Iterable[str], index: FactIndex) -> list[Shown]:
    """The sources of these facts with the facts, each with an address and where other sources differ."""
    sources = cited_sources(fact_ids)
    for source in sources:
        source["facts"] = [fact | _links(fact["id"], index) for fact in source["facts"]]
    return sources


def by_paragraph(facts: Sequence[Fact], index: FactIndex, held: Collection[str] = ()) -> list[Shown]:
    """The facts of a source under the first paragraph that they stand in; those without one come last.

    What sources in `held` say is left out.
    """
    groups: dict[int, list[Shown]] = {}
    for fact in facts:
        shown = shown_fact(fact) | _links(fact.id, index, held)
        groups.setdefault(min(shown["paragraphs"], default=0), []).append(shown)
    return [
        {"number": number or None, "facts": groups[number]}
        for number in sorted(groups, key=lambda n: (n == 0, n))
    ]


def _links(fact_id: str, index: FactIndex, held: Collection[str] = ()) -> Shown:
    differences = [_difference(difference, index, held) for difference in index.differences.get(fact_id, ())]
    return {
        "anchor": fact_anchor(fact_id),
        "url": fact_url(fact_id),
        "page_url": page_url(fact_id),
        "differences": [difference for difference in differences if difference],
        "now": _now(fact_id, index, held),
    }


def page_url(fact_id: str) -> str:
    """The page of this fact, for teachers."""
    source_id, _, name = fact_id.partition("/")
    return url_for("bank.fact", source_id=source_id, name=name)


def _now(fact_id: str, index: FactIndex, held: Collection[str]) -> Shown | None:
    """What holds in the place of a fact, with its source; None where nothing does or it may not be read."""
    fact = index.facts.get(fact_id)
    found = successor(fact, index.facts) if fact else None
    if found is None or found.source_id in held:
        return None
    title = index.sources[found.source_id].title
    return {"statement": found.statement, "title": title, "url": fact_url(found.id)}


def difference_shown(difference: Difference, index: FactIndex) -> Shown | None:
    """How, and in which source, the other account differs; None where that source is gone."""
    return _difference(difference, index, ())


def _difference(difference: Difference, index: FactIndex, held: Collection[str]) -> Shown | None:
    other = index.facts.get(difference.target_fact or "")
    source = index.sources.get(other.source_id if other else difference.target_source or "")
    if source is None or source.id in held:
        return None
    url = fact_url(other.id) if other else url_for("bank.source", source_id=source.id)
    return {
        "how": difference.how,
        "note": difference.note,
        "target": difference.target,
        "title": source.title,
        "statement": other.statement if other else None,
        "url": url,
    }


def to_choose_from(chosen: Sequence[str], index: FactIndex) -> Shown:
    """The facts that are chosen, in their order, and the others by source."""
    known = facts_by_id([fact_id for fact_id in chosen if fact_id not in index.facts])
    statements = {fact_id: fact.content["statement"] for fact_id, (fact, _) in known.items()}
    statements |= {fact_id: fact.statement for fact_id, fact in index.facts.items()}
    titles = {source.id: source.title for source in index.sources.values()}
    return {
        "chosen": [
            {
                "id": fact_id,
                "statement": statements.get(fact_id, fact_id),
                "title": titles.get(fact_id.partition("/")[0]),
            }
            for fact_id in dict.fromkeys(chosen)
        ],
        "sources": [
            {
                "title": source.title,
                "facts": [
                    {"id": fact.id, "statement": fact.statement}
                    for fact in source.facts
                    if fact.id not in chosen
                ],
            }
            for source in index.sources.values()
        ],
    }
