"""Are the sheets of facts sound in themselves and against one another?"""

from collections.abc import Iterable, Iterator

from quizapp.errors import Problem
from quizapp.facts.fact import QUANTITY_KINDS, Fact
from quizapp.facts.index import FactIndex
from quizapp.facts.readings import date_of, quantity_of
from quizapp.facts.source import Source
from quizapp.facts.standing import edtf_or_none, is_superseded_in_circle
from quizapp.proofreading.finding import Finding


def check_sheets(sources: Iterable[Source], index: FactIndex) -> Iterator[Finding]:
    """duplicate_id of sources and facts, unknown facts and sources, values, states, ends that do not fit."""
    seen: set[str] = set()
    for source in sources:
        yield from _repeated(source.id, seen)
        for fact in source.facts:
            yield from _repeated(fact.id, seen)
            for problem in (*_differences(fact, index), *_status(fact), *_value(fact), *_end(fact, index)):
                yield Finding(fact.id, problem)


def _repeated(subject: str, seen: set[str]) -> Iterator[Finding]:
    if subject in seen:
        yield Finding(subject, Problem("duplicate_id", ("id",), {"id": subject}))
    seen.add(subject)


def _differences(fact: Fact, index: FactIndex) -> Iterator[Problem]:
    for place, difference in enumerate(fact.differs_from):
        other, source = difference.target_fact, difference.target_source
        if other is not None and (other not in index.facts or other == fact.id):
            yield Problem("unknown_fact", ("differs_from", place, "fact"), {"fact": other})
        if source is not None and (source not in index.sources or source == fact.source_id):
            yield Problem("unknown_source", ("differs_from", place, "source"), {"source": source})


def _status(fact: Fact) -> Iterator[Problem]:
    """Planned, held or cancelled is said of every visit, and of nothing else."""
    if fact.status and fact.kind != "visit":
        yield Problem("status_without_visit", ("status",), {"status": fact.status, "kind": fact.kind})
    if fact.kind == "visit" and not fact.status:
        yield Problem("visit_without_status", ("status",))


def _value(fact: Fact) -> Iterator[Problem]:
    is_bad_date = fact.kind == "date" and date_of(fact) is None
    is_bad_amount = fact.kind in QUANTITY_KINDS and quantity_of(fact) is None
    is_bare_term = fact.kind == "term" and not fact.value
    if is_bad_date or is_bad_amount or is_bare_term:
        value = "" if fact.value is None else str(fact.value)
        yield Problem("value_does_not_fit_kind", ("value",), {"kind": fact.kind, "value": value})


def _end(fact: Fact, index: FactIndex) -> Iterator[Problem]:
    """What holds in its place is there and leads nowhere back; it ends after it was so."""
    if fact.superseded_by is not None and fact.superseded_by not in index.facts:
        yield Problem("unknown_fact", ("superseded_by",), {"fact": fact.superseded_by})
    elif is_superseded_in_circle(fact, index.facts):
        yield Problem("superseded_in_circle", ("superseded_by",), {"fact": str(fact.superseded_by)})
    as_of, expired = edtf_or_none(fact.as_of), edtf_or_none(fact.expired)
    if as_of and expired and expired.latest < as_of.earliest:
        params = {"expired": str(fact.expired), "as_of": str(fact.as_of)}
        yield Problem("expired_too_early", ("expired",), params)
