"""Questions that stand in a bank twice."""

from collections.abc import Iterable, Iterator

from quizapp.errors import Problem
from quizapp.proofreading.finding import Finding
from quizapp.questions import Question
from quizapp.values.folding import comparable


def repeated_ids(questions: Iterable[Question]) -> Iterator[Finding]:
    """duplicate_id for each question after the first of its id."""
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            yield Finding(question.id, Problem("duplicate_id", ("id",), {"id": question.id}))
        seen.add(question.id)


def repeated_stems(questions: Iterable[Question]) -> Iterator[Finding]:
    """duplicate_stem for each question that asks in folded words what an earlier one asks, naming that one.

    "Fill in the gaps." may stand over many texts: what is read beside the stem counts too.
    """
    first: dict[str, str] = {}
    for question in questions:
        asked = " ".join([question.stem, *question.body.asked_texts()])
        other = first.setdefault(comparable(asked), question.id)
        if other != question.id:
            yield Finding(question.id, Problem("duplicate_stem", ("stem",), {"other": other}))
