from typing import Any

import pytest

from quizapp.errors import Problem
from quizapp.questions.short_text import ShortText

PLACE: dict[str, Any] = {"answers": [{"text": "Mar-a-Lago"}, {"text": "Florida", "fraction": 0.5}]}


def body(*texts: str, fold: list[str] | None = None) -> ShortText:
    data: dict[str, Any] = {"answers": [{"text": text} for text in texts]}
    return ShortText.from_dict(data if fold is None else data | {"fold": fold})


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        ("Mar-a-Lago", 1),
        ("  mar a  lago. ", 1),
        ("MAR‑A‑LAGO", 1),
        ("florida", 0.5),
        ("Mar-a-Lago, Florida", 0),
        ("Beijing", 0),
        ("", 0),
        ("   ", 0),
        ("...", 0),
        (None, 0),
    ],
)
def test_what_is_accepted(response: str | None, fraction: float) -> None:
    assert ShortText.from_dict(PLACE).fraction(response) == fraction


@pytest.mark.parametrize(
    ("fold", "response", "fraction"),
    [
        ([], "Café-Bar", 1),
        ([], "café-bar", 0),
        (["case"], "CAFÉ-BAR", 1),
        (["case"], "cafe-bar", 0),
        (["accents"], "Cafe-Bar", 1),
        (["punctuation"], "Café Bar", 1),
        (["space"], " Café-Bar ", 1),
        (["case"], " Café-Bar ", 0),
    ],
)
def test_each_difference_can_be_made_to_count(fold: list[str], response: str, fraction: float) -> None:
    assert body("Café-Bar", fold=fold).fraction(response) == fraction


def test_the_wildcard() -> None:
    question = body("*Lago*")
    assert question.fraction("at Mar-a-Lago, Florida") == 1
    assert question.fraction("Beijing") == 0


def test_the_best_answer_that_fits_counts_in_any_order() -> None:
    answers = [{"text": "*Lago", "fraction": 0.5}, {"text": "Mar-a-Lago"}]
    for order in (answers, answers[::-1]):
        assert ShortText.from_dict({"answers": order}).fraction("mar-a-lago") == 1


@pytest.mark.parametrize(
    ("patterns", "right"),
    [
        (["Mar*", "Mar-a-Lago"], "Mar-a-Lago"),
        (["Mar*Lago"], "MarLago"),
        (["Mar * Lago"], "Mar x Lago"),
        ([r"5 \* 3"], "5 * 3"),
        ([], None),
    ],
)
def test_the_right_answer_is_one_that_can_be_typed(patterns: list[str], right: str | None) -> None:
    assert body(*patterns).right_answer() == right


def test_texts() -> None:
    question = ShortText.from_dict(PLACE)
    assert question.key_texts() == ["Mar-a-Lago"]
    assert question.distractor_texts() == []
    assert question.summarize(" Mar-a-\n Lago ") == "Mar-a- Lago"


def test_the_native_dict_comes_back() -> None:
    assert ShortText.from_dict(PLACE).to_dict() == PLACE
    strict = PLACE | {"fold": ["case", "space"]}
    assert ShortText.from_dict(strict).to_dict() == strict
    assert ShortText.from_dict(PLACE | {"fold": []}).to_dict() == PLACE | {"fold": []}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"answers": []}, Problem("no_key", ("answers",))),
        ({"answers": [{"text": "a", "fraction": 0.5}]}, Problem("no_key", ("answers",))),
        ({"answers": [{"text": "a"}, {"text": " "}]}, Problem("empty_text", ("answers", 1, "text"))),
        ({"answers": [{"text": "*"}]}, Problem("accepts_anything", ("answers", 0, "text"))),
        (
            {"answers": [{"text": "a"}, {"text": "b", "fraction": 2}]},
            Problem("fraction_out_of_range", ("answers", 1, "fraction")),
        ),
        (
            {"answers": [{"text": "a"}], "fold": ["case", "sound"]},
            Problem("unknown_fold", ("fold",), {"fold": "sound"}),
        ),
    ],
)
def test_what_is_wrong(data: dict[str, Any], problem: Problem) -> None:
    assert ShortText.from_dict(data).problems() == [problem]


def test_a_star_that_earns_nothing_may_catch_the_rest() -> None:
    answers = [{"text": "Mar-a-Lago"}, {"text": "*", "fraction": 0}]
    assert ShortText.from_dict({"answers": answers}).problems() == []
