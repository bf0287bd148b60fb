"""Wrong options that a cited fact makes right."""

import re
from collections.abc import Iterator

from quizapp.errors import Problem
from quizapp.facts.fact import Fact
from quizapp.facts.index import FactIndex
from quizapp.facts.readings import text_of
from quizapp.proofreading.readings import read
from quizapp.questions import Question
from quizapp.values.folding import comparable

# A stem that asks what is not so sets the word off, as writers of tests are taught; there the wrong options
# are the true ones.
_NEGATED = re.compile(r"\b(?:NOT|EXCEPT)\b|[*_](?:[Nn]ot|[Ee]xcept)[*_]")


def check_distractors(question: Question, index: FactIndex) -> Iterator[Problem]:
    """distractor_is_true: a wrong option of a choice question tells the value of a cited fact."""
    distractors = question.body.distractor_texts()
    facts = index.cited(question.facts)
    if not distractors or not facts or _NEGATED.search(question.stem):
        return
    texts = [option["text"] for option in question.body.to_dict()["options"]]
    for text in distractors:
        fact = _fact_told(text, facts)
        if fact:
            path = ("options", texts.index(text), "text")
            yield Problem("distractor_is_true", path, {"text": text, "fact": fact.id})


def _fact_told(text: str, facts: list[Fact]) -> Fact | None:
    reading, folded = read(text), comparable(text)
    return next((fact for fact in facts if reading.says(fact) or text_of(fact) == folded), None)
