"""How the students of the demo school answer: by chance, each with an ability of their own."""

import random
from datetime import datetime, timedelta

from quizapp.attempts import actions, queries
from quizapp.attempts.contents import contents
from quizapp.attempts.queries import Offer
from quizapp.models.accounts import Person
from quizapp.questions import Question, Response

BLANK = 0.04  # the share of questions that are left blank
WRONG_TEXTS = ("not sure", "2024", "45", "Geneva")


def take(offered: Offer, student: Person, chance: random.Random, opens_at: datetime, now: datetime) -> None:
    """Let a student take a quiz between its opening and now, and hand it in."""
    ability = min(0.97, max(0.3, chance.gauss(0.72, 0.16)))
    span = min(offered.assignment.closes_at, now) - opens_at
    start = opens_at + span * (0.1 + 0.7 * chance.random())
    attempt = actions.start_attempt(offered, student, seed=chance.randrange(actions.LATEST_SEED), now=start)
    states = queries.slot_states(attempt.id)
    questions = contents((state.version_id, state.digest) for state in states)
    moment = start
    for state in states:
        moment += timedelta(seconds=chance.randint(12, 75))
        response = respond(questions[state.version_id], ability, chance)
        if response is not None:
            actions.record_response(attempt.id, state.slot, 1, response, moment)
    actions.hand_in(attempt.id, moment + timedelta(seconds=20))


def respond(question: Question, ability: float, chance: random.Random) -> Response:
    """A response as a student of this ability (0 to 1, the chance to be right) would give; None is blank."""
    if chance.random() < BLANK:
        return None
    harder = {1: 0.08, 2: 0.0, 3: -0.14}[question.difficulty]
    if chance.random() < ability + harder:
        return question.body.right_answer()
    return _wrong(question, chance)


def _wrong(question: Question, chance: random.Random) -> Response:
    right = question.body.right_answer()
    if isinstance(right, bool):
        return not right
    if isinstance(right, str):
        return chance.choice(WRONG_TEXTS)
    order = question.body.shuffled(chance.randrange(1000))
    if isinstance(right, int):
        return next(option for option in order if option != right)
    if question.kind == "ordering":
        return order
    return sorted(chance.sample(range(len(order) or len(right or [])), max(1, len(right or []) - 1)))
