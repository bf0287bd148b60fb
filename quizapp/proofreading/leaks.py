"""Questions that answer one another when they stand in one quiz."""

from collections.abc import Iterable, Iterator, Sequence

from quizapp.errors import Problem
from quizapp.proofreading.finding import Finding
from quizapp.questions import Question
from quizapp.questions.seen import holds, telling_texts
from quizapp.values.folding import comparable

# A key that is shorter than this stands in too many stems by chance.
SHORTEST = 3
# A key that so many stems name, and a fifth of the topic, is no news to anybody ("Mr. Trump").
MOST_TELLERS = 3
Stems = Sequence[tuple[Question, str]]


def leaks(questions: Iterable[Question]) -> Iterator[Finding]:
    """stem_answers_other: a stem tells the key of another question of its topic.

    A key of one word ("Trump", "2025") stands in many stems and tells little, unless both cite one fact.
    A note: the two may both stay in the bank, but not in one quiz.
    """
    by_topic: dict[str, list[Question]] = {}
    for question in questions:
        by_topic.setdefault(question.topic, []).append(question)
    for group in by_topic.values():
        for teller, asked in _telling_pairs(group):
            problem = Problem("stem_answers_other", ("stem",), {"other": asked})
            yield Finding(teller, problem, is_note=True)


def _telling_pairs(group: Sequence[Question]) -> Iterable[tuple[str, str]]:
    stems = [(question, comparable(question.stem)) for question in group]
    told: dict[tuple[str, str], None] = {}
    for asked, own in stems:
        # What the question says itself is not given away by another.
        keys = [key for key in telling_texts(asked) if len(key) >= SHORTEST and not holds(own, key)]
        for tellers in (_tellers(key, asked, stems) for key in keys):
            if len(tellers) <= max(MOST_TELLERS, len(group) // 5):
                told.update(dict.fromkeys((teller.id, asked.id) for teller in tellers))
    return told


def _tellers(key: str, asked: Question, stems: Stems) -> list[Question]:
    return [
        teller
        for teller, stem in stems
        if teller is not asked
        and (" " in key or not set(teller.facts).isdisjoint(asked.facts))
        and holds(stem, key)
    ]
