"""Writing a new question."""

from typing import Any

import pytest
from sqlalchemy import func, select

from quizapp.bank import words
from quizapp.db import db
from quizapp.models.bank import Question
from quizapp.questions import KINDS, QUIZ_KINDS
from tests.support import bank
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import Page, page_of

OWN: dict[str, dict[str, str | list[str]]] = {
    "single_choice": {
        "options-0-text": "Yes",
        "options-1-text": "No",
        "right": "1",
        "options-0-why": "Not so.",
    },
    "multiple_choice": {
        "options-0-text": "a",
        "options-0-key": "y",
        "options-2-text": "b",
        "options-2-key": "y",
    },
    "true_false": {"answer": "true"},
    "numeric": {"answers-0-value": "1,200", "answers-0-unit": "dollars", "answers-0-tolerance": "50"},
    "short_text": {"answers-0-text": "Mar-a-Lago", "answers-1-text": "Mar*", "answers-1-fraction": "1/2"},
    "date": {"answer": "June 2025", "part_credit_year": "0.5", "tolerance": "1", "tolerance_unit": "months"},
    "ordering": {"items-0-text": "First", "items-0-date": "2017", "items-1-text": "Then"},
    "matching": {
        **{"pairs-0-left": "Uno", "pairs-0-right": "First", "pairs-1-right": "Third"},
        **{"pairs-3-left": "Due", "pairs-3-right": "Second"},
    },
    "cloze": {
        "text": "It lasted {gap1} minutes, in {gap2}.",
        **{"gaps-0-gap": "gap1", "gaps-0-kind": "numeric", "gaps-0-numeric-answers-0-value": "90"},
        **{"gaps-1-gap": "gap2", "gaps-1-kind": "date", "gaps-1-date-answer": "June 2025"},
        **{"gaps-1-weight": "1/2", "gaps-1-date-tolerance_unit": "days"},
    },
    "source_comparison": {
        **{"first_source": "first-report", "second_source": "second-report"},
        **{"claims-1-text": "So it is.", "claims-1-first": "says", "claims-1-second": "silent"},
    },
    "written": {"rubric-0-text": "names a source", "rubric-1-text": "gives a date", "rubric-1-points": "2"},
    "card": {"stem": "", "front": "What is a tariff?", "back": "A tax."},
}
STORED: dict[str, dict[str, Any]] = {
    "single_choice": {"options": [{"text": "Yes", "why": "Not so."}, {"text": "No", "key": True}]},
    "multiple_choice": {"options": [{"text": "a", "key": True}, {"text": "b", "key": True}]},
    "true_false": {"answer": True},
    "numeric": {"answers": [{"value": 1200, "unit": "dollars", "tolerance": 50}]},
    "short_text": {"answers": [{"text": "Mar-a-Lago"}, {"text": "Mar*", "fraction": 0.5}]},
    "date": {"answer": "2025-06", "part_credit": {"year": 0.5}, "tolerance": {"months": 1}},
    "ordering": {"items": [{"text": "First", "date": "2017"}, {"text": "Then"}]},
    "matching": {
        "pairs": [{"left": "Uno", "right": "First"}, {"left": "Due", "right": "Second"}],
        "distractors": ["Third"],
    },
    "cloze": {
        "text": "It lasted {gap1} minutes, in {gap2}.",
        "gaps": {
            "gap1": {"kind": "numeric", "answers": [{"value": 90}]},
            "gap2": {"kind": "date", "answer": "2025-06", "weight": 0.5},
        },
    },
    "source_comparison": {
        "sources": ["first-report", "second-report"],
        "claims": [{"text": "So it is.", "marks": {"first-report": "says", "second-report": "silent"}}],
    },
    "written": {"rubric": [{"points": 1, "text": "names a source"}, {"points": 2, "text": "gives a date"}]},
    "card": {"stem": "What is a tariff?", "front": "What is a tariff?", "back": "A tax."},
}
GAP = {"gaps-0-gap": "gap1", "gaps-0-kind": "numeric", "gaps-0-numeric-answers-0-value": "90"}
CLAIM = {
    **{"first_source": "first-report", "second_source": "second-report"},
    **{"claims-0-text": "So it is.", "claims-0-first": "says", "claims-0-second": "silent"},
}
COMMON = {"stem": "Which one is it?", "topic": "Trade", "explanation": "So it is.", "difficulty": "2"}


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Question)) or 0


def newest() -> dict[str, Any]:
    question_id = db.session.scalar(select(func.max(Question.id)))
    assert question_id is not None
    return bank.stored(question_id)


