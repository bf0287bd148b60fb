"""The forms of the question bank: one for each kind of question."""

from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.card import CardForm
from quizapp.bank.forms.cloze import ClozeForm
from quizapp.bank.forms.date import DateForm
from quizapp.bank.forms.matching import MatchingForm
from quizapp.bank.forms.multiple_choice import MultipleChoiceForm
from quizapp.bank.forms.numeric import NumericForm
from quizapp.bank.forms.ordering import OrderingForm
from quizapp.bank.forms.short_text import ShortTextForm
from quizapp.bank.forms.single_choice import SingleChoiceForm
from quizapp.bank.forms.source_comparison import SourceComparisonForm
from quizapp.bank.forms.true_false import TrueFalseForm
from quizapp.bank.forms.written import WrittenForm

__all__ = ["FORMS", "QuestionForm"]

FORMS: dict[str, type[QuestionForm]] = {
    form.kind: form
    for form in (
        SingleChoiceForm,
        MultipleChoiceForm,
        TrueFalseForm,
        NumericForm,
        ShortTextForm,
        DateForm,
        OrderingForm,
        MatchingForm,
        ClozeForm,
        SourceComparisonForm,
        WrittenForm,
        CardForm,
    )
}
