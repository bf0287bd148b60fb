"""The questions most often missed, with what was answered instead. Touches no database."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quizapp import statistics
from quizapp.marking import round_for_display
from quizapp.progress.queries import AnswerRow
from quizapp.questions import Question
from quizapp.statistics import SLACK
from quizapp.translations import gettext

SHOWN = 3
CHOICES_SHOWN = 5
HOT = 0.4  # a wrong answer that this share gave stands out


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """How often a question was answered rightly. `facility` is 0 to 1 and counts part credit."""

    question_id: int
    topic: str
    version_id: int
    answers: list[AnswerRow]
    right: int
    facility: float

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares the real share of right answers lies, 95 of 100 times (Wilson)."""
        return statistics.wilson_interval(self.right, len(self.answers))


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer and how many gave it; an empty text is a blank."""

    text: str
    count: int
    share: float
    is_right: bool

    @property
    def is_hot(self) -> bool:
        """Whether this wrong answer stands out."""
        return bool(self.text) and not self.is_right and self.share >= HOT and self.count > 1


def most_missed(answers: Iterable[AnswerRow], counting: Collection[int]) -> list[MissedQuestion]:
    """The questions with the lowest facility in the attempts that count, without those nobody missed."""
    by_question = defaultdict[int, list[AnswerRow]](list)
    for answer in answers:
        if answer.attempt_id in counting:
            by_question[answer.question_id].append(answer)
    found = [_missed(question_id, rows) for question_id, rows in by_question.items()]
    missed = [row for row in found if row.facility < 1 - SLACK]
    return sorted(missed, key=lambda row: (row.facility, -len(row.answers), row.question_id))[:SHOWN]


def _missed(question_id: int, rows: list[AnswerRow]) -> MissedQuestion:
    return MissedQuestion(
        question_id=question_id,
        topic=rows[-1].topic,
        version_id=rows[-1].version_id,
        answers=rows,
        right=sum(row.fraction >= 1 - SLACK for row in rows),
        facility=statistics.facility((row.fraction for row in rows), 1.0) or 0.0,
    )


def choices_of(
    missed: MissedQuestion, responses: Mapping[tuple[int, int], Any], questions: Mapping[int, Question]
) -> list[Choice]:
    """What was answered: right answers first, then the wrong ones by number, then blanks.

    Of sentences, which are all different, what they earned.
    """
    counts = Counter[tuple[str, bool]]()
    for row in missed.answers:
        counts[_text(row, responses, questions), row.fraction >= 1 - SLACK] += 1
    key = questions[missed.version_id].body
    if not missed.right and key.is_machine_marked:
        counts[key.summarize(key.right_answer()), True] += 0
    total = len(missed.answers)
    choices = [Choice(text, count, count / total, is_right) for (text, is_right), count in counts.items()]
    answered = sorted(
        (choice for choice in choices if choice.text),
        key=lambda choice: (not choice.is_right, -choice.count, choice.text),
    )
    return answered[:CHOICES_SHOWN] + [choice for choice in choices if not choice.text]


def _text(row: AnswerRow, responses: Mapping[tuple[int, int], Any], questions: Mapping[int, Question]) -> str:
    body = questions[row.version_id].body
    if not row.is_answered:
        return ""
    if body.is_machine_marked:
        return body.summarize(responses.get((row.attempt_id, row.slot)))
    earned, full = row.fraction * row.max_mark, row.max_mark
    return gettext("%(mark)s of %(max)s", mark=round_for_display(earned), max=round_for_display(full))
