"""The words for what students see, when, and how a quiz is laid out."""

from collections.abc import Iterable

from babel.lists import format_list

from quizapp.errors import Problem
from quizapp.feedback import TIMES
from quizapp.translations import current_locale, gettext
from quizapp.translations import lazy_gettext as _l

THINGS = {
    "answer": _l("What they answered"),
    "total": _l("The mark of the attempt"),
    "correctness": _l("Whether each answer is right"),
    "marks": _l("The mark of each question"),
    "feedback": _l("Feedback on the answer given"),
    "right": _l("The right answer"),
    "explanation": _l("The explanation"),
    "sources": _l("The source, with its passage"),
}
# As a student reads them in a list.
TO_STUDENTS = {
    "answer": _l("your answers"),
    "total": _l("your mark"),
    "correctness": _l("whether each answer is right"),
    "marks": _l("the mark of each question"),
    "feedback": _l("feedback on your answers"),
    "right": _l("the right answers"),
    "explanation": _l("the explanations"),
    "sources": _l("the sources"),
}
WHEN = {
    "during": _l("While working, once checked"),
    "just_after": _l("Just after handing in"),
    "open": _l("Later, while it is open"),
    "closed": _l("After it closes"),
}
PRESETS = {
    "practice": _l("Practice: each answer is checked at once, with hints and several tries"),
    "after_close": _l("Quiz: the mark when they hand in, the answers after it closes"),
    "by_teacher": _l("Test: nothing until you release it"),
}
MORE = {
    "after_hand_in": _l("The mark and the answers as soon as they hand in"),
    "custom": _l("As the table says"),
}
LAYOUTS = {
    "each": _l("One question at a time, going back allowed"),
    "forward": _l("One question at a time, without going back"),
    "page": _l("All questions on one page"),
}


def list_of_things(things: Iterable[str]) -> str:
    """Things of feedback.THINGS as a student reads them: "your mark and the right answers"."""
    return format_list([str(TO_STUDENTS[thing]) for thing in things], locale=current_locale())


def problem_sentence(problem: Problem) -> str:
    """Why a table of what is shown makes no sense, and what to tick or untick."""
    time, thing = (str(part) for part in problem.path)
    words = {"time": str(WHEN[time]), "thing": str(THINGS[thing])}
    sentences = {
        "needs_answer": gettext(
            "“%(time)s”: nothing is shown of a question without what they answered. Tick “%(thing)s” too.",
            **words,
        ),
        "needs_correctness": gettext(
            "“%(time)s”: what you show tells whether an answer is right. Tick “%(thing)s” too.", **words
        ),
        "needs_total": gettext(
            "“%(time)s”: the marks of the questions add up to the mark of the attempt. Tick “%(thing)s” too.",
            **words,
        ),
        "shown_then_hidden": gettext(
            "“%(thing)s” is shown earlier, so it cannot be hidden again. Tick it under “%(time)s” too.",
            **words,
        ),
        "practice_cannot_wait": gettext(
            "Answers that are checked while working cannot wait for your release. Take one of the two away."
        ),
        "nothing_to_release": gettext(
            "There would be nothing to release. Tick at least “%(thing)s” under “%(time)s”.", **words
        ),
    }
    return sentences[problem.code]


assert tuple(WHEN) == TIMES
