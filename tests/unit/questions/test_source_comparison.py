from typing import Any

import pytest

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.source_comparison import SourceComparison

CLAIMS: dict[str, Any] = {
    "sources": ["visits", "call"],
    "claims": [
        {"text": "The rate peaked at 145%.", "marks": {"visits": "says", "call": "otherwise"}},
        {"text": "The call lasted 90 minutes.", "marks": {"visits": "silent", "call": "says"}},
    ],
}
BODY = SourceComparison.from_dict(CLAIMS)
RIGHT = [{"visits": "says", "call": "otherwise"}, {"visits": "silent", "call": "says"}]


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        (RIGHT, 1),
        ([{"visits": "says"}, {}], 1 / 4),
        ([{"visits": "says", "call": "says"}, {"visits": "silent", "call": "says"}], 3 / 4),
        ([{"visits": "silent"}, {"call": "otherwise"}], 0),
        (None, 0),
    ],
)
def test_right_marks_of_twice_the_claims(response: Any, fraction: float) -> None:
    assert BODY.fraction(response) == fraction


def test_what_belongs_to_another_version_earns_nothing() -> None:
    assert BODY.fraction([{"visits": "says"}]) == 0
    assert BODY.fraction([{"other": "says"}, "says"]) == 0
    assert BODY.summarize(["says", None]) == ""


def test_texts() -> None:
    assert BODY.right_answer() == RIGHT
    assert BODY.summarize([{}, {"call": "says"}]) == "The call lasted 90 minutes.: call says"
    assert BODY.asked_texts() == ["The rate peaked at 145%.", "The call lasted 90 minutes."]
    assert BODY.source_ids() == ("visits", "call")


@pytest.mark.parametrize(
    ("raw", "response"),
    [
        (RIGHT, RIGHT),
        ([{"call": "says", "visits": None}, None], [{"call": "says"}, {}]),
        ([{"call": ""}, {}], None),
        ([None, None], None),
        ([], None),
    ],
)
def test_reads_the_marks(raw: object, response: Any) -> None:
    assert BODY.read(raw) == response


@pytest.mark.parametrize(
    "raw",
    [
        [{}],
        [{}, {}, {}],
        [{"visits": "yes"}, {}],
        [{"other": "says"}, {}],
        {"visits": "says"},
        ["says", "says"],
    ],
)
def test_what_no_page_sends(raw: object) -> None:
    with pytest.raises(InvalidResponse):
        BODY.read(raw)


@pytest.mark.parametrize(
    ("values", "response"),
    [
        (["says", "otherwise", "silent", "says"], RIGHT),
        (["", "", "", "says"], [{}, {"call": "says"}]),
        (["", "", "", ""], None),
        ([], None),
    ],
)
def test_the_form_fields(values: list[str], response: Any) -> None:
    assert BODY.from_fields(values) == response


@pytest.mark.parametrize("values", [["says"], ["says"] * 5, ["says", "", "", "perhaps"]])
def test_fields_that_no_page_sends(values: list[str]) -> None:
    with pytest.raises(InvalidResponse):
        BODY.from_fields(values)


def test_the_native_dict_comes_back() -> None:
    assert BODY.to_dict() == CLAIMS


def claim(text: str = "So it is.", **marks: str) -> dict[str, Any]:
    return {"text": text, "marks": marks}


@pytest.mark.parametrize(
    ("sources", "claims", "problem"),
    [
        (["a", "a"], [claim(a="says")], Problem("two_sources_needed", ("sources",))),
        (["a"], [claim(a="says")], Problem("two_sources_needed", ("sources",))),
        (["a", "b"], [], Problem("no_claim", ("claims",))),
        (
            ["a", "b"],
            [claim(a="says")],
            Problem("mark_missing", ("claims", 0, "marks", "b"), {"source": "b"}),
        ),
        (
            ["a", "b"],
            [claim(a="says", b="says", c="says")],
            Problem("mark_of_other_source", ("claims", 0, "marks", "c"), {"source": "c"}),
        ),
        (
            ["a", "b"],
            [claim(a="says", b="no")],
            Problem("unknown_mark", ("claims", 0, "marks", "b"), {"mark": "no"}),
        ),
        (
            ["a", "b"],
            [claim(a="says", b="says"), claim("so it is", a="says", b="silent")],
            Problem("equal_claims", ("claims", 1, "text"), {"first": 1}),
        ),
    ],
)
def test_what_is_wrong(sources: list[str], claims: list[Any], problem: Problem) -> None:
    assert SourceComparison.from_dict({"sources": sources, "claims": claims}).problems() == [problem]


def test_nothing_is_wrong() -> None:
    assert BODY.problems() == []
