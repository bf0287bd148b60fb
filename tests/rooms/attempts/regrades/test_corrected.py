"""A review after a correction shows the question as it was given with the key that counts now."""

from typing import Any

import pytest

from quizapp.attempts.regrades.corrected import with_corrected_key
from quizapp.bank.shown import shown_question, with_answers
from quizapp.questions import Question
from tests.support import bank, school

pytestmark = pytest.mark.usefixtures("context")


def corrected(given: dict[str, Any], new: dict[str, Any], response: Any, fraction: float) -> dict[str, Any]:
    old = Question.from_dict(given)
    shown = with_answers(shown_question(old, response=response, seed=7), old, response)
    return with_corrected_key(shown, old, Question.from_dict(new), fraction)


def choice(key: int, *texts: str, **more: Any) -> dict[str, Any]:
    options = [{"text": text, "key": n == key, "why": f"On {text}."} for n, text in enumerate(texts)]
    return school.single_choice(options=options, **more)


def test_options_stay_and_the_key_moves() -> None:
    new = choice(0, "c", "a", "b", explanation="It is c.", feedback={"right": "Yes.", "wrong": "No."})
    shown = corrected(choice(0, "a", "b", "c"), new, 2, 1.0)
    options = {option["index"]: option for option in shown["options"]}
    assert {index: option["is_key"] for index, option in options.items()} == {0: False, 1: False, 2: True}
    assert [index for index, option in options.items() if option["is_chosen"]] == [2]
    assert [options[index]["why_html"] is None for index in range(3)] == [True, False, True]
    assert (shown["right"], shown["right_text"]) == (2, "c")
    assert "It is c." in shown["explanation_html"]
    assert "Yes." in shown["feedback_html"]


def test_a_statement_that_was_true_is_false() -> None:
    shown = corrected(school.true_false(), school.true_false(answer=False), False, 1.0)
    assert (shown["right"], shown["right_text"]) == (False, "False")


def test_an_order_is_told_in_the_numbers_of_the_page() -> None:
    def order(*texts: str) -> dict[str, Any]:
        items = [{"text": text} for text in texts]
        return {"id": "o", "kind": "ordering", "topic": "T", "stem": "S", "items": items}

    shown = corrected(order("a", "b", "c"), order("a", "c", "b"), [0, 2, 1], 1.0)
    assert shown["right"] == [0, 2, 1]


def test_a_blank_has_no_feedback() -> None:
    shown = corrected(choice(0, "a", "b"), choice(1, "a", "b", feedback={"right": "Yes."}), None, 1.0)
    assert shown["feedback_html"] is None


def test_what_an_answer_in_parts_has_is_what_the_regrade_gave() -> None:
    given = bank.content("matching").to_dict()
    new = given | {"pairs": [*given["pairs"], {"left": "Tre", "right": "Fourth"}]}
    shown = corrected(given, new, [0, 0], 1.0)
    assert shown["fraction"] == 1.0


def test_a_written_answer_keeps_the_rubric_it_was_marked_by() -> None:
    new = school.written(rubric=[{"points": 9, "text": "is long"}], explanation="Look again.")
    shown = corrected(school.written(), new, "Words.", 1.0)
    assert [row["points_text"] for row in shown["rubric"]] == ["1 point"]
    assert "Look again." in shown["explanation_html"]
