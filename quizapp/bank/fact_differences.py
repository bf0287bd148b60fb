"""Writes of where a fact differs from another one, or from a whole source. Nothing here commits.

One of the two facts states it; `facts.differences` sees it from both sides. No source became wrong by that:
no reader is told of a correction; the questions on either fact are marked, since they must name their source.
"""

from dataclasses import replace
from datetime import datetime

from quizapp.bank.fact_actions import locked, mark_questions, meanwhile, no_reason, shape, store
from quizapp.bank.sheets import fact_index
from quizapp.errors import Invalid, NotFound, Problem
from quizapp.facts import Difference
from quizapp.facts import Fact as Content
from quizapp.models.accounts import Person
from quizapp.models.bank import Fact

OTHER = ("other",)


def add_difference(
    fact_id: str, difference: Difference, *, reason: str, teacher: Person, now: datetime, seen: str
) -> int:
    """Say that a fact differs from what `difference` names; returns how many questions are to be checked.

    `seen` is the digest of the fact as the teacher saw it. Raises Invalid with what is wrong; then nothing is
    stored.
    """
    fact, before = locked(fact_id)
    after = replace(before, differs_from=(*before.differs_from, difference))
    problems = meanwhile(before, seen) + no_reason(reason) + _known(fact_id, difference)
    if not problems:
        problems = [replace(each, path=_field(each)) for each in shape(fact, after)]
    if problems:
        raise Invalid(problems)
    store(fact, after, cause="corrected", reason=reason, by=teacher, now=now)
    return mark_questions(*filter(None, (fact_id, difference.target_fact)))


def _known(fact_id: str, difference: Difference) -> list[Problem]:
    known = fact_index().differences.get(fact_id, ())
    is_there = any(each.target == difference.target for each in known)
    return [Problem("difference_is_there", OTHER)] if is_there else []


def _field(problem: Problem) -> tuple[str | int, ...]:
    """The field of the form for a problem in the native fact."""
    if problem.path[:1] != ("differs_from",):
        return problem.path
    return ("note",) if problem.path[-1] == "note" else OTHER


def remove_difference(
    fact_id: str, target: str, *, reason: str, teacher: Person, now: datetime, seen: str
) -> None:
    """Take away that a fact differs from this fact or source, whichever of the two facts states it.

    Raises NotFound where neither does, Invalid with what is wrong.
    """
    ends = {each: locked(each) for each in sorted({fact_id, target} if "/" in target else {fact_id})}
    problems = meanwhile(ends[fact_id][1], seen) + no_reason(reason)
    if problems:
        raise Invalid(problems)
    changed = [_without(fact, before, {fact_id, target} - {fact.id}) for fact, before in ends.values()]
    if not any(changed):
        raise NotFound
    for (fact, _), after in zip(ends.values(), changed, strict=True):
        if after:
            store(fact, after, cause="corrected", reason=reason, by=teacher, now=now)


def _without(fact: Fact, before: Content, targets: set[str]) -> Content | None:
    """What a fact says without its differences from these; None where it has none."""
    kept = tuple(each for each in before.differs_from if each.target not in targets)
    return None if kept == before.differs_from else replace(before, differs_from=kept)
