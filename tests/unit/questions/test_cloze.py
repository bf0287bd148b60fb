from typing import Any

import pytest

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.cloze import Cloze
from quizapp.values.conventions import Conventions

CALL: dict[str, Any] = {
    "text": "They met in {when} at {where}; the call took {length} minutes, on {topic}. So it was: {truth}.",
    "gaps": {
        "length": {"kind": "numeric", "answers": [{"value": 90}], "weight": 2},
        "when": {"kind": "date", "answer": "2017-04", "part_credit": {"year": 0.5}},
        "where": {"kind": "short_text", "answers": [{"text": "Mar-a-Lago"}]},
        "topic": {"kind": "single_choice", "options": [{"text": "trade", "key": True}, {"text": "sport"}]},
        "truth": {"kind": "true_false", "answer": False},
    },
}
BODY = Cloze.from_dict(CALL)
RIGHT = {"length": "90", "when": "2017-04", "where": "Mar-a-Lago", "topic": 0, "truth": False}


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        (RIGHT, 1),
        ({"length": "90 minutes"}, 2 / 6),
        ({"when": "2017"}, 0.5 / 6),
        ({**RIGHT, "length": "9"}, 4 / 6),
        ({"topic": 1, "truth": True}, 0),
        (None, 0),
    ],
)
def test_the_weighted_mean_of_the_gaps(response: dict[str, Any] | None, fraction: float) -> None:
    assert BODY.fraction(response) == pytest.approx(fraction)


def test_weights_as_moodle_writes_them() -> None:
    """{1:SHORTANSWER:=Paris} {2:NUMERICAL:=23.8:0.1}, only the second one right."""
    gaps = {
        "one": {"kind": "short_text", "answers": [{"text": "Paris"}]},
        "two": {"kind": "numeric", "answers": [{"value": 23.8, "tolerance": 0.1}], "weight": 2},
    }
    assert Cloze.from_dict({"text": "{one} {two}", "gaps": gaps}).fraction({"two": "23.75"}) == pytest.approx(
        2 / 3
    )


def test_numbers_and_dates_are_read_as_the_class_writes_them() -> None:
    gaps = {
        "n": {"kind": "numeric", "answers": [{"value": 1.5}]},
        "d": {"kind": "date", "answer": "2025-06-05"},
    }
    body = Cloze.from_dict({"text": "{n} {d}", "gaps": gaps})
    assert body.fraction({"n": "1,5", "d": "5/6/2025"}, Conventions(day_first=True, decimal_mark=",")) == 1


def test_gaps_stand_in_the_order_of_the_text() -> None:
    assert BODY.names() == ["when", "where", "length", "topic", "truth"]
    assert BODY.summarize({"length": "90", "truth": True}) == "…; …; 90; …; True"
    assert BODY.summarize({}) == BODY.summarize(None) == ""


def test_texts() -> None:
    assert BODY.right_answer() == RIGHT
    assert BODY.key_texts() == ["90", "2017-04", "Mar-a-Lago", "trade"]
    assert BODY.distractor_texts() == ["sport"]
    assert BODY.asked_texts() == ["They met in … at …; the call took … minutes, on …. So it was: …."]


@pytest.mark.parametrize(
    ("raw", "response"),
    [
        ({"length": "90", "where": " "}, {"length": "90"}),
        ({"truth": False}, {"truth": False}),
        ({"topic": 0, "when": None}, {"topic": 0}),
        ({"when": None}, None),
        ({}, None),
    ],
)
def test_reads_what_was_filled_in(raw: dict[str, Any], response: dict[str, Any] | None) -> None:
    assert BODY.read(raw) == response


@pytest.mark.parametrize(
    "raw", [["90"], {"other": "90"}, {"length": 90}, {"topic": 2}, {"truth": "true"}, {1: "90"}, {"when": {}}]
)
def test_what_no_page_sends(raw: object) -> None:
    with pytest.raises(InvalidResponse):
        BODY.read(raw)


@pytest.mark.parametrize(
    ("values", "response"),
    [
        (["2017", "", "90", "1", "false"], {"when": "2017", "length": "90", "topic": 1, "truth": False}),
        (["", "", "", "", ""], None),
        ([], None),
    ],
)
def test_the_form_fields(values: list[str], response: dict[str, Any] | None) -> None:
    assert BODY.from_fields(values) == response


@pytest.mark.parametrize("values", [["2017"], ["", "", "", "2", ""], ["", "", "", "", "yes"], ["a"] * 6])
def test_fields_that_no_page_sends(values: list[str]) -> None:
    with pytest.raises(InvalidResponse):
        BODY.from_fields(values)


def test_a_page_speaks_of_places_in_each_gap() -> None:
    option = CALL["gaps"]["topic"]
    body = Cloze.from_dict({"text": "{a} {b}", "gaps": {"a": option, "b": option}})
    shown = {
        (body.to_places({"a": 0}, seed)["a"], body.to_places({"b": 0}, seed)["b"])  # type: ignore[index, call-overload]
        for seed in range(40)
    }
    assert len(shown) == 4, "two gaps show their keys at places that have nothing to do with each other"
    assert body.from_places(body.to_places({"a": 0, "b": 1}, 3), 3) == {"a": 0, "b": 1}
    with pytest.raises(InvalidResponse):
        body.from_places({"a": 2}, 3)


def test_the_native_dict_comes_back() -> None:
    assert BODY.to_dict() == CALL


GAP = {"kind": "true_false", "answer": True}


@pytest.mark.parametrize(
    ("text", "gaps", "problem"),
    [
        ("It is {a.", {"a": GAP}, ["unclosed_gap", "gap_without_place"]),
        ("It is {a {b}.", {"b": GAP}, ["unclosed_gap"]),
        ("It is {", {}, ["no_gap", "unclosed_gap"]),
        ("It is {a} {b}.", {"a": GAP}, ["place_without_gap"]),
        ("It is {A}.", {"a": GAP}, ["place_without_gap", "gap_without_place"]),
        ("It is {}.", {"a": GAP}, ["place_without_gap", "gap_without_place"]),
        ("It is so.", {"a": GAP}, ["gap_without_place"]),
        ("It is {a} and {a}.", {"a": GAP}, ["repeated_gap"]),
        (" ", {"a": GAP}, ["empty_text"]),
        ("It is {a}.", {"a": GAP | {"weight": 0}}, ["weight_out_of_range"]),
        ("It is {a}.", {"a": GAP | {"weight": float("inf")}}, ["weight_out_of_range"]),
    ],
)
def test_what_is_wrong(text: str, gaps: dict[str, Any], problem: list[str]) -> None:
    assert [p.code for p in Cloze.from_dict({"text": text, "gaps": gaps}).problems()] == problem


def test_what_is_wrong_in_a_gap_is_said_with_its_place() -> None:
    body = Cloze.from_dict({"text": "{a}", "gaps": {"a": {"kind": "date", "answer": "2025-02-31"}}})
    assert body.problems() == [Problem("bad_date", ("gaps", "a", "answer"), {"text": "2025-02-31"})]


def test_a_closing_brace_alone_is_a_text() -> None:
    assert Cloze.from_dict({"text": "{a} }", "gaps": {"a": GAP}}).problems() == []
