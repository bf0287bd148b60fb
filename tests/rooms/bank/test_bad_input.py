"""Bad input: a sentence at the field, what was typed comes back, and nothing is stored."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from quizapp.db import db
from quizapp.formats.native import read_questions
from quizapp.models.bank import ImageUpload, Question, QuestionVersion
from tests.rooms.bank.test_new_question import COMMON, OWN
from tests.support import bank
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit
from tests.support.pages import Page, page_of
from tests.unit.formats.test_markup import BOMBS

OPTIONS = {"options-0-text": "Yes", "options-1-text": "No"}
CLOZE = OWN["cloze"]
# By what is wrong: the kind, what is typed, the field that the summary leads to, and the sentence.
CASES: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a key that no option matches": (
        "single_choice",
        {**OPTIONS, "right": "7"},
        "q-options",
        "No answer is marked as right.",
    ),
    "no key at all": (
        "single_choice",
        {**OPTIONS, "right": ""},
        "q-options",
        "No answer is marked as right.",
    ),
    "a key on an empty row": (
        "multiple_choice",
        {**OPTIONS, "options-3-key": "y"},
        "q-options-2-text",
        "This is empty.",
    ),
    "two equal options": (
        "single_choice",
        {"options-0-text": "Yes", "options-1-text": " yes ", "right": "0"},
        "q-options-1-text",
        "This option says the same as option 1.",
    ),
    "a tolerance below zero": (
        "numeric",
        {**OWN["numeric"], "answers-0-tolerance": "-2"},
        "q-answers-0-tolerance",
        "A tolerance cannot be negative.",
    ),
    "a tolerance of days below zero": (
        "date",
        {**OWN["date"], "tolerance": "-1"},
        "q-tolerance",
        "A tolerance cannot be negative.",
    ),
    "31 February": ("date", {"answer": "February 31, 2025"}, "q-answer", "is not a date."),
    "31 February in EDTF": ("date", {"answer": "2025-02-31"}, "q-answer", "“2025-02-31” is not a date."),
    "31 February on a timeline": (
        "ordering",
        {**OWN["ordering"], "items-0-date": "2025-02-31"},
        "q-items-0-date",
        "“2025-02-31” is not a date.",
    ),
    "a timeline of one item": (
        "ordering",
        {"items-0-text": "The call", "items-0-date": "2025-06-05"},
        "q-items",
        "There is nothing to put in order. Add at least two items.",
    ),
    "a timeline out of order": (
        "ordering",
        {
            **{"items-0-text": "The call", "items-0-date": "2025"},
            **{"items-1-text": "The visit", "items-1-date": "2017"},
        },
        "q-items-1-date",
        "By its date this item comes before item 1",
    ),
    "a gap that is not closed": (
        "cloze",
        {**CLOZE, "text": "It lasted {gap1 minutes, in {gap2}."},
        "q-text",
        "is never closed.",
    ),
    "a place without a gap": (
        "cloze",
        {**CLOZE, "text": "{gap1}, {gap2}, {gap3}"},
        "q-text",
        "no gap of this name",
    ),
    "a pair without its right side": (
        "matching",
        {**OWN["matching"], "pairs-0-right": ""},
        "q-pairs-0-right",
        "This is empty.",
    ),
    "one source compared with itself": (
        "source_comparison",
        {**OWN["source_comparison"], "second_source": "first-report"},
        "q-second_source",
        "A comparison needs two different sources.",
    ),
    "points that are none": (
        "written",
        {**OWN["written"], "rubric-0-points": "-1"},
        "q-rubric-0-points",
        "Write a number above 0.",
    ),
    "a stem that is too long": (
        "true_false",
        {**OWN["true_false"], "stem": "x" * 5001},
        "q-stem",
        "5000",
    ),
    "a 20 MB image named .png": (
        "true_false",
        {**OWN["true_false"], "image_upload": (BytesIO(b"\x89PNG\r\n\x1a\n" + b"x" * 20_000_000), "map.png")},
        "q-image_upload",
        "larger than 5 MB",
    ),
} | {
    f"a markup bomb: {name}": (
        "true_false",
        {**OWN["true_false"], "stem": text},
        "q-stem",
        "This text is too deep in signs",
    )
    for name, text in BOMBS.items()
}


def counts() -> list[int | None]:
    tables = (Question, QuestionVersion, ImageUpload)
    return [db.session.scalar(select(func.count()).select_from(table)) for table in tables]


def led_to(page: Page) -> list[str]:
    """The fields that the summary of errors leads to."""
    summary = next(each for each in page.all("div") if each.get("class") == "error-summary")
    return [(link.get("href") or "").removeprefix("#") for link in summary.iter("a")]


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_stands_at_the_field(visit: Visit, stocked: Bank, in_app: InApp, case: str) -> None:
    kind, typed, field, sentence = CASES[case]
    teacher, before = visit("alice"), in_app(counts)
    address = f"/bank/new/{kind}"
    fields = bank.form_of(teacher.page(address)) | COMMON | typed
    if isinstance(fields.get("image_upload"), list):
        del fields["image_upload"]  # a browser sends no name for a file that nobody chose
    answer = teacher.post(address, data=fields, content_type="multipart/form-data")
    page = page_of(answer)
    assert answer.status_code == 422
    assert field in led_to(page)
    assert page.has(sentence)
    assert any(element.get("id") == field for element in page.root.iter())
    assert page.one("input", name="topic").get("value") == COMMON["topic"]
    assert in_app(counts) == before


BAD_FILE = """topic: T
questions:
  - {id: no-key, kind: single_choice, stem: S, options: [{text: a}, {text: b}]}
  - {id: equal, kind: single_choice, stem: S, options: [{text: A, key: true}, {text: a}]}
  - {id: below, kind: numeric, stem: S, answers: [{value: 1, tolerance: -1}]}
  - {id: february, kind: date, stem: S, answer: 2025-02-31}
  - {id: one-item, kind: ordering, stem: S, items: [{text: a}]}
  - {id: unclosed, kind: cloze, stem: S, text: "{a is open", gaps: {a: {kind: true_false, answer: true}}}
  - {id: deep, kind: true_false, stem: "BOMB", answer: true}
"""


def test_files_are_held_to_the_same() -> None:
    read = read_questions(BAD_FILE.replace("BOMB", "> " * 200))
    assert read.questions == []
    assert sorted({fault.line for fault in read.problems}) == [3, 4, 5, 6, 7, 8, 9]


def test_a_file_of_aliases_that_multiply_is_not_unpacked() -> None:
    layers = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12)]
    read = read_questions("\n".join(["l0: &l0 [x, x]", *layers, "questions: *l11", ""]))
    assert read.questions == []
    assert read.problems