@pytest.mark.parametrize("kind", KINDS)
def test_stores_a_question_of_every_kind(visit: Visit, stocked: Bank, in_app: InApp, kind: str) -> None:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page(f"/bank/new/{kind}")) | COMMON | OWN[kind]
    page = page_of(teacher.send(f"/bank/new/{kind}", fields))
    assert page.has("Saved as version 1.")
    assert page.heading == "A question on Trade"
    content = in_app(newest)
    assert content.pop("id").startswith("own-")
    assert content == {"kind": kind, **COMMON, "difficulty": 2, **STORED[kind]}


def test_gaps_are_added_by_buttons_and_keep_what_was_typed(
    visit: Visit, stocked: Bank, in_app: InApp
) -> None:
    teacher, address = visit("alice"), "/bank/new/cloze"
    fields: dict[str, Any] = bank.form_of(teacher.page(address)) | COMMON
    for sort in ("numeric", "single_choice", "true_false"):
        fields = bank.form_of(page_of(teacher.post(address, data=fields | {"do": f"add:{sort}"})))
    fields |= {"text": "{gap1}, {gap2}, {gap3}", "gaps-0-numeric-answers-0-value": "90"}
    page = page_of(teacher.post(address, data=fields | {"do": "more:0"}))
    fields = bank.form_of(page)
    focused = [e.get("name") for e in page.root.iter() if e.get("autofocus") is not None]
    assert focused == ["gaps-0-numeric-answers-1-value"]
    fields |= {"gaps-0-numeric-answers-1-value": "1.5", "gaps-0-numeric-answers-1-unit": "hours"}
    fields |= {"gaps-1-single_choice-options-0-text": "yes", "gaps-1-single_choice-options-2-text": "no"}
    fields |= {"gaps-1-single_choice-options-2-key": "y", "gaps-2-true_false-answer": "false"}
    fields = bank.form_of(page_of(teacher.post(address, data=fields | {"do": "down:0"})))
    page = page_of(teacher.send(address, fields))
    assert page.has("Saved as version 1.")
    assert list(in_app(newest)["gaps"].items()) == [
        (
            "gap2",
            {"kind": "single_choice", "options": [{"text": "yes"}, {"text": "no", "key": True}]},
        ),
        ("gap1", {"kind": "numeric", "answers": [{"value": 90}, {"value": 1.5, "unit": "hours"}]}),
        ("gap3", {"kind": "true_false", "answer": False}),
    ]


def test_a_gap_taken_out_leaves_its_name_free(visit: Visit, stocked: Bank) -> None:
    teacher, address = visit("alice"), "/bank/new/cloze"
    fields: dict[str, Any] = bank.form_of(teacher.page(address))
    for button in ("add:date", "add:date", "remove:0", "add:numeric"):
        fields = bank.form_of(page_of(teacher.post(address, data=fields | {"do": button})))
    assert [fields[f"gaps-{i}-gap"] for i in (0, 1)] == [["gap2"], ["gap1"]]


@pytest.mark.parametrize("kind", ["", "essay", "ordering", "cloze"])
def test_a_gap_of_no_kind_is_refused(visit: Visit, stocked: Bank, in_app: InApp, kind: str) -> None:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page("/bank/new/cloze")) | COMMON | GAP | {"text": "{gap1}"}
    answer = teacher.post("/bank/new/cloze", data=fields | {"gaps-0-kind": kind})
    assert answer.status_code == 422
    assert in_app(count) == len(KINDS)


def test_all_sources_are_offered(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank/new/source_comparison")
    options = [option.get("value") for option in page.one("select", name="second_source").iter("option")]
    assert options == ["", "first-report", "second-report"]


def test_a_new_question_is_found_and_counts_as_its_authors(
    visit: Visit, stocked: Bank, in_app: InApp
) -> None:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page("/bank/new/true_false")) | COMMON | OWN["true_false"]
    page = page_of(teacher.send("/bank/new/true_false", fields | {"status": "draft"}))
    assert page.has("by Alice Example")
    assert page.has("Mark as ready")
    assert teacher.page("/bank?status=draft").has("Which one is it?")


