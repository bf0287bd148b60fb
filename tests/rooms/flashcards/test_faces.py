from typing import Any

import pytest

from quizapp.flashcards.cards import Faces, faces
from quizapp.questions import KINDS, Question
from tests.support import bank
from tests.support.school import card, single_choice, true_false


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
        (
            other(
                "matching",
                pairs=[{"left": "Uno", "right": "*one*"}, {"left": "Due", "right": "two"}],
                distractors=["three"],
            ),
            "<ul><li>Uno → <em>one</em></li><li>Due → two</li></ul>",
        ),
        (
            other("written", rubric=[{"points": 1, "text": "names a source"}]),
            "<ul><li>names a source</li></ul>",
        ),
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


def test_a_card_has_its_own_two_sides() -> None:
    shown = made(card())
    assert shown.front_html == "<p>What is a <em>tariff</em>?</p>\n"
    assert shown.back_html == "<p>A tax on imports.</p>\n"


def test_a_text_shows_its_gaps_in_front_and_what_fills_them_at_the_back() -> None:
    gaps = {
        "a": {"kind": "numeric", "answers": [{"value": 90}]},
        "b": {"kind": "date", "answer": "2017-04"},
        "c": {"kind": "true_false", "answer": False},
        "d": {"kind": "single_choice", "options": [{"text": "<i>", "key": True}, {"text": "x"}]},
    }
    shown = made(other("cloze", text="It took *{a}* in {b}: {c}, {d}.", gaps=gaps))
    gap = "<strong>_____</strong>"
    assert shown.front_html == f"<p>Which?</p><p>It took <em>{gap}</em> in {gap}: {gap}, {gap}.</p>\n"
    assert shown.back_html == (
        "<p>It took <em><strong>90</strong></em> in <strong>April 2017</strong>: <strong>False</strong>,"
        " <strong>&lt;i&gt;</strong>.</p>\n"
    )


def test_matching_asks_for_its_left_sides_and_offers_all_right_ones() -> None:
    pairs = [{"left": "Uno", "right": "one"}, {"left": "Due", "right": "two"}]
    shown = made(other("matching", pairs=pairs, distractors=["three"]))
    assert shown.front_html == "<p>Which?</p><ul><li>Uno</li><li>Due</li></ul>"
    assert sorted(shown.options) == ["one", "three", "two"]


def test_a_comparison_says_what_each_source_does() -> None:
    claims = [{"text": "So it is.", "marks": {"one": "says", "two": "silent"}}]
    question = Question.from_dict(other("source_comparison", sources=["one", "two"], claims=claims))
    shown = faces(7, question, [], 1, {"one": "First Report"})
    assert shown.front_html == "<p>Which?</p><ul><li>So it is.</li></ul>"
    assert shown.back_html == "<ul><li>So it is. – “First Report” says so, “two” does not say</li></ul>"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_two_faces(kind: str) -> None:
    shown = faces(7, bank.content(kind), [], 1)
    assert shown.front_html
    assert shown.back_html
