"""All facts of some sources, found by id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.facts.differences import differences
from quizapp.facts.fact import Difference, Fact
from quizapp.facts.source import Source


@dataclass(frozen=True, slots=True)
class FactIndex:
    """Facts and sources by id, and the differences of facts from both sides; built once, read often."""

    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    differences: Mapping[str, tuple[Difference, ...]]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> "FactIndex":
        """The index of these sources; of two facts with one id the first stands."""
        all_sources = list(sources)
        facts: dict[str, Fact] = {}
        for source in all_sources:
            for fact in source.facts:
                facts.setdefault(fact.id, fact)
        by_id = {source.id: source for source in reversed(all_sources)}
        return cls(facts, by_id, differences(all_sources))

    def cited(self, fact_ids: Iterable[str]) -> list[Fact]:
        """The known facts among `fact_ids`, in their order, each once."""
        return [self.facts[fact_id] for fact_id in dict.fromkeys(fact_ids) if fact_id in self.facts]

    def has_differences(self, fact_id: str) -> bool:
        """Whether another source contradicts this fact, speaks of another scope, or is silent."""
        return bool(self.differences.get(fact_id))