def test_known_topics_are_offered(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank/new/date")
    assert [option.get("value") for option in page.one("datalist").iter("option")] == ["Tariffs"]


def test_blank_rows_are_ignored(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    teacher = visit("alice")
    own = {"options-1-text": "Yes", "options-3-text": "No", "right": "3"}
    fields = bank.form_of(teacher.page("/bank/new/single_choice")) | COMMON | own
    teacher.post("/bank/new/single_choice", data=fields)
    assert in_app(newest)["options"] == [{"text": "Yes"}, {"text": "No", "key": True}]


def texts(page: Page) -> list[str]:
    fields = bank.form_of(page)
    return [fields[name][0] for name in sorted(fields) if name.endswith("-text")]


def pressed(visit: Visit, button: str, **own: str) -> Page:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page("/bank/new/single_choice")) | {"stem": "Half done", **own}
    fields |= {f"options-{i}-text": text for i, text in enumerate("abcd")}
    answer = teacher.post("/bank/new/single_choice", data=fields | {"right": "1", "do": button})
    assert answer.status_code == 200
    return page_of(answer)


@pytest.mark.parametrize(
    ("button", "shown", "right"),
    [
        ("add", ["a", "b", "c", "d", ""], "1"),
        ("up:1", ["b", "a", "c", "d"], "0"),
        ("down:1", ["a", "c", "b", "d"], "2"),
        ("remove:0", ["b", "c", "d", ""], "0"),
        ("remove:3", ["a", "b", "c", ""], "1"),
    ],
)
def test_buttons_of_rows_lose_nothing(
    visit: Visit, stocked: Bank, in_app: InApp, button: str, shown: list[str], right: str
) -> None:
    page = pressed(visit, button, hints="One\nTwo", mark="x", **{"options-1-why": "Because"})
    assert texts(page) == shown
    fields = bank.form_of(page)
    assert fields["right"] == [right]
    assert fields["stem"] == ["Half done"]
    assert fields["hints"] == ["One\r\nTwo"]
    assert fields["mark"] == ["x"]
    assert fields[f"options-{right}-why"] == ["Because"]
    assert in_app(count) == len(KINDS)


@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("add", "options-4-text"),
        ("up:1", "options-0-text"),
        ("down:0", "down:1"),
        ("remove:1", "options-1-text"),
    ],
)
def test_the_reader_goes_on_where_the_row_is(visit: Visit, stocked: Bank, button: str, name: str) -> None:
    page = pressed(visit, button)
    focused = [e for e in page.root.iter() if e.get("autofocus") is not None]
    assert [e.get("value") if e.tag == "button" else e.get("name") for e in focused] == [name]


