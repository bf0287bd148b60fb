"""How the students of the demo school answer: by chance, each with an ability of their own."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from quizapp.attempts import actions, queries
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import Offer
from quizapp.models.accounts import Person
from quizapp.questions import Body, Question, Response
from quizapp.questions.cloze import Cloze
from quizapp.questions.matching import Matching
from quizapp.questions.source_comparison import MARKS, SourceComparison
from quizapp.questions.written import Written

BLANK = 0.04  # the share of questions that are left blank
WRONG_TEXTS = ("not sure", "2024", "45", "Geneva")
OWN_WORDS = (
    "The first article says so, the second one does not.",
    "Because both sides wanted the tariffs to come down again.",
    "I think it is about who speaks: one article cites the president, the other one names no source.",
)


def take(
    offered: Offer,
    student: Person,
    chance: random.Random,
    opens_at: datetime,
    now: datetime,
    words: Sequence[str] = OWN_WORDS,
) -> None:
    """Let a student take a quiz between its opening and now, and hand it in.

    Questions that are answered in sentences get one of `words`, typed with more or less care.
    """
    ability = min(0.97, max(0.3, chance.gauss(0.72, 0.16)))
    span = min(offered.assignment.closes_at, now) - opens_at
    start = opens_at + span * (0.1 + 0.7 * chance.random())
    attempt = actions.start_attempt(offered, student, seed=chance.randrange(actions.LATEST_SEED), now=start)
    states = queries.slot_states(attempt.id)
    questions = contents((state.version_id, state.digest) for state in states)
    moment = start
    for state in states:
        moment += timedelta(seconds=chance.randint(12, 75))
        response = respond(questions[state.version_id], ability, chance, words)
        if response is not None:
            actions.record_response(attempt.id, state.slot, 1, response, moment)
    actions.hand_in(attempt.id, moment + timedelta(seconds=20))


def respond(
    question: Question, ability: float, chance: random.Random, words: Sequence[str] = OWN_WORDS
) -> Response:
    """A response as a student of this ability (0 to 1, the chance to be right) would give; None is blank."""
    if chance.random() < BLANK:
        return None
    if isinstance(question.body, Written):
        return _typed(chance.choice(words), chance)
    harder = {1: 0.08, 2: 0.0, 3: -0.14}[question.difficulty]
    return _answer(question.body, ability + harder, chance)


def _typed(text: str, chance: random.Random) -> str:
    """The same words as somebody in a hurry types them."""
    return chance.choice([text, text, text.lower(), text.removesuffix(".")])


def _answer(body: Body, ability: float, chance: random.Random) -> Response:
    """An answer that is right by chance; one in parts is answered part by part."""
    right = body.right_answer()
    if isinstance(body, Cloze):
        return {name: _answer(gap.body, ability, chance) for name, gap in body.gaps.items()}
    if isinstance(body, SourceComparison) and isinstance(right, list):
        return [{source: _mark(mark, ability, chance) for source, mark in marks.items()} for marks in right]
    if isinstance(body, Matching) and isinstance(right, list):
        return [key if chance.random() < ability else _other(key, body, chance) for key in right]
    return right if chance.random() < ability else _wrong(body, chance)


def _mark(right: str, ability: float, chance: random.Random) -> str:
    return right if chance.random() < ability else chance.choice([mark for mark in MARKS if mark != right])


def _other(right: int, body: Body, chance: random.Random) -> int:
    order = body.shuffled(chance.randrange(1000))
    return next(place for place in order if place != right)


def _wrong(body: Body, chance: random.Random) -> Response:
    right = body.right_answer()
    if isinstance(right, bool):
        return not right
    if isinstance(right, str):
        return chance.choice(WRONG_TEXTS)
    if isinstance(right, int):
        return _other(right, body, chance)
    order = body.shuffled(chance.randrange(1000))
    if body.kind == "ordering":
        return order
    count = len(right) if isinstance(right, list) else 0
    return sorted(chance.sample(range(len(order) or count), max(1, count - 1)))
