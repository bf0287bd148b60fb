"""How long a fact holds, and what holds in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quizapp.facts.fact import Fact
from quizapp.values.edtf import EdtfDate


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a fact holds on some day, until when (EDTF), and the id of the fact in its place.

    `code`: current; ending (it holds until a later day); expired; superseded (with or without a date).
    """

    code: str
    expired: str | None = None
    superseded_by: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the fact is still so."""
        return self.code in ("current", "ending")


def standing(fact: Fact, day: date) -> Standing:
    """How a fact stands on this day. A date such as 2025-08 ends it with its first day."""
    end = edtf_or_none(fact.expired)
    if end is not None and end.earliest > day:
        return Standing("ending", fact.expired, fact.superseded_by)
    if fact.superseded_by:
        return Standing("superseded", fact.expired, fact.superseded_by)
    return Standing("expired", fact.expired) if end else Standing("current")


def successor(fact: Fact, facts: Mapping[str, Fact]) -> Fact | None:
    """The fact at the end of the chain of those that stand in one another's place; None where none does."""
    seen, found = {fact.id}, None
    while (next_id := (found or fact).superseded_by) in facts and next_id not in seen:
        found = facts[str(next_id)]
        seen.add(found.id)
    return found


def is_superseded_in_circle(fact: Fact, facts: Mapping[str, Fact]) -> bool:
    """Whether the facts that stand in its place lead back to it."""
    seen: set[str] = set()
    step: Fact | None = fact
    while step is not None and step.superseded_by and step.superseded_by not in seen:
        if step.superseded_by == fact.id:
            return True
        seen.add(step.superseded_by)
        step = facts.get(step.superseded_by)
    return False


def edtf_or_none(text: str | None) -> EdtfDate | None:
    """The date that a native text says; None for none and for what is no date."""
    try:
        return EdtfDate.parse(text) if text else None
    except ValueError:
        return None
