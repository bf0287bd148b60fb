"""A response to one version of a question, carried to another."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.questions import KINDS, Body
from quizapp.questions.carried import carried, new_places, numbered_texts


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


def matching(*pairs: str, distractors: str = "") -> Body:
    rows = [{"left": pair[0], "right": pair[1]} for pair in pairs]
    return KINDS["matching"].from_dict({"pairs": rows, "distractors": list(distractors)})


@pytest.mark.parametrize(
    ("old", "response", "new", "expected", "fraction"),
    [
        (matching("ax", "by"), [0, 1], matching("ay", "bx"), [1, 0], 0),
        (matching("ax", "by"), [1, 0], matching("ay", "bx"), [0, 1], 1),
        (matching("ax", "by"), [0, 1], matching("by", "ax"), [0, 1], 1),
        (matching("ax", "by", distractors="z"), [2, 1], matching("az", "by", distractors="x"), [0, 1], 1),
        (matching("ax", "by", "cz"), [0, None, 2], matching("by", "cz"), [None, 1], 0.5),
        (matching("ax", "by"), None, matching("ay", "bx"), None, 0),
        (matching("ax", "by", "cz"), [None, None, 2], matching("ax", "by"), None, 0),
    ],
)
def test_pairs_move_with_their_sides(
    old: Body, response: Any, new: Body, expected: Any, fraction: float
) -> None:
    assert carried(response, old, new) == expected
    assert new.fraction(expected) == fraction


def test_choices_in_gaps_move_with_their_texts() -> None:
    def cloze(*options: str, **more: Any) -> Body:
        rows = [{"text": text, "key": place == 0} for place, text in enumerate(options)]
        gaps = {"a": {"kind": "single_choice", "options": rows}, **more}
        return KINDS["cloze"].from_dict({"text": " ".join(f"{{{name}}}" for name in gaps), "gaps": gaps})

    number = {"kind": "numeric", "answers": [{"value": 90}]}
    old, new = cloze("one", "two", n=number, gone=number), cloze("two", "one", n=number)
    assert carried({"a": 0, "n": "90", "gone": "1"}, old, new) == {"a": 1, "n": "90"}
    assert carried({"gone": "1"}, old, new) is None
    assert carried(None, old, new) is None


def test_marks_move_with_their_claims() -> None:
    def comparison(*claims: str) -> Body:
        rows = [{"text": text, "marks": {"s": "says", "t": "silent"}} for text in claims]
        return KINDS["source_comparison"].from_dict({"sources": ["s", "t"], "claims": rows})

    old, new = comparison("one", "two"), comparison("two", "three", "one")
    first, second = {"s": "says"}, {"t": "silent"}
    assert carried([first, second], old, new) == [second, {}, first]
    assert carried([{}, {}], old, new) is None


def test_lists_of_texts_that_answers_name_by_number() -> None:
    assert numbered_texts(matching("ax", "by", distractors="z")) == [["a", "b"], ["x", "y", "z"]]
    assert numbered_texts(order("a", "b")) == [["a", "b"]]
