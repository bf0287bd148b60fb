"""The students of the demo school answer every kind of question as its page would send it."""

import random

import pytest

from quizapp.operations.demo_answers import respond
from quizapp.questions import MACHINE_MARKED, QUIZ_KINDS
from tests.support import bank


@pytest.mark.parametrize("kind", QUIZ_KINDS)
def test_answers_are_such_as_a_page_sends(kind: str) -> None:
    question, chance = bank.content(kind), random.Random(7)
    answers = [respond(question, 0.6, chance) for _ in range(200)]
    for response in answers:
        assert question.body.read(response) == response
    assert 0 < answers.count(None) < 40


@pytest.mark.parametrize("kind", MACHINE_MARKED)
def test_able_students_earn_more(kind: str) -> None:
    question, chance = bank.content(kind), random.Random(7)
    mean = [
        sum(question.body.fraction(respond(question, ability, chance)) for _ in range(300)) / 300
        for ability in (0.2, 0.8)
    ]
    assert mean[0] + 0.2 < mean[1] < 1
