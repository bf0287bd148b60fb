from typing import Any

import pytest

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.ordering import Ordering


def body(*dates: str, rule: str = "pairwise") -> Ordering:
    items = [{"text": f"event {i}", **({"date": d} if d else {})} for i, d in enumerate(dates)]
    return Ordering.from_dict({"items": items, "rule": rule})


@pytest.mark.parametrize(
    ("rule", "response", "fraction"),
    [
        ("pairwise", [0, 1, 2, 3], 1),
        ("pairwise", [1, 0, 2, 3], 5 / 6),
        ("pairwise", [3, 0, 1, 2], 1 / 2),
        ("pairwise", [3, 2, 1, 0], 0),
        ("absolute", [0, 1, 2, 3], 1),
        ("absolute", [1, 0, 2, 3], 1 / 2),
        ("absolute", [3, 0, 1, 2], 0),
        ("absolute", [3, 1, 2, 0], 1 / 2),
        ("all_or_nothing", [0, 1, 2, 3], 1),
        ("all_or_nothing", [1, 0, 2, 3], 0),
        ("pairwise", None, 0),
        ("absolute", None, 0),
        ("all_or_nothing", None, 0),
    ],
)
def test_the_rules(rule: str, response: list[int] | None, fraction: float) -> None:
    assert body("", "", "", "", rule=rule).fraction(response) == pytest.approx(fraction)


@pytest.mark.parametrize("rule", ["pairwise", "absolute", "all_or_nothing"])
@pytest.mark.parametrize("dates", [("2017-04", "2017-11", "2017-11"), ("2016", "2017-11-08", "2017")])
def test_items_of_one_time_may_change_places(rule: str, dates: tuple[str, ...]) -> None:
    question = body(*dates, rule=rule)
    assert question.fraction([0, 1, 2]) == question.fraction([0, 2, 1]) == 1
    assert question.fraction([1, 0, 2]) < 1


def test_an_item_without_date_ties_with_none() -> None:
    assert body("2017", "", "2017").fraction([1, 0, 2]) == pytest.approx(2 / 3)


@pytest.mark.parametrize("n", [2, 3, 6])
def test_a_full_reversal_scores_nothing(n: int) -> None:
    assert body(*[""] * n).fraction(list(range(n))[::-1]) == 0


def test_what_belongs_to_another_version_earns_nothing() -> None:
    assert body("", "", "").fraction([0, 1]) == 0
    assert body("", "").fraction([0, 1, 2]) == 0
    assert body("", "").summarize([1, 2]) == "event 1"


def test_texts() -> None:
    assert body("", "").summarize([1, 0]) == "event 1 > event 0"
    assert body("", "").summarize(None) == ""
    assert body("", "").right_answer() == [0, 1]
    assert body("", "").key_texts() == []


@pytest.mark.parametrize(("values", "response"), [(["2,0,1"], [2, 0, 1]), ([""], None), ([], None)])
def test_the_form_field(values: list[str], response: list[int] | None) -> None:
    assert body("", "", "").from_fields(values) == response


@pytest.mark.parametrize(
    "values", [["0,1"], ["0,1,1"], ["0,1,3"], ["0,1,"], ["a"], ["0", "1", "2"], ["-1,0,1"]]
)
def test_a_field_that_no_page_sends(values: list[str]) -> None:
    with pytest.raises(InvalidResponse):
        body("", "", "").from_fields(values)


def test_items_are_never_shown_in_their_right_order() -> None:
    shown = [body(*[""] * 3).shuffled(seed) for seed in range(60)]
    assert all(sorted(order) == [0, 1, 2] for order in shown)
    assert [0, 1, 2] not in shown
    assert body(*[""] * 3).shuffled(5) == body(*[""] * 3).shuffled(5)


def test_two_items_are_shown_either_way() -> None:
    assert {tuple(body("", "").shuffled(seed)) for seed in range(60)} == {(0, 1), (1, 0)}


def test_the_native_dict_comes_back() -> None:
    native: dict[str, Any] = {"items": [{"text": "a", "date": "2017-04"}, {"text": "b"}], "rule": "absolute"}
    assert Ordering.from_dict(native).to_dict() == native
    assert body("", "").to_dict() == {"items": [{"text": "event 0"}, {"text": "event 1"}]}


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (body(""), Problem("one_item", ("items",))),
        (body(), Problem("one_item", ("items",))),
        (body("", "", rule="luck"), Problem("unknown_rule", ("rule",), {"rule": "luck"})),
        (body("2017", "soon"), Problem("bad_date", ("items", 1, "date"), {"text": "soon"})),
        (body("2018", "", "2017"), Problem("items_out_of_order", ("items", 2, "date"), {"after": 1})),
        (
            Ordering.from_dict({"items": [{"text": "A b"}, {"text": "a  B."}]}),
            Problem("equal_items", ("items", 1, "text"), {"first": 1}),
        ),
        (
            Ordering.from_dict({"items": [{"text": "a"}, {"text": " "}]}),
            Problem("empty_text", ("items", 1, "text")),
        ),
    ],
)
def test_what_is_wrong(question: Ordering, problem: Problem) -> None:
    assert question.problems() == [problem]


def test_overlapping_dates_do_not_contradict_the_order() -> None:
    assert body("2017", "2017-04", "2017-04-07").problems() == []


def test_a_year_may_come_as_a_number() -> None:
    items = [{"text": "a", "date": 1789}, {"text": "b", "date": 1865}]
    assert Ordering.from_dict({"items": items}).items[0].date == "1789"
