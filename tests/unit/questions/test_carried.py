"""A response to one version of a question, carried to another."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.questions import KINDS, Body
from quizapp.questions.carried import carried, new_places


def choice(*texts: str, kind: str = "single_choice") -> Body:
    options = [{"text": text, "key": place == 0} for place, text in enumerate(texts)]
    return KINDS[kind].from_dict({"options": options})


def order(*texts: str) -> Body:
    return KINDS["ordering"].from_dict({"items": [{"text": text} for text in texts]})


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("abc", "abc", {0: 0, 1: 1, 2: 2}),
        ("abc", "cab", {0: 1, 1: 2, 2: 0}),
        ("abc", "abx", {0: 0, 1: 1, 2: 2}),
        ("abc", "ab", {0: 0, 1: 1}),
        ("abc", "cb", {1: 1, 2: 0}),
        ("ab", "xab", {0: 1, 1: 2}),
        ("ab", "ABc", {0: 0, 1: 1}),
    ],
)
def test_texts_are_found_again(old: str, new: str, places: dict[int, int]) -> None:
    assert new_places(old, new) == places


@pytest.mark.parametrize(
    ("old", "response", "new", "expected"),
    [
        (choice("a", "b", "c"), 2, choice("c", "a", "b"), 0),
        (choice("a", "b", "c"), 2, choice("a", "b"), None),
        (choice("a", "b", "c"), None, choice("c", "a", "b"), None),
        (choice("a", "b", "c"), 7, choice("c", "a", "b"), None),
        (
            choice("a", "b", "c", kind="multiple_choice"),
            [0, 2],
            choice("c", "b", kind="multiple_choice"),
            [0],
        ),
        (choice("a", "b", kind="multiple_choice"), [1], choice("a", kind="multiple_choice"), None),
        (order("a", "b", "c"), [2, 0, 1], order("b", "c", "a"), [1, 2, 0]),
        (order("a", "b", "c"), [2, 0, 1], order("a", "b"), None),
    ],
)
def test_the_answer_stays_the_same_words(old: Body, response: Any, new: Body, expected: Any) -> None:
    assert carried(response, old, new) == expected


@pytest.mark.parametrize("response", [True, False, None, "145%", ""])
def test_answers_without_numbers_stay(response: Any) -> None:
    old, new = (
        KINDS["true_false"].from_dict({"answer": True}),
        KINDS["true_false"].from_dict({"answer": False}),
    )
    assert carried(response, old, new) is response


@given(st.permutations(range(5)), st.permutations(range(5)))
def test_there_and_back(shown: list[int], answer: list[int]) -> None:
    texts = ["one", "two", "three", "four", "five"]
    old, new = order(*texts), order(*(texts[place] for place in shown))
    assert carried(carried(answer, old, new), new, old) == answer
