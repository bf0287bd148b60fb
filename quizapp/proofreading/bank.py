"""The checks of a whole bank, in one pass over its questions and its sheets."""

from collections.abc import Callable, Iterable, Iterator

from quizapp.errors import Problem
from quizapp.facts.index import FactIndex
from quizapp.facts.source import Source
from quizapp.proofreading.answers import check_answers
from quizapp.proofreading.citations import check_citations, check_source_names
from quizapp.proofreading.distractors import check_distractors
from quizapp.proofreading.finding import Finding
from quizapp.proofreading.repetitions import repeated_ids, repeated_stems
from quizapp.proofreading.sheets import check_sheets
from quizapp.questions import Question

# Each looks at one question; one more check is one more name here.
CHECKS: tuple[Callable[[Question, FactIndex], Iterable[Problem]], ...] = (
    check_citations,
    check_source_names,
    check_answers,
    check_distractors,
)


def check_bank(questions: Iterable[Question], sources: Iterable[Source]) -> list[Finding]:
    """What is wrong with the sheets, and with the questions against them and against one another.

    Codes: unknown_fact, no_fact, missing_source_name, answer_disagrees_with_fact, distractor_is_true,
    duplicate_stem, duplicate_id; of sheets also unknown_source, status_without_visit, visit_without_status,
    value_does_not_fit_kind. Retired questions are not asked any more: of them only the id is looked at.
    """
    all_questions, all_sources = list(questions), list(sources)
    in_use = [question for question in all_questions if question.status != "retired"]
    index = FactIndex.of(all_sources)
    return [
        *check_sheets(all_sources, index),
        *repeated_ids(all_questions),
        *repeated_stems(in_use),
        *_each(in_use, index),
    ]


def _each(questions: Iterable[Question], index: FactIndex) -> Iterator[Finding]:
    for question in questions:
        for check in CHECKS:
            for problem in check(question, index):
                yield Finding(question.id, problem)
