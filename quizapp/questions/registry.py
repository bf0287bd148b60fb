"""The kinds of question, by the name that the native files use."""

from quizapp.questions.base import Body
from quizapp.questions.date import Date
from quizapp.questions.multiple_choice import MultipleChoice
from quizapp.questions.numeric import Numeric
from quizapp.questions.ordering import Ordering
from quizapp.questions.short_text import ShortText
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.true_false import TrueFalse

_BODIES: tuple[type[Body], ...] = (
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    Numeric,
    ShortText,
    Date,
    Ordering,
)

KINDS: dict[str, type[Body]] = {body.kind: body for body in _BODIES}
