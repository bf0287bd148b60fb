"""What a student sees of a question, before the answers are out and after."""

import json
from typing import Any

import pytest

from quizapp.bank.shown import shown_question, with_answers, with_own_answer
from quizapp.questions import KINDS
from tests.support.bank import BY_KIND, content

# Nothing that tells the answer; "unit" and "precision" say how to write one.
KEYS = {"number", "kind", "stem_html", "response", "is_answered", "options", "items", "unit", "precision"}
KEYS |= {"lefts", "rights", "gaps", "parts", "columns", "claims", "marks", "front_html"}
OPTION_KEYS = {"index", "letter", "html"}
ANSWERS = {"numeric": "145", "short_text": "Secretword", "date": "2025", "cloze": "Secretname"}
ANSWERS |= {"written": "names a source", "card": "imports"}
MARKED = [kind for kind in KINDS if KINDS[kind].is_machine_marked]


def test_there_is_a_question_of_every_kind() -> None:
    assert set(BY_KIND) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [None, 0, 7])
def test_nothing_gives_the_answer_away(kind: str, seed: int | None) -> None:
    feedback = {"right": "Exactly.", "wrong": "Look again."}
    shown = shown_question(content(kind, feedback=feedback, hints=["A hint."]), number=3, seed=seed)
    assert set(shown) <= KEYS
    for option in [*shown.get("options", ()), *shown.get("items", ()), *shown.get("rights", ())]:
        assert set(option) <= OPTION_KEYS
    for gap in shown.get("gaps", {}).values():
        assert set(gap) <= KEYS | {"name"}
    text = json.dumps(shown, default=str)
    for secret in ("Beta is wrong", "It stands in the text", "Exactly", "Look again", "A hint"):
        assert secret not in text
    if kind in ANSWERS:
        assert ANSWERS[kind] not in text.replace(BY_KIND[kind]["stem"], "")


def test_options_keep_their_numbers_in_another_order() -> None:
    orders = set()
    for seed in range(20):
        options = shown_question(content("single_choice"), seed=seed)["options"]
        assert [option["letter"] for option in options] == ["A", "B", "C", "D"]
        texts = {option["index"]: str(option["html"]) for option in options}
        assert texts == {0: "Alpha", 1: "Beta", 2: "Gamma", 3: "Delta"}
        orders.add(tuple(option["index"] for option in options))
    assert len(orders) > 5


def test_the_same_seed_gives_the_same_order() -> None:
    question = content("multiple_choice")
    assert shown_question(question, seed=5) == shown_question(question, seed=5)


def test_options_that_are_not_shuffled_stay() -> None:
    options = shown_question(content("single_choice", shuffle=False), seed=3)["options"]
    assert [option["index"] for option in options] == [0, 1, 2, 3]


@pytest.mark.parametrize("seed", [None, *range(10)])
def test_items_are_never_shown_in_their_right_order(seed: int | None) -> None:
    items = shown_question(content("ordering"), seed=seed)["items"]
    assert sorted(item["index"] for item in items) == [0, 1, 2]
    assert [item["index"] for item in items] != [0, 1, 2]


def test_items_stand_as_they_were_put() -> None:
    shown = shown_question(content("ordering"), response=[1, 0, 2], seed=1)
    assert [str(item["html"]) for item in shown["items"]] == ["Two", "One", "Three"]
    assert shown["is_answered"]


def test_an_order_of_another_version_is_mixed_anew() -> None:
    shown = shown_question(content("ordering"), response=[3, 1, 0, 2], seed=1)
    assert sorted(item["index"] for item in shown["items"]) == [0, 1, 2]


