"""The kinds of question, by the name that the native files use."""

from quizapp.questions.base import Body
from quizapp.questions.card import Card
from quizapp.questions.cloze import Cloze
from quizapp.questions.date import Date
from quizapp.questions.matching import Matching
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.numeric import Numeric
from quizapp.questions.ordering import Ordering
from quizapp.questions.short_text import ShortText
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.source_comparison import SourceComparison
from quizapp.questions.true_false import TrueFalse
from quizapp.questions.written import Written

_BODIES: tuple[type[Body], ...] = (
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    Numeric,
    ShortText,
    Date,
    Ordering,
    Matching,
    Cloze,
    SourceComparison,
    Written,
    Card,
)

KINDS: dict[str, type[Body]] = {body.kind: body for body in _BODIES}

MACHINE_MARKED = tuple(kind for kind, body in KINDS.items() if body.is_machine_marked)
# What may stand in a quiz.
QUIZ_KINDS = tuple(kind for kind, body in KINDS.items() if body.is_for_quizzes)
