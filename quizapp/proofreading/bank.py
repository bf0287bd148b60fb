"""The checks of a whole bank, in one pass over its questions and its sheets."""

from collections.abc import Callable, Iterable, Iterator

from quizapp.errors import Problem
from quizapp.facts.index import FactIndex
from quizapp.facts.source import Source
from quizapp.proofreading.answers import check_answers
from quizapp.proofreading.citations import check_citations, check_source_names
from quizapp.proofreading.coverage import unasked_facts
from quizapp.proofreading.distractors import check_distractors
from quizapp.proofreading.ended import resting_on_ended
from quizapp.proofreading.finding import Finding
from quizapp.proofreading.habits import check_habits
from quizapp.proofreading.leaks import leaks
from quizapp.proofreading.options import check_options
from quizapp.proofreading.repetitions import repeated_ids, repeated_stems
from quizapp.proofreading.sheets import check_sheets
from quizapp.proofreading.similar import near_duplicates
from quizapp.questions import Question

# Each looks at one question; one more check is one more name here.
CHECKS: tuple[Callable[[Question, FactIndex], Iterable[Problem]], ...] = (
    check_citations,
    check_source_names,
    check_answers,
    check_distractors,
    check_options,
)


def check_bank(questions: Iterable[Question], sources: Iterable[Source]) -> list[Finding]:
    """What is wrong with the sheets, and with the questions against them and against one another.

    Codes: unknown_fact, no_fact, missing_source_name, answer_disagrees_with_fact, distractor_is_true,
    duplicate_stem, near_duplicate_stem, duplicate_id, all_of_the_above, none_of_the_above, key_much_longer,
    key_alone_has_form, key_alone_fits_article, keys_often_longest, keys_in_one_place; of sheets also
    unknown_source, status_without_visit, visit_without_status, value_does_not_fit_kind,
    superseded_in_circle, expired_too_early. Notes: stem_answers_other, fact_without_question,
    rests_on_expired_fact, rests_on_superseded_fact, and those near duplicates and places of keys that need
    not be wrong. Retired questions are not asked any more: of them only the id is looked at.
    """
    all_questions, all_sources = list(questions), list(sources)
    in_use = [question for question in all_questions if question.status != "retired"]
    index = FactIndex.of(all_sources)
    return [
        *check_sheets(all_sources, index),
        *repeated_ids(all_questions),
        *repeated_stems(in_use),
        *near_duplicates(in_use),
        *_each(in_use, index),
        *check_habits(in_use),
        *leaks(in_use),
        *resting_on_ended(in_use, index),
        *unasked_facts(in_use, all_sources),
    ]


def _each(questions: Iterable[Question], index: FactIndex) -> Iterator[Finding]:
    for question in questions:
        for check in CHECKS:
            for problem in check(question, index):
                yield Finding(question.id, problem)
