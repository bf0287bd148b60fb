"""Do the words that a fact promises stand where it says they do?"""

from collections.abc import Iterator

from quizapp.errors import Problem
from quizapp.facts.fact import Fact
from quizapp.facts.paragraphs import paragraphs
from quizapp.facts.source import Source
from quizapp.facts.wording import has_wording
from quizapp.proofreading.finding import Finding


def check_terms(source: Source, text: str) -> list[Finding]:
    """no_such_paragraph and term_not_in_paragraph, of each fact of `source` against its full text."""
    lines = paragraphs(text)
    return [Finding(fact.id, problem) for fact in source.facts for problem in _check(fact, lines)]


def _check(fact: Fact, lines: list[str]) -> Iterator[Problem]:
    for place, number in enumerate(fact.paragraphs):
        if not 1 <= number <= len(lines):
            params = {"paragraph": number, "count": len(lines)}
            yield Problem("no_such_paragraph", ("paragraphs", place), params)
    cited = [lines[number - 1] for number in fact.paragraphs if 1 <= number <= len(lines)]
    for place, term in enumerate(fact.terms):
        if not any(has_wording(line, term) for line in cited):
            yield Problem("term_not_in_paragraph", ("terms", place), {"term": term})