def test_enter_in_a_field_saves(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank/new/single_choice")
    form = next(form for form in page.all("form") if form.get("class") == "form")
    first = next(element for element in form.iter("button"))
    assert (first.get("name"), first.get("value")) == ("do", "save")


def test_everything_wrong_is_said_at_once_and_kept(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    teacher = visit("alice")
    own = {"options-0-text": "a", "options-1-text": "A", "options-1-fraction": "lots", "difficulty": "9"}
    fields = bank.form_of(teacher.page("/bank/new/single_choice")) | own
    answer = teacher.post("/bank/new/single_choice", data=fields | {"topic": "", "stem": " "})
    page = page_of(answer)
    assert answer.status_code == 422
    summary = next(e for e in page.all("div") if e.get("class") == "error-summary")
    assert (summary.get("role"), summary.get("autofocus")) == ("alert", "")
    links = {a.get("href"): "".join(a.itertext()) for a in summary.iter("a")}
    assert links["#q-topic"].startswith("Topic: There is no topic yet.")
    assert links["#q-stem"].startswith("Question: There is no question yet.")
    assert links["#q-options-1-fraction"].startswith("Option 2, Share of the mark")
    assert links["#q-difficulty"].startswith("Difficulty: This number is too large.")
    for address in links:
        assert page.one("*" if False else _tag_of(page, address[1:]), id=address[1:]) is not None
    assert page.one("input", name="options-1-fraction").get("value") == "lots"
    assert in_app(count) == len(KINDS)


def _tag_of(page: Page, identity: str) -> str:
    return next(element.tag for element in page.root.iter() if element.get("id") == identity)


@pytest.mark.parametrize(
    ("kind", "own", "target", "sentence"),
    [
        ("single_choice", {"options-0-text": "a", "options-1-text": "b"}, "q-options", "No answer is marked"),
        (
            "single_choice",
            {"options-0-text": "a", "options-1-text": "A"},
            "q-options-1-text",
            "says the same",
        ),
        ("true_false", {}, "q-answer-0", "Nobody has said what is right."),
        ("numeric", {"answers-0-value": "many"}, "q-answers-0-value", "This is not a number."),
        ("numeric", {}, "q-answers", "There are too few of these."),
        ("short_text", {"answers-0-text": "*"}, "q-answers-0-text", "would accept anything"),
        ("date", {"answer": "someday"}, "q-answer", "“someday” is not a date."),
        ("date", {"answer": "2025", "tolerance": "x"}, "q-tolerance", "This is not a whole number."),
        ("date", {"answer": "2025", "part_credit_year": "2"}, "q-part_credit_year", "too large"),
        (
            "ordering",
            {"items-0-text": "a", "items-0-date": "2019", "items-1-text": "b", "items-1-date": "2017"},
            "q-items-1-date",
            "By its date this item comes before item 1",
        ),
        (
            "ordering",
            {"items-0-text": "a", "items-1-text": "b", "rule": "luck"},
            "q-rule-0",
            "cannot stand here",
        ),
        (
            "matching",
            {"pairs-0-right": "b", "pairs-1-left": "a", "pairs-2-left": "c", "pairs-2-right": "d"},
            "q-pairs-1-right",
            "This is empty.",
        ),
        (
            "matching",
            {
                **{"pairs-0-right": "b", "pairs-1-left": "a", "pairs-1-right": "B"},
                **{"pairs-2-left": "c", "pairs-2-right": "d"},
            },
            "q-pairs-0-right",
            "This says the same as number 1 on its side.",
        ),
        ("matching", {}, "q-pairs", "There is nothing to choose between."),
        ("cloze", {"text": "It is so."}, "q-gaps", "The text has no gap."),
        ("cloze", {"text": "{gap1} {gap2}"} | GAP, "q-text", "a place {gap2}, but there is no gap"),
        ("cloze", {"text": "{gap1"} | GAP, "q-text", "The brace of “{gap1” is never closed."),
        ("cloze", {"text": "So."} | GAP, "q-text", "The gap {gap1} has no place in the text."),
        ("cloze", {"text": "{gap1} {gap1}"} | GAP, "q-text", "the place {gap1} more than once"),
        (
            "cloze",
            {"text": "{gap1}", **GAP, "gaps-0-numeric-answers-0-value": "many"},
            "q-gaps-0-numeric-answers-0-value",
            "This is not a number.",
        ),
        (
            "cloze",
            {"text": "{gap1}", "gaps-0-gap": "gap1", "gaps-0-kind": "numeric"},
            "q-gaps-0-numeric-answers",
            "There are too few of these.",
        ),
        ("cloze", {"text": "{gap1}", **GAP, "gaps-0-weight": "0"}, "q-gaps-0-weight", "too small"),
        (
            "source_comparison",
            CLAIM | {"second_source": "first-report"},
            "q-second_source",
            "two different sources",
        ),
        ("source_comparison", CLAIM | {"second_source": ""}, "q-second_source", "This is empty."),
        ("source_comparison", CLAIM | {"claims-0-second": ""}, "q-claims-0-second", "It is not said what"),
        ("written", {"rubric-0-text": "a", "rubric-0-points": "0"}, "q-rubric-0-points", "too small"),
        ("card", {"front": "a", "stem": ""}, "q-back", "This is empty."),
    ],
)
def test_a_problem_stands_beside_its_field(
    visit: Visit, stocked: Bank, kind: str, own: dict[str, str], target: str, sentence: str
) -> None:
    teacher = visit("alice")
    fields = bank.form_of(teacher.page(f"/bank/new/{kind}")) | COMMON | own
    answer = teacher.post(f"/bank/new/{kind}", data=fields)
    page = page_of(answer)
    assert answer.status_code == 422
    assert any(sentence in "".join(a.itertext()) for a in page.all("a", href=f"#{target}"))
    assert _tag_of(page, target)
    errors = [" ".join("".join(p.itertext()).split()) for p in page.all("p") if p.get("class") == "error"]
    assert any(sentence in error for error in errors)


def test_a_field_that_is_missing_altogether_is_a_problem_and_no_crash(visit: Visit, stocked: Bank) -> None:
    for kind in KINDS:
        assert visit("alice").post(f"/bank/new/{kind}", data={}).status_code == 422


def test_is_closed_to_students(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    closed_to(visit, "/bank/new/date", "bob")
    closed_to(visit, "/bank/new/date", "bob", method="POST", data=COMMON | {"answer": "2025"})
    assert in_app(count) == len(KINDS)


def test_a_kind_that_is_none(visit: Visit, stocked: Bank) -> None:
    assert visit("alice").get("/bank/new/essay").status_code == 404


@pytest.mark.parametrize("kind", QUIZ_KINDS)
def test_the_editor_says_how_every_kind_is_marked(visit: Visit, stocked: Bank, kind: str) -> None:
    page = visit("alice").page(f"/bank/new/{kind}")
    rules = [field for field in page.root.iter("input") if field.get("name") in ("rule", "fold")]
    assert kind in words.SCORING or rules
    assert page.has(str(words.SCORING.get(kind, "")))


def test_a_card_asks_for_no_points(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank/new/card")
    assert not {"mark", "hints", "feedback_right"} & {field.get("name") for field in page.root.iter()}
    assert not page.has("Marking and feedback")
