"""Questions on facts that no longer hold, or will not for long."""

from collections.abc import Iterable, Iterator

from quizapp.errors import Problem
from quizapp.facts.index import FactIndex
from quizapp.facts.standing import successor
from quizapp.proofreading.finding import Finding
from quizapp.questions import Question


def resting_on_ended(questions: Iterable[Question], index: FactIndex) -> Iterator[Finding]:
    """rests_on_superseded_fact and rests_on_expired_fact, notes: a class may well ask what was so once.

    A date counts also where it is still to come, since files are checked without a clock.
    """
    for question in questions:
        for place, fact_id in enumerate(question.facts):
            fact = index.facts.get(fact_id)
            if fact is None or not fact.has_end:
                continue
            yield Finding(question.id, _problem(fact_id, place, index), is_note=True)


def _problem(fact_id: str, place: int, index: FactIndex) -> Problem:
    fact = index.facts[fact_id]
    if by := successor(fact, index.facts):
        return Problem("rests_on_superseded_fact", ("facts", place), {"fact": fact_id, "by": by.id})
    # A fact in whose place something unknown stands is a fault of its sheet.
    end = fact.expired or str(fact.superseded_by)
    return Problem("rests_on_expired_fact", ("facts", place), {"fact": fact_id, "expired": end})
