"""Which facts nothing asks about."""

from collections.abc import Iterable, Iterator

from quizapp.errors import Problem
from quizapp.facts.source import Source
from quizapp.proofreading.finding import Finding
from quizapp.questions import Question


def unasked_facts(questions: Iterable[Question], sources: Iterable[Source]) -> Iterator[Finding]:
    """fact_without_question, a note: not every fact is worth a question, but a gap should be seen.

    A fact that no longer holds needs none.
    """
    cited = {fact for question in questions for fact in question.facts}
    for source in sources:
        for fact in source.facts:
            if fact.id not in cited and not fact.has_end:
                yield Finding(fact.id, Problem("fact_without_question", (), {"fact": fact.id}), is_note=True)
