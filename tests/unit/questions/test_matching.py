from typing import Any

import pytest

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.matching import Matching

VISITS: dict[str, Any] = {
    "pairs": [
        {"left": "April 2017", "right": "Mar-a-Lago"},
        {"left": "November 2017", "right": "Beijing"},
        {"left": "June 2019", "right": "Osaka"},
    ],
    "distractors": ["Busan"],
}
BODY = Matching.from_dict(VISITS)


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        ([0, 1, 2], 1),
        ([0, 2, 1], 1 / 3),
        ([0, 1, None], 2 / 3),
        ([0, 0, 0], 1 / 3),
        ([3, 3, 3], 0),
        ([1, 2, 0], 0),
        (None, 0),
    ],
)
def test_right_pairs_of_all_pairs(response: list[int | None] | None, fraction: float) -> None:
    assert BODY.fraction(response) == pytest.approx(fraction)


def test_what_belongs_to_another_version_earns_nothing() -> None:
    assert BODY.fraction([0, 1]) == 0
    assert BODY.fraction([0, 9, None]) == pytest.approx(1 / 3)
    assert BODY.summarize([9, 9, 9]) == ""


def test_texts() -> None:
    assert BODY.summarize([0, None, 3]) == "April 2017 → Mar-a-Lago; June 2019 → Busan"
    assert BODY.right_answer() == [0, 1, 2]
    assert BODY.key_texts() == ["Mar-a-Lago", "Beijing", "Osaka"]
    assert BODY.distractor_texts() == ["Busan"]
    assert BODY.asked_texts() == ["April 2017", "November 2017", "June 2019"]


@pytest.mark.parametrize(
    ("values", "response"),
    [
        (["0", "", "3"], [0, None, 3]),
        ([" 2 ", "1", "0"], [2, 1, 0]),
        (["", "", ""], None),
        ([""], None),
        ([], None),
    ],
)
def test_the_form_fields(values: list[str], response: list[int | None] | None) -> None:
    assert BODY.from_fields(values) == response


@pytest.mark.parametrize("values", [["0", "1"], ["0", "1", "4"], ["0", "1", "-1"], ["a", "", ""], ["0"] * 4])
def test_fields_that_no_page_sends(values: list[str]) -> None:
    with pytest.raises(InvalidResponse):
        BODY.from_fields(values)


@pytest.mark.parametrize("raw", [[None, None, None], [], None])
def test_nothing_chosen_is_no_answer(raw: object) -> None:
    assert BODY.read(raw) is None


def test_right_sides_are_offered_in_an_order_by_the_seed() -> None:
    assert sorted(BODY.shuffled(7)) == [0, 1, 2, 3]
    assert len({tuple(BODY.shuffled(seed)) for seed in range(60)}) > 10


def test_a_page_speaks_of_places() -> None:
    seed = next(seed for seed in range(60) if BODY.shuffled(seed) == [2, 0, 3, 1])
    assert BODY.to_places([0, 1, None], seed) == [1, 3, None]
    assert BODY.from_places([1, 3, None], seed) == [0, 1, None]
    with pytest.raises(InvalidResponse):
        BODY.from_places([4, None, None], seed)


def test_the_native_dict_comes_back() -> None:
    assert BODY.to_dict() == VISITS
    assert Matching.from_dict({"pairs": VISITS["pairs"]}).to_dict() == {"pairs": VISITS["pairs"]}


PAIRS = VISITS["pairs"]


@pytest.mark.parametrize(
    ("pairs", "distractors", "problem"),
    [
        (PAIRS[:1], [], Problem("too_few_pairs", ("pairs",))),
        (
            [*PAIRS, {"left": "april 2017.", "right": "Seoul"}],
            [],
            Problem("equal_sides", ("pairs", 3, "left"), {"first": 1}),
        ),
        (
            [*PAIRS, {"left": "2025", "right": "beijing"}],
            [],
            Problem("equal_sides", ("pairs", 3, "right"), {"first": 2}),
        ),
        (PAIRS, ["Seoul", "mar a lago"], Problem("equal_sides", ("distractors", 1), {"first": 1})),
        (PAIRS, [" "], Problem("empty_text", ("distractors", 0))),
        ([*PAIRS, {"left": "2025", "right": ""}], [], Problem("empty_text", ("pairs", 3, "right"))),
        ([*PAIRS, {"left": "", "right": "Seoul"}], [], Problem("empty_text", ("pairs", 3, "left"))),
    ],
)
def test_what_is_wrong(pairs: list[Any], distractors: list[str], problem: Problem) -> None:
    assert Matching.from_dict({"pairs": pairs, "distractors": distractors}).problems() == [problem]


def test_nothing_is_wrong() -> None:
    assert BODY.problems() == []
