"""Habits of whoever wrote a bank, by which its keys can be guessed without knowing anything."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from quizapp.errors import Problem
from quizapp.proofreading.finding import Finding
from quizapp.proofreading.options import longest_keys
from quizapp.questions import Question

# With fewer questions nobody can tell a habit from chance.
FEWEST = 8
# So many standard deviations above what chance gives: less than once in a thousand honest banks.
STRIKING = 3.1


def check_habits(questions: Sequence[Question]) -> Iterator[Finding]:
    """keys_often_longest and keys_in_one_place, each said once, of the first question that shows it.

    Where students see the options shuffled, the place of the key is only a note: it shows on paper and in
    exported files.
    """
    longest, count, due = longest_keys(questions)
    if is_striking(len(longest), count, due):
        params = {"number": len(longest), "count": count, "due": round(due)}
        yield Finding(longest[0].id, Problem("keys_often_longest", ("options",), params))
    single = [question for question in questions if question.kind == "single_choice"]
    yield from _places((q for q in single if not _is_shuffled(q)), is_note=False)
    yield from _places((q for q in single if _is_shuffled(q)), is_note=True)


def shows_habit(question: Question, habit: Problem, questions: Sequence[Question]) -> bool:
    """Whether this question is one of those that a habit of `questions` (of check_habits) was seen in."""
    if habit.code == "keys_often_longest":
        return any(question.id == other.id for other in longest_keys(questions)[0])
    return question.kind == "single_choice" and _place(question)[0] + 1 == habit.params.get("place")


def is_striking(number: int, count: int, due: float) -> bool:
    """Whether `number` of `count` is far more than `due` (a normal approximation of the binomial)."""
    if count < FEWEST or not 0 < due < count:
        return False
    share = due / count
    return number - 0.5 > due + STRIKING * sqrt(count * share * (1 - share))


def _is_shuffled(question: Question) -> bool:
    return bool(question.body.to_dict().get("shuffle", True))


def _places(questions: Iterable[Question], *, is_note: bool) -> Iterator[Finding]:
    placed = [(question, *_place(question)) for question in questions]
    counts = Counter(place for _, place, _ in placed)
    for place, number in counts.most_common(1):
        due = sum(1 / options for _, _, options in placed)
        if is_striking(number, len(placed), due):
            first = next(question for question, at, _ in placed if at == place)
            params = {"number": number, "count": len(placed), "place": place + 1}
            yield Finding(first.id, Problem("keys_in_one_place", ("options",), params), is_note)


def _place(question: Question) -> tuple[int, int]:
    """Where the key stands, from 0, and how many options there are."""
    options = question.body.to_dict()["options"]
    key = question.body.right_answer()
    return (key if isinstance(key, int) else -1), max(1, len(options))
