"""From answers to what is known, topic by topic. Takes rows of `queries` and touches no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp import statistics
from quizapp.progress.queries import AnswerRow
from quizapp.questions import Question
from quizapp.statistics import FEWEST_ANSWERS, NEUTRAL_PRIOR, SLACK, Mastery

RECENT = 10  # answers
MISSED_SHOWN = 6


@dataclass(frozen=True, slots=True)
class TopicProgress:
    """What a student answered on a topic. `right` is a sum of fractions, 0 to `answered`."""

    topic: str
    right: float
    answered: int
    recent_right: float
    recent: int
    mastery: Mastery

    @property
    def share(self) -> float:
        """The share that was right, 0 to 1."""
        return self.right / self.answered

    @property
    def is_told(self) -> bool:
        """Whether there are enough answers to say anything about the topic."""
        return self.answered >= FEWEST_ANSWERS


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that was answered wrongly more than once; the newest miss is at (attempt_id, slot)."""

    stem: str
    topic: str
    missed: int
    answered: int
    attempt_id: int
    slot: int


def topics_of(
    answers: Iterable[AnswerRow],
    days: Mapping[int, date],
    questions: Mapping[int, Question],
    priors: Mapping[str, float],
) -> list[TopicProgress]:
    """Progress by topic, the best first. `days` gives the study day of each attempt that counts here."""
    by_topic = defaultdict[str, list[AnswerRow]](list)
    for answer in answers:
        if answer.is_answered and answer.attempt_id in days:
            by_topic[answer.topic].append(answer)
    found = [
        _progress(topic, rows, days, questions, priors.get(topic, NEUTRAL_PRIOR))
        for topic, rows in by_topic.items()
    ]
    return sorted(found, key=lambda row: (-row.share, -row.answered, row.topic))


def _progress(
    topic: str,
    rows: Sequence[AnswerRow],
    days: Mapping[int, date],
    questions: Mapping[int, Question],
    prior: float,
) -> TopicProgress:
    known = [(_knowing(row.fraction, questions[row.version_id]), days[row.attempt_id]) for row in rows]
    recent = rows[-RECENT:]
    return TopicProgress(
        topic=topic,
        right=sum(row.fraction for row in rows),
        answered=len(rows),
        recent_right=sum(row.fraction for row in recent),
        recent=len(recent),
        mastery=statistics.mastery(known, prior),
    )


def _knowing(fraction: float, question: Question) -> float:
    return statistics.corrected_for_guessing(fraction, statistics.guess_chance(question.body))


def priors_of(rows: Iterable[AnswerRow], questions: Mapping[int, Question]) -> dict[str, float]:
    """The class's mean of each topic, corrected for guessing: what mastery starts from.

    It comes from the topic's first quiz that has closed and stays from then on, so that nobody's mastery
    moves when a classmate answers.
    """
    sums = defaultdict[str, float](float)
    counts = defaultdict[str, int](int)
    for row in rows:
        sums[row.topic] += row.times * _knowing(row.fraction, questions[row.version_id])
        counts[row.topic] += row.times
    return {topic: sums[topic] / count for topic, count in counts.items()}


def missed_questions(
    answers: Iterable[AnswerRow], attempt_ids: Iterable[int], questions: Mapping[int, Question]
) -> list[Missed]:
    """The questions answered wrongly more than once in these attempts, the most often missed first."""
    shown = set(attempt_ids)
    by_question = defaultdict[int, list[AnswerRow]](list)
    for answer in answers:
        if answer.is_answered and answer.attempt_id in shown:
            by_question[answer.question_id].append(answer)
    found = []
    for rows in by_question.values():
        wrong = [row for row in rows if row.fraction < 1 - SLACK]
        if len(wrong) > 1:
            last = wrong[-1]
            stem = questions[last.version_id].stem
            found.append(Missed(stem, last.topic, len(wrong), len(rows), last.attempt_id, last.slot))
    return sorted(found, key=lambda row: (-row.missed, row.answered, row.stem))[:MISSED_SHOWN]
