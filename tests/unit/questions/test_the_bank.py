"""Every question that is shipped: its key earns the whole mark, a blank nothing, anything else 0 to 1."""

from pathlib import Path

import pytest

from quizapp.errors import InvalidResponse
from quizapp.formats.native import read_questions
from quizapp.questions import Question

FILES = sorted((Path(__file__).parents[3] / "question_bank").glob("*.yaml"))
QUESTIONS = [q for file in FILES for q in read_questions(file.read_text(encoding="utf-8")).questions]
MARKED = [question for question in QUESTIONS if question.body.is_machine_marked]
RAW = [True, False, 0, 1, [0], [1, 0], "", "x", "90", "145%", "2017", "June 5, 2025", "about 1.2 million", {}]


def name_of(question: Question) -> str:
    return question.id


def test_there_are_questions() -> None:
    assert len(MARKED) >= 80


@pytest.mark.parametrize("question", MARKED, ids=name_of)
def test_the_key_earns_the_whole_mark(question: Question) -> None:
    right = question.body.right_answer()
    assert question.body.is_answered(right)
    assert question.body.fraction(question.body.read(right)) == 1


@pytest.mark.parametrize("question", QUESTIONS, ids=name_of)
def test_a_blank_earns_nothing(question: Question) -> None:
    assert question.body.read(None) is None
    assert question.body.fraction(None) == 0


@pytest.mark.parametrize("question", QUESTIONS, ids=name_of)
def test_anything_earns_0_to_1(question: Question) -> None:
    for raw in RAW:
        try:
            response = question.body.read(raw)
        except InvalidResponse:
            continue
        assert 0 <= question.body.fraction(response) <= 1


@pytest.mark.parametrize("question", MARKED, ids=name_of)
def test_the_key_comes_back_from_the_places_of_a_page(question: Question) -> None:
    right = question.body.right_answer()
    for seed in (0, 1, 99_001):
        assert question.body.from_places(question.body.to_places(right, seed), seed) == right