@pytest.mark.parametrize(
    ("answers", "unit"),
    [
        ([{"value": 90, "unit": "minutes"}], "minutes"),
        ([{"value": 90, "unit": "minutes"}, {"value": 1, "unit": "minutes", "fraction": 0.5}], "minutes"),
        ([{"value": 90, "unit": "minutes"}, {"value": 2, "unit": "hours"}], None),
        ([{"value": 90}], None),
    ],
)
def test_the_unit_stands_beside_the_field_where_there_is_one(answers: list[Any], unit: str | None) -> None:
    assert shown_question(content("numeric", answers=answers))["unit"] == unit


@pytest.mark.parametrize("kind", MARKED)
def test_the_right_answer_earns_all(kind: str) -> None:
    question = content(kind)
    right = question.body.right_answer()
    reviewed = with_answers(shown_question(question, number=1), question, right)
    assert reviewed["fraction"] == 1
    assert reviewed["is_answered"]
    assert reviewed["right"] == right
    assert reviewed["answer_text"] == reviewed["right_text"] != ""
    assert "It stands in the text." in reviewed["explanation_html"]


@pytest.mark.parametrize("kind", MARKED)
def test_a_blank_earns_nothing_and_reads_as_nothing(kind: str) -> None:
    question = content(kind, feedback={"wrong": "Look again."})
    reviewed = with_answers(shown_question(question), question, None)
    assert reviewed["fraction"] == 0
    assert reviewed["answer_text"] == ""
    assert not reviewed["is_answered"]
    assert reviewed["feedback_html"] is None
    assert reviewed["right_text"]


@pytest.mark.parametrize(
    ("kind", "response", "answer", "right"),
    [
        ("true_false", True, "True", "False"),
        ("single_choice", 1, "Beta", "Alpha"),
        ("multiple_choice", [0, 3], "Alpha; Delta", "Alpha; Gamma"),
        ("numeric", "145 %", "145 %", "145 percent"),
        ("short_text", "almost", "almost", "Secretword"),
        ("date", "6/6/2025", "6/6/2025", "June 5, 2025"),
        ("ordering", [1, 0, 2], "Two > One > Three", "One > Two > Three"),
        ("matching", [2, None], "Uno → Third", "Uno → First; Due → *Second*"),
        ("cloze", {"gap1": "80", "gap3": 0}, "80; …; really", "90; Secretname; perhaps"),
    ],
)
def test_answers_in_words(kind: str, response: Any, answer: str, right: str) -> None:
    question = content(kind)
    reviewed = with_answers(shown_question(question, response=response), question, response)
    assert (reviewed["answer_text"], reviewed["right_text"]) == (answer, right)


def test_options_say_what_was_chosen_what_is_right_and_why() -> None:
    question = content("multiple_choice")
    reviewed = with_answers(shown_question(question, seed=4), question, [0, 1])
    found = {o["index"]: (o["is_chosen"], o["is_key"], o["why_html"]) for o in reviewed["options"]}
    assert found == {
        0: (True, True, None),
        1: (True, False, "Beta is wrong."),
        2: (False, True, None),
        3: (False, False, None),
    }


def test_index_one_is_not_taken_for_true() -> None:
    question = content("true_false")
    assert with_answers(shown_question(question), question, True)["fraction"] == 0


@pytest.mark.parametrize(("response", "feedback"), [(0, "Exactly."), (1, "Look again.")])
def test_feedback_after_an_answer(response: int, feedback: str) -> None:
    question = content("single_choice", feedback={"right": "Exactly.", "wrong": "Look again."})
    assert feedback in with_answers(shown_question(question), question, response)["feedback_html"]


def test_what_a_teacher_types_is_shown_as_typed() -> None:
    question = content("single_choice", stem="**Which** <b>one</b>?")
    html = shown_question(question)["stem_html"]
    assert "<strong>Which</strong>" in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize("seed", [None, 3])
def test_right_sides_are_always_mixed(seed: int | None) -> None:
    shown = shown_question(content("matching"), seed=seed)
    assert [str(left) for left in shown["lefts"]] == ["Uno", "Due"]
    assert {right["index"]: str(right["html"]) for right in shown["rights"]} == {
        0: "First",
        1: "<em>Second</em>",
        2: "Third",
    }
    orders = {
        tuple(r["index"] for r in shown_question(content("matching"), seed=seed)["rights"])
        for seed in range(30)
    }
    assert len(orders) == 6


