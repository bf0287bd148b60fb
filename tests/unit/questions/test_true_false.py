import pytest

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.true_false import TrueFalse


@pytest.mark.parametrize("answer", [True, False])
def test_one_of_two_is_right(answer: bool) -> None:
    body = TrueFalse.from_dict({"answer": answer})
    assert body.fraction(answer) == 1
    assert body.fraction(not answer) == 0
    assert body.fraction(None) == 0
    assert body.right_answer() is answer
    assert body.to_dict() == {"answer": answer}
    assert body.problems() == []


def test_false_is_an_answer() -> None:
    body = TrueFalse(True)
    assert body.is_answered(False)
    assert not body.is_answered(None)
    assert body.summarize(False) == "False"
    assert body.summarize(None) == ""


def test_numbers_are_not_truth_values() -> None:
    assert not TrueFalse(True).is_same(True, 1)
    assert TrueFalse(True).fraction(1) == 0


@pytest.mark.parametrize(
    ("values", "response"), [(["true"], True), (["false"], False), ([""], None), ([], None)]
)
def test_the_form_field(values: list[str], response: bool | None) -> None:
    assert TrueFalse(True).from_fields(values) is response


@pytest.mark.parametrize("raw", [0, 1, "true", "yes", [True], {}, 1.0])
def test_a_response_that_no_page_sends(raw: object) -> None:
    with pytest.raises(InvalidResponse):
        TrueFalse(True).read(raw)


@pytest.mark.parametrize("values", [["True"], ["maybe"], ["true", "false"]])
def test_a_field_that_no_page_sends(values: list[str]) -> None:
    with pytest.raises(InvalidResponse):
        TrueFalse(True).from_fields(values)


def test_a_statement_without_verdict() -> None:
    body = TrueFalse.from_dict({})
    assert body.problems() == [Problem("no_key", ("answer",))]
    assert body.fraction(False) == 0
    assert body.to_dict() == {}
