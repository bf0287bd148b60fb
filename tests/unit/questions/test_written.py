from typing import Any

import pytest

from quizapp.errors import Problem
from quizapp.questions.written import Written

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