def test_a_text_is_cut_where_its_gaps_stand() -> None:
    shown = shown_question(content("cloze"), response={"who": "Me"})
    assert shown["parts"] == [
        {"html": "<p>The <em>call lasted "},
        {"gap": "gap1"},
        {"html": "</em> minutes, said "},
        {"gap": "who"},
        {"html": "; "},
        {"gap": "gap3"},
        {"html": ".</p>\n"},
    ]
    assert [(gap["number"], gap["response"]) for gap in shown["gaps"].values()] == [
        (1, None),
        (2, "Me"),
        (3, None),
    ]


@pytest.mark.parametrize(
    "text", ["[x](https://example.org/{gap1})", "<b title='{gap1}'>", "`{gap1}`", "<{gap1}>"]
)
def test_no_gap_is_lost_in_markup(text: str) -> None:
    gap = {"gap1": {"kind": "true_false", "answer": True}}
    parts = shown_question(content("cloze", text=text, gaps=gap))["parts"]
    assert parts.count({"gap": "gap1"}) == 1


def test_each_gap_is_reviewed_by_itself() -> None:
    question = content("cloze")
    response = {"gap1": "80", "gap3": 1}
    gaps = with_answers(shown_question(question, response=response), question, response)["gaps"]
    found = {name: (gap["answer_text"], gap["right_text"], gap["fraction"]) for name, gap in gaps.items()}
    assert found == {
        "gap1": ("80", "90", 0),
        "who": ("", "Secretname", 0),
        "gap3": ("perhaps", "perhaps", 1),
    }
    assert gaps["gap3"]["why_html"] == "So it is."


def test_sources_go_by_their_titles() -> None:
    shown = shown_question(content("source_comparison"), titles={"first-report": "First Report"})
    assert shown["columns"] == [
        {"id": "first-report", "title": "First Report"},
        {"id": "second-report", "title": "second-report"},
    ]


def test_a_written_answer_is_being_marked() -> None:
    question = content("written", feedback={"wrong": "Look again."})
    reviewed = with_answers(shown_question(question), question, "Because.")
    assert reviewed["needs_marking"]
    assert reviewed["feedback_html"] is None
    assert [(str(row["html"]), row["points_text"]) for row in reviewed["rubric"]] == [
        ("names a source", "1 point"),
        ("gives a <em>date</em>", "0.5 points"),
    ]


def test_before_the_answers_are_out_a_review_tells_nothing_of_them() -> None:
    for kind in KINDS:
        question = content(kind)
        reviewed = with_own_answer(shown_question(question, seed=1), question, None)
        assert reviewed["right"] is reviewed["right_text"] is None
        text = json.dumps(reviewed, default=str)
        assert ANSWERS.get(kind, "It stands in the text.") not in text.replace(question.stem, "")
        assert not {"fraction", "rubric", "back_html", "explanation_html"} & reviewed.keys()


@pytest.mark.parametrize(
    ("kind", "typed", "reading"),
    [
        ("numeric", "145", None),
        ("numeric", "145 percent", None),
        ("numeric", "145%", "Read as 145 percent."),
        ("numeric", "$1.2 million", "Read as 1,200,000 dollars."),
        ("numeric", "a lot", "No number was found in this."),
        ("date", "June 5, 2025", None),
        ("date", "6/5/2025", "Read as June 5, 2025."),
        ("date", "2017", None),
        ("date", "soon", "No date was found in this."),
        ("short_text", "145%", None),
        ("numeric", None, None),
    ],
)
def test_says_how_a_number_or_a_date_was_read(kind: str, typed: str | None, reading: str | None) -> None:
    question = content(kind)
    assert with_answers(shown_question(question), question, typed)["reading"] == reading
