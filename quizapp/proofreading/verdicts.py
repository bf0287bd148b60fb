"""Whether a question still says what a fact says after the fact was corrected."""

from collections.abc import Sequence

from quizapp.facts.fact import Fact
from quizapp.facts.index import FactIndex
from quizapp.proofreading.answers import bodies_of, check_answers
from quizapp.proofreading.proposals import Native, proposed
from quizapp.proofreading.readings import read_unqualified
from quizapp.proofreading.telling import tells
from quizapp.questions import Body, Question

AGREES, DISAGREES, UNCLEAR = "agrees", "disagrees", "unclear"


def verdict(native: Native, befores: Sequence[Fact], after: Fact, index: FactIndex) -> str:
    """AGREES, DISAGREES, or UNCLEAR where the two cannot be compared without a reader.

    `index` holds the facts as they are now, `befores` what this one said until now.
    """
    question = Question.from_dict(native)
    if any(check_answers(question, index)) or proposed(native, befores, after):
        return DISAGREES
    compared = [_is_compared(body, question, after) for _, body in bodies_of(question)]
    return AGREES if any(compared) else UNCLEAR


def _is_compared(body: Body, question: Question, fact: Fact) -> bool:
    if body.kind in ("numeric", "date", "short_text"):
        return fact.value is not None
    if body.kind == "true_false":
        return tells(question.stem, fact)
    if body.kind in ("single_choice", "multiple_choice", "matching"):
        return any(read_unqualified(key).is_comparable_with(fact) for key in body.key_texts())
    return False
