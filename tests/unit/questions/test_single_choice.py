from typing import Any

import pytest

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.single_choice import SingleChoice

TARIFF: dict[str, Any] = {
    "options": [
        {"text": "145%", "key": True},
        {"text": "125%", "fraction": 0.5, "why": "the other article's figure"},
        {"text": "25%"},
    ]
}
BODY = SingleChoice.from_dict(TARIFF)


@pytest.mark.parametrize(("response", "fraction"), [(0, 1.0), (1, 0.5), (2, 0.0), (None, 0.0)])
def test_the_chosen_option_earns_its_fraction(response: int | None, fraction: float) -> None:
    assert BODY.fraction(response) == fraction


def test_the_native_dict_comes_back() -> None:
    assert BODY.to_dict() == TARIFF
    assert SingleChoice.from_dict(TARIFF | {"shuffle": False}).to_dict() == TARIFF | {"shuffle": False}


def test_what_a_report_prints() -> None:
    assert BODY.summarize(1) == "125%"
    assert BODY.summarize(None) == ""


def test_texts_of_key_and_distractors() -> None:
    assert BODY.right_answer() == 0
    assert BODY.key_texts() == ["145%"]
    assert BODY.distractor_texts() == ["125%", "25%"]


def test_an_option_of_another_version_earns_nothing() -> None:
    assert BODY.fraction(7) == 0
    assert BODY.fraction(True) == 0
    assert BODY.summarize(-1) == ""


@pytest.mark.parametrize(("values", "response"), [(["2"], 2), ([" 0 "], 0), ([], None), ([""], None)])
def test_the_form_field(values: list[str], response: int | None) -> None:
    assert BODY.from_fields(values) == response


@pytest.mark.parametrize("values", [["3"], ["-1"], ["1", "2"], ["one"], ["²"], ["9" * 5000], ["1.0"]])
def test_a_field_that_no_page_sends(values: list[str]) -> None:
    with pytest.raises(InvalidResponse):
        BODY.from_fields(values)


def test_the_display_order_depends_on_the_seed_alone() -> None:
    assert BODY.shuffled(7) == BODY.shuffled(7)
    assert sorted(BODY.shuffled(7)) == [0, 1, 2]
    assert len({tuple(BODY.shuffled(seed)) for seed in range(50)}) == 6


def test_options_that_stay_in_order() -> None:
    assert SingleChoice.from_dict(TARIFF | {"shuffle": False}).shuffled(7) == [0, 1, 2]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ([{"text": "a"}, {"text": "b"}], Problem("no_key", ("options",))),
        (
            [{"text": "a", "key": True}, {"text": "b", "key": True}],
            Problem("two_keys", ("options", 1, "key")),
        ),
        ([{"text": "a", "key": True}], Problem("too_few_options", ("options",), {"count": 1})),
        (
            [{"text": "Mar-a-Lago", "key": True}, {"text": "mar a lago"}],
            Problem("equal_options", ("options", 1, "text"), {"first": 1}),
        ),
        ([{"text": "a", "key": True}, {"text": " "}], Problem("empty_text", ("options", 1, "text"))),
        (
            [{"text": "a", "key": True}, {"text": "b", "fraction": -0.5}],
            Problem("fraction_out_of_range", ("options", 1, "fraction")),
        ),
    ],
)
def test_what_is_wrong(options: list[dict[str, Any]], problem: Problem) -> None:
    assert SingleChoice.from_dict({"options": options}).problems() == [problem]


def test_a_key_that_does_not_earn_all() -> None:
    options = [{"text": "a", "key": True, "fraction": 0.5}, {"text": "b", "fraction": 1}]
    assert SingleChoice.from_dict({"options": options}).problems() == [
        Problem("key_fraction_not_one", ("options", 0, "fraction"))
    ]


def test_nothing_is_wrong() -> None:
    assert BODY.problems() == []
