from typing import Any

import pytest

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions import QUIZ_KINDS, Question
from quizapp.questions.card import Card

TARIFF: dict[str, Any] = {"front": "What is a tariff?", "back": "A tax on imports."}
BODY = Card.from_dict(TARIFF)


def test_a_card_is_no_question() -> None:
    assert not BODY.is_for_quizzes
    assert not BODY.is_machine_marked
    assert "card" not in QUIZ_KINDS
    assert "written" in QUIZ_KINDS
    assert len(QUIZ_KINDS) == 11


@pytest.mark.parametrize("raw", ["A tax", 0, True, ["A tax"], {"front": "A tax"}])
def test_it_takes_no_answer(raw: object) -> None:
    with pytest.raises(InvalidResponse):
        BODY.read(raw)


def test_it_earns_nothing() -> None:
    assert (BODY.fraction(None), BODY.summarize(None), BODY.right_answer()) == (0, "", None)


def test_the_native_dict_comes_back() -> None:
    assert BODY.to_dict() == TARIFF


@pytest.mark.parametrize("side", ["front", "back"])
def test_both_sides_are_needed(side: str) -> None:
    assert Card.from_dict(TARIFF | {side: " "}).problems() == [Problem("empty_text", (side,))]


def test_it_goes_by_its_front_where_it_has_no_stem() -> None:
    native = {"id": "tariff", "kind": "card", "topic": "Terms", **TARIFF}
    assert Question.from_dict(native).stem == "What is a tariff?"
    assert Question.from_dict(native | {"stem": "Tariff"}).stem == "Tariff"
    assert Question.from_dict(native).problems() == []
