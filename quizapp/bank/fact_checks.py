"""What is wrong with a fact that is written in the app: the checks of the files, on one fact."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.bank.sheets import current_sources
from quizapp.errors import Problem
from quizapp.facts import Fact, FactIndex, Source
from quizapp.formats import native
from quizapp.proofreading import check_terms
from quizapp.proofreading.sheets import check_sheets
from quizapp.proofreading.telling import tells


def problems_of(fact: Fact, source: Source, paragraphs: Sequence[str] = ()) -> list[Problem]:
    """What keeps a fact from being stored; paths lead into its native form.

    `source` is where it stands (its own facts do not matter here), `paragraphs` the school's copy of the
    text, if there is one.
    """
    alone = replace(source, facts=(fact,))
    shape = [replace(problem, path=problem.path[2:]) for problem in native.check_source(alone.to_dict())]
    if shape:
        return shape
    found = check_sheets(*_with(fact, source))
    problems = [finding.problem for finding in found if finding.subject == fact.id]
    if paragraphs:
        problems += [finding.problem for finding in check_terms(alone, "\n".join(paragraphs))]
    return problems


def _with(fact: Fact, source: Source) -> tuple[list[Source], FactIndex]:
    """All sources as they would be with this fact."""
    sources = {each.id: each for each in current_sources()}
    others = [each for each in sources.get(source.id, source).facts if each.id != fact.id]
    sources[source.id] = replace(source, facts=(*others, fact))
    return list(sources.values()), FactIndex.of(sources.values())


def still_says_the_old(before: Fact, after: Fact) -> list[Problem]:
    """statement_says_old_value: the value was corrected and the sentence was not."""
    is_left = tells(after.statement, before) and not tells(after.statement, after)
    if before.value == after.value or not is_left:
        return []
    return [Problem("statement_says_old_value", ("statement",), {"value": str(before.value)})]
