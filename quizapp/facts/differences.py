"""Where facts differ, seen from both sides: a sheet need only say it once."""

from collections.abc import Iterable

from quizapp.facts.fact import Difference
from quizapp.facts.source import Source


def differences(sources: Iterable[Source]) -> dict[str, tuple[Difference, ...]]:
    """The differences of every fact that has any, by fact id.

    A difference that one sheet states counts for the fact at its other end too. That a whole source is
    silent has no other end.
    """
    found: dict[str, dict[Difference, None]] = {}
    for source in sources:
        for fact in source.facts:
            for difference in fact.differs_from:
                found.setdefault(fact.id, {})[difference] = None
                if difference.target_fact:
                    back = Difference(difference.how, target_fact=fact.id, note=difference.note)
                    found.setdefault(difference.target_fact, {})[back] = None
    return {fact_id: tuple(each) for fact_id, each in found.items()}


def differences_of(fact_id: str, sources: Iterable[Source]) -> tuple[Difference, ...]:
    """The differences of one fact, from both sides; use `differences` to ask for many."""
    return differences(sources).get(fact_id, ())
