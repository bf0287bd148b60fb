"""Wrong options that a cited fact makes right."""

import re
from collections.abc import Iterator

from quizapp.errors import Problem
from quizapp.facts.fact import Fact
from quizapp.facts.index import FactIndex
from quizapp.facts.readings import text_of
from quizapp.proofreading.answers import bodies_of
from quizapp.proofreading.readings import read
from quizapp.questions import Question
from quizapp.values.folding import comparable

# A stem that asks what is not so sets the word off, as writers of tests are taught; there the wrong options
# are the true ones.
_NEGATED = re.compile(r"\b(?:NOT|EXCEPT)\b|[*_](?:[Nn]ot|[Ee]xcept)[*_]")


def check_distractors(question: Question, index: FactIndex) -> Iterator[Problem]:
    """distractor_is_true: a wrong option, of a gap too, tells the value of a cited fact."""
    facts = index.cited(question.facts)
    if not facts or _NEGATED.search(question.stem):
        return
    for where, body in bodies_of(question):
        texts = [option["text"] for option in body.to_dict().get("options", ())]
        for text in body.distractor_texts() if texts else ():
            fact = _fact_told(text, facts)
            if fact:
                path = (*where, "options", texts.index(text), "text")
                yield Problem("distractor_is_true", path, {"text": text, "fact": fact.id})


def _fact_told(text: str, facts: list[Fact]) -> Fact | None:
    reading, folded = read(text), comparable(text)
    return next((fact for fact in facts if reading.says(fact) or text_of(fact) == folded), None)
