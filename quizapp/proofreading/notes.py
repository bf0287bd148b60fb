"""What proofreading has to say of one question, in the company of others of its bank."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from quizapp.errors import Problem
from quizapp.facts.index import FactIndex
from quizapp.facts.source import Source
from quizapp.proofreading.bank import CHECKS
from quizapp.proofreading.finding import Finding
from quizapp.proofreading.habits import check_habits, shows_habit
from quizapp.proofreading.leaks import leaks
from quizapp.proofreading.options import check_options
from quizapp.proofreading.repetitions import repeated_stems
from quizapp.proofreading.similar import near_duplicates
from quizapp.questions import Question


def notes_on(
    question: Question, others: Iterable[Question], sources: Iterable[Source] | None = None
) -> list[Finding]:
    """All that proofreading finds in this question, or between it and the others; faults before notes.

    Give the others that it may stand in a quiz with, such as those of its topic; the question itself, by its
    id, and retired ones among them are passed over. Without `sources` nothing is said about facts.

    Every finding is about `question`. The codes are those of check_bank, and `stem_answered_by_other`: the
    stem of another question (`other`) tells this one's key. Habits of the whole set (keys_in_one_place,
    keys_often_longest) are said where this question is one of those that show them.
    """
    company = [other for other in others if other.id != question.id and other.status != "retired"]
    found = [*_own(question, sources), *_between(question, company), *_habits(question, company)]
    return sorted(found, key=lambda finding: finding.is_note)


def _own(question: Question, sources: Iterable[Source] | None) -> Iterator[Finding]:
    checks = (check_options,) if sources is None else CHECKS
    index = FactIndex.of(list(sources or ()))
    for check in checks:
        for problem in check(question, index):
            yield Finding(question.id, problem)


def _between(question: Question, company: list[Question]) -> Iterator[Finding]:
    together = [*company, question]
    for finding in chain(repeated_stems(together), near_duplicates(together), leaks(together)):
        if finding.subject == question.id:
            yield finding
        elif finding.problem.params.get("other") == question.id:
            yield Finding(question.id, _seen_from_here(finding), finding.is_note)


def _seen_from_here(finding: Finding) -> Problem:
    """What another question has because of this one, as this one's margin says it."""
    others = {"other": finding.subject}
    if finding.problem.code == "stem_answers_other":
        return Problem("stem_answered_by_other", ("stem",), others)
    return replace(finding.problem, path=("stem",), params=others)


def _habits(question: Question, company: list[Question]) -> Iterator[Finding]:
    """Worth a look, and no fault of this one."""
    together = [*company, question]
    for finding in check_habits(together):
        if shows_habit(question, finding.problem, together):
            yield Finding(question.id, finding.problem, is_note=True)
