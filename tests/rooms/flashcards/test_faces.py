from typing import Any

import pytest

from quizapp.flashcards.cards import Faces, faces
from quizapp.questions import Question
from tests.support.school import single_choice, true_false


def made(content: dict[str, Any], seed: int = 1) -> Faces:
    return faces(7, Question.from_dict(content), [], seed)


def other(kind: str, **body: Any) -> dict[str, Any]:
    return {"id": "q", "kind": kind, "topic": "T", "stem": "Which?", **body}


def test_choice_hides_its_options_and_answers_with_the_key() -> None:
    card = made(single_choice())
    assert card.id == 7
    assert "145%" not in card.front_html
    assert sorted(card.options) == ["145%", "54%", "95%"]
    assert card.back_html == "145%"
    assert card.explanation_html == "<p>They reached 145% before the pause in May.</p>\n"


def test_options_stand_in_another_order_by_the_seed() -> None:
    assert len({tuple(made(single_choice(), seed).options) for seed in range(20)}) > 1
    assert made(single_choice(), 5).options == made(single_choice(), 5).options


@pytest.mark.parametrize(("answer", "expected"), [(True, "True"), (False, "False")])
def test_true_false_asks_before_the_statement(answer: bool, expected: str) -> None:
    card = made(true_false(answer=answer))
    assert card.front_html.startswith("<p>True or false?</p><p>A pause of 90 days")
    assert (card.back_html, card.options) == (expected, [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            other(
                "multiple_choice",
                options=[{"text": "a", "key": True}, {"text": "b"}, {"text": "*c*", "key": True}],
            ),
            "<ul><li>a</li><li><em>c</em></li></ul>",
        ),
        (
            other("ordering", items=[{"text": "first"}, {"text": "then"}]),
            "<ol><li>first</li><li>then</li></ol>",
        ),
        (other("numeric", answers=[{"value": 90, "unit": "minutes", "tolerance": 0}]), "90 minutes"),
        (other("short_text", answers=[{"text": "Mar-a-Lago"}, {"text": "maralago"}]), "Mar-a-Lago"),
        (other("date", answer="2025-06-05"), "June 5, 2025"),
        (other("date", answer="2017-04"), "April 2017"),
        (other("date", answer="2017"), "2017"),
        (other("date", answer="2017-04~"), "about April 2017"),
    ],
)
def test_back_says_the_right_answer(content: dict[str, Any], expected: str) -> None:
    card = made(content)
    assert card.back_html == expected
    assert card.explanation_html is None


def test_what_a_teacher_types_is_never_html() -> None:
    card = made(single_choice(stem="<script>x</script>?", explanation="<b>no</b>"))
    assert "<script" not in card.front_html
    assert "<b>" not in (card.explanation_html or "")
    typed = made(other("short_text", answers=[{"text": "<i>x</i>"}]))
    assert typed.back_html == "&lt;i&gt;x&lt;/i&gt;"
