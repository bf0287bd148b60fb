from typing import Any

import pytest

from quizapp.errors import Problem
from quizapp.questions.written import Criterion, Written, same_text

RUBRIC: dict[str, Any] = {
    "rubric": [{"points": 1, "text": "names a source"}, {"points": 0.5, "text": "gives a date"}]
}
BODY = Written.from_dict(RUBRIC)


def test_no_machine_marks_it() -> None:
    assert not BODY.is_machine_marked
    assert BODY.fraction("The first article says so.") == 0
    assert BODY.needs_marking("The first article says so.")
    assert not BODY.needs_marking(None)
    assert BODY.right_answer() is None


def test_what_a_report_prints() -> None:
    assert BODY.summarize(" One.\r\n\r\nTwo. ") == "One. Two."


def test_the_native_dict_comes_back() -> None:
    assert BODY.to_dict() == RUBRIC
    assert Written.from_dict({"rubric": [{"text": "a"}]}).to_dict() == {
        "rubric": [{"points": 1, "text": "a"}]
    }
    assert BODY.points() == 1.5


@pytest.mark.parametrize(
    ("rubric", "problem"),
    [
        ([], Problem("no_rubric", ("rubric",))),
        ([{"text": " "}], Problem("empty_text", ("rubric", 0, "text"))),
        ([{"text": "a", "points": 0}], Problem("points_out_of_range", ("rubric", 0, "points"))),
        ([{"text": "a", "points": float("nan")}], Problem("points_out_of_range", ("rubric", 0, "points"))),
        ([{"text": "a"}, {"text": "A."}], Problem("equal_criteria", ("rubric", 1, "text"), {"first": 1})),
    ],
)
def test_what_is_wrong(rubric: list[Any], problem: Problem) -> None:
    assert Written.from_dict({"rubric": rubric}).problems() == [problem]


@pytest.mark.parametrize(
    ("points", "steps"),
    [
        (1, [0, 0.5, 1]),
        (2.5, [0, 0.5, 1, 1.5, 2, 2.5]),
        (1.25, [0, 0.5, 1, 1.25]),
        (0.5, [0, 0.25, 0.5]),
        (0.3, [0, 0.25, 0.3]),
        (0.1, [0, 0.1]),
    ],
)
def test_points_are_given_in_steps(points: float, steps: list[float]) -> None:
    criterion = Criterion("names a source", points)
    assert criterion.steps() == steps
    assert all(criterion.is_step(step) for step in steps)
    for wrong in (-0.5, points + 0.5, points - 0.01, 0.125, float("nan"), float("inf")):
        assert not criterion.is_step(wrong), wrong


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Because of trade.", " because  of TRADE", True),
        ("Because\r\nof trade", "Because of “trade”!", True),
        ("Because of trade", "Because of trades", False),
        ("They rose 5%", "They rose 5", False),
        ("résumé", "resume", False),
        ("?!", "?!", True),
        ("?!", "!", False),
    ],
)
def test_which_answers_read_the_same(one: str, other: str, is_same: bool) -> None:
    assert (same_text(one) == same_text(other)) is is_same


def test_marks_by_another_rubric_are_known() -> None:
    other = Written.from_dict({"rubric": [{"points": 1, "text": "x"}, {"points": 0.5, "text": "y"}]})
    assert BODY.has_points_of(other)
    assert not BODY.has_points_of(Written.from_dict({"rubric": [{"points": 1, "text": "x"}]}))
