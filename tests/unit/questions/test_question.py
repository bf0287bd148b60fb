from typing import Any

import pytest

from quizapp.errors import ParseError, Problem
from quizapp.questions import KINDS, Question
from quizapp.questions.true_false import TrueFalse

SMALL: dict[str, Any] = {
    "id": "limits-1",
    "kind": "true_false",
    "topic": "Tariffs",
    "stem": "The limit was 125%.",
    "answer": True,
}
FULL: dict[str, Any] = SMALL | {
    "difficulty": 2,
    "standards": ["D2.Civ.3"],
    "facts": ["ninety-minute-call/tariff-limit-b"],
    "explanation": "On some goods.",
    "tags": ["trade"],
    "status": "draft",
    "mark": 2.5,
    "hints": ["Read paragraph 13."],
    "feedback": {"right": "Yes."},
    "image": {"file": "map.svg", "alt": "A map"},
    "version": 3,
}


def test_a_kind_is_found_by_its_native_name() -> None:
    assert set(KINDS) == {
        *("single_choice", "multiple_choice", "true_false", "numeric", "short_text", "date", "ordering"),
        *("matching", "cloze", "source_comparison", "written", "card"),
    }
    assert all(body.kind == name for name, body in KINDS.items())


def test_defaults() -> None:
    question = Question.from_dict(SMALL)
    assert question.body == TrueFalse(True)
    assert (question.difficulty, question.mark, question.status, question.version) == (1, 1.0, "ready", 1)
    assert question.facts == question.hints == ()
    assert dict(question.feedback) == {}
    assert question.problems() == []


@pytest.mark.parametrize("native", [SMALL, FULL])
def test_the_native_dict_comes_back(native: dict[str, Any]) -> None:
    question = Question.from_dict(native)
    assert question.to_dict() == native
    assert Question.from_dict(question.to_dict()) == question


def test_the_native_dict_is_not_shared() -> None:
    native = FULL | {"hints": ["one"], "feedback": {"right": "Yes."}}
    question = Question.from_dict(native)
    native["hints"].append("two")
    native["feedback"]["wrong"] = "No."
    assert question.hints == ("one",)
    assert dict(question.feedback) == {"right": "Yes."}


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ParseError) as caught:
        Question.from_dict(SMALL | {"kind": "riddle"})
    assert (caught.value.code, caught.value.params) == ("unknown_kind", {"kind": "riddle"})


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"stem": " "}, Problem("empty_text", ("stem",))),
        ({"topic": ""}, Problem("empty_text", ("topic",))),
        ({"status": "lost"}, Problem("unknown_status", ("status",), {"status": "lost"})),
        ({"difficulty": 4}, Problem("difficulty_out_of_range", ("difficulty",), {"difficulty": 4})),
        ({"mark": 0}, Problem("mark_out_of_range", ("mark",))),
        ({"mark": float("nan")}, Problem("mark_out_of_range", ("mark",))),
        ({"image": {"file": "a.png"}}, Problem("image_without_alt", ("image", "alt"))),
        ({"answer": None}, Problem("no_key", ("answer",))),
    ],
)
def test_what_is_wrong(change: dict[str, Any], problem: Problem) -> None:
    assert Question.from_dict(SMALL | change).problems() == [problem]
