"""Does a question cite facts that are there, and does it say whose account it asks for?"""

from collections.abc import Iterator

from quizapp.errors import Problem
from quizapp.facts.index import FactIndex
from quizapp.facts.wording import level
from quizapp.questions import Question


def check_citations(question: Question, index: FactIndex) -> Iterator[Problem]:
    """no_fact where none is cited; unknown_fact and unknown_source for each that no sheet has."""
    if not question.facts:
        yield Problem("no_fact", ("facts",))
    for place, fact_id in enumerate(question.facts):
        if fact_id not in index.facts:
            yield Problem("unknown_fact", ("facts", place), {"fact": fact_id})
    for place, source_id in enumerate(question.body.source_ids()):
        if source_id not in index.sources:
            yield Problem("unknown_source", ("sources", place), {"source": source_id})


def check_source_names(question: Question, index: FactIndex) -> Iterator[Problem]:
    """missing_source_name: sources differ on a cited fact, and neither stem nor text names the fact's source.

    Without the name another account's figure would be an equally good answer.
    """
    stem = level(" ".join([question.stem, *question.body.asked_texts()]))
    # A question that compares two sources names both.
    named = question.body.source_ids()
    differing = [fact for fact in index.cited(question.facts) if index.has_differences(fact.id)]
    first_of_source = {fact.source_id: fact for fact in reversed(differing)}
    for source_id, fact in first_of_source.items():
        title = index.sources[source_id].title
        if source_id not in named and level(title) not in stem:
            yield Problem("missing_source_name", ("stem",), {"title": title, "fact": fact.id})
