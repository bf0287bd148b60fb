"""Writing a new question."""

from typing import Any

import pytest
from sqlalchemy import func, select

from quizapp.db import db
from quizapp.models.bank import Question
from quizapp.questions import KINDS
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
}
STORED: dict[str, dict[str, Any]] = {
    "single_choice": {"options": [{"text": "Yes", "why": "Not so."}, {"text": "No", "key": True}]},
    "multiple_choice": {"options": [{"text": "a", "key": True}, {"text": "b", "key": True}]},
    "true_false": {"answer": True},
    "numeric": {"answers": [{"value": 1200, "unit": "dollars", "tolerance": 50}]},
    "short_text": {"answers": [{"text": "Mar-a-Lago"}, {"text": "Mar*", "fraction": 0.5}]},
    "date": {"answer": "2025-06", "part_credit": {"year": 0.5}, "tolerance": {"months": 1}},
    "ordering": {"items": [{"text": "First", "date": "2017"}, {"text": "Then"}]},
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
