from typing import Any

import pytest

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.multiple_choice import MultipleChoice

# Options 0, 1 and 2 are right, 3 and 4 are wrong.
OPTIONS = [
    {"text": "the House", "key": True},
    {"text": "the Senate", "key": True},
    {"text": "the President's signature", "key": True},
    {"text": "the Supreme Court"},
    {"text": "the Cabinet"},
]


def body(rule: str = "right_minus_wrong", options: list[dict[str, Any]] | None = None) -> MultipleChoice:
    return MultipleChoice.from_dict({"options": options or OPTIONS, "rule": rule})


@pytest.mark.parametrize(
    ("rule", "response", "fraction"),
    [
        ("right_minus_wrong", [0, 1, 2], 1),
        ("right_minus_wrong", [0, 1], 2 / 3),
        ("right_minus_wrong", [0, 1, 2, 3], 2 / 3),
        ("right_minus_wrong", [0, 3], 0),
        ("right_minus_wrong", [3, 4], 0),
        ("right_minus_wrong", [0, 1, 2, 3, 4], 1 / 3),
        ("all_or_nothing", [0, 1, 2], 1),
        ("all_or_nothing", [0, 1], 0),
        ("all_or_nothing", [0, 1, 2, 3], 0),
        ("per_decision", [0, 1, 2], 1),
        ("per_decision", [0, 1], 4 / 5),
        ("per_decision", [3, 4], 0),
        ("per_decision", [0, 3], 2 / 5),
        ("weights", [0, 1, 2], 1),
        ("weights", [0], 1 / 3),
        ("weights", [0, 3], 1 / 3),
        ("right_minus_wrong", None, 0),
        ("all_or_nothing", None, 0),
        ("per_decision", None, 0),
        ("weights", None, 0),
    ],
)
def test_the_rules(rule: str, response: list[int] | None, fraction: float) -> None:
    assert body(rule).fraction(response) == pytest.approx(fraction)


@pytest.mark.parametrize(
    ("response", "fraction"),
    [([0, 1], 1), ([0], 0.7), ([1], 0.3), ([0, 2], 0.2), ([1, 2], 0), ([0, 1, 2], 0.5), ([2], 0)],
)
def test_weights_add_up_within_0_and_1(response: list[int], fraction: float) -> None:
    options = [
        {"text": "a", "fraction": 0.7},
        {"text": "b", "fraction": 0.3},
        {"text": "c", "fraction": -0.5},
    ]
    assert body("weights", options).fraction(response) == pytest.approx(fraction)


def test_three_thirds_are_a_whole() -> None:
    thirds = [{"text": text, "fraction": 0.3333} for text in "abc"]
    question = body("weights", [*thirds, {"text": "d", "fraction": -1}])
    assert question.problems() == []
    assert question.fraction([0, 1, 2]) == 1
    assert question.fraction([0]) == 0.3333


def test_choosing_in_another_order_is_the_same_answer() -> None:
    assert body().is_same([2, 0], [0, 2])
    assert not body().is_same([2, 0], [0])
    assert not body().is_same(None, [0])
    assert body().is_same(None, None)


def test_what_a_report_prints() -> None:
    assert body().summarize([3, 0]) == "the House; the Supreme Court"
    assert body().summarize(None) == ""
    assert body().summarize([0, 9]) == "the House"


def test_texts_of_key_and_distractors() -> None:
    assert body().right_answer() == [0, 1, 2]
    assert body().key_texts() == ["the House", "the Senate", "the President's signature"]
    assert body().distractor_texts() == ["the Supreme Court", "the Cabinet"]


@pytest.mark.parametrize(
    ("values", "response"), [(["3", "0"], [0, 3]), (["", "1"], [1]), ([], None), ([""], None)]
)
def test_the_form_field(values: list[str], response: list[int] | None) -> None:
    assert body().from_fields(values) == response


@pytest.mark.parametrize("raw", [[5], [0, 0], [True], [0.0], [[0]], "0", 0, {"0": 0}, [None], list(range(6))])
def test_a_response_that_no_page_sends(raw: object) -> None:
    with pytest.raises(InvalidResponse):
        body().read(raw)


def test_the_native_dict_comes_back_without_defaults() -> None:
    assert body().to_dict() == {"options": OPTIONS}
    assert body("weights").to_dict() == {"options": OPTIONS, "rule": "weights"}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"options": [{"text": "a"}, {"text": "b"}]}, Problem("no_key", ("options",))),
        ({"options": OPTIONS, "rule": "luck"}, Problem("unknown_rule", ("rule",), {"rule": "luck"})),
        (
            {"options": [{"text": "a", "fraction": 0.5}, {"text": "b"}], "rule": "weights"},
            Problem("weights_below_one", ("options",), {"sum": 0.5}),
        ),
        (
            {"options": [{"text": "a", "fraction": 1}, {"text": "b", "fraction": -2}], "rule": "weights"},
            Problem("fraction_out_of_range", ("options", 1, "fraction")),
        ),
    ],
)
def test_what_is_wrong(data: dict[str, Any], problem: Problem) -> None:
    assert MultipleChoice.from_dict(data).problems() == [problem]


def test_all_options_may_be_right() -> None:
    assert body(options=[{"text": "a", "key": True}, {"text": "b", "key": True}]).problems() == []
