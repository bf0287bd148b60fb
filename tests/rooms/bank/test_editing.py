"""From native questions to their forms and back: nothing is lost."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from quizapp.bank import editing
from quizapp.bank.forms import FORMS
from quizapp.bank.forms.fields import number, number_text
from quizapp.formats.native import check_question, read_questions
from quizapp.formats.native_schema import BODIES, COMMON
from quizapp.questions import KINDS, Question
from tests.support.bank import content

FILES = sorted((Path(__file__).parents[3] / "question_bank").glob("*.yaml"))
QUESTIONS = [q for file in FILES for q in read_questions(file.read_text(encoding="utf-8")).questions]

RICH = {
    "standards": ["D2.Civ.4.6-8", "D2.His.1.6-8"],
    "tags": ["trade", "call"],
    "hints": ["First hint.", "Second hint."],
    "facts": ["b/two", "a/one", "b/one"],
    "feedback": {"right": "Yes.", "wrong": "No.\n\nLook again."},
    "mark": 2.5,
    "difficulty": 3,
    "status": "draft",
    "explanation": "Line one.\n\n- a\n- b",
}
EVERYTHING = [
    content(
        "single_choice",
        **RICH,
        shuffle=False,
        options=[{"text": "a", "key": True}, {"text": "b", "fraction": 0.3333333333333333, "why": "w"}],
    ),
    content("single_choice", options=[{"text": "a\n\nb", "why": "x\ny"}, {"text": "c", "fraction": 1}]),
    content(
        "multiple_choice",
        **RICH,
        rule="weights",
        options=[
            {"text": "a", "key": True, "fraction": 0.5},
            {"text": "b", "key": True, "fraction": 0.5},
            {"text": "c", "fraction": -0.25},
        ],
    ),
    content("multiple_choice", rule="all_or_nothing", shuffle=False),
    content("true_false", **RICH, answer=True),
    content(
        "numeric",
        **RICH,
        answers=[
            {"value": 1.3, "unit": "percent", "tolerance": 0.1, "tolerance_kind": "relative"},
            {"value": -1200, "tolerance": 2, "fraction": 0.5},
            {"value": 30, "unit": "percent", "accept_ratio": True},
            {"value": "0.1000000000000000000001"},
            {"value": 1e-7, "unit": "light years", "tolerance": 1e-9, "tolerance_kind": "geometric"},
        ],
    ),
    content("short_text", **RICH, fold=["case"], answers=[{"text": "A*"}, {"text": "b", "fraction": 0.25}]),
    content("short_text", fold=[], answers=[{"text": "A  b"}]),
    content(
        "date", **RICH, answer="2017-11~", tolerance={"months": 2}, part_credit={"month": 0.75, "year": 0.5}
    ),
    content("date", answer="2024-09/2024-12", tolerance={"days": 0}),
    content("ordering", **RICH, rule="absolute"),
    content("matching", **RICH, pairs=[{"left": "a\n\nb", "right": "c"}, {"left": "d", "right": "e\nf"}]),
    content("matching"),
    content("cloze", **RICH),
    content(
        "cloze",
        text="{b} {a}\n\n- {c}\n- {d} {e}",
        gaps={
            "a": {
                "kind": "numeric",
                "answers": [
                    {"value": 1.3, "unit": "percent", "tolerance": 0.1, "fraction": 0.5},
                    {"value": 2},
                ],
            },
            "b": {
                "kind": "date",
                "answer": "2017-11~",
                "tolerance": {"months": 2},
                "part_credit": {"month": 0.75, "year": 0.5},
            },
            "c": {
                "kind": "short_text",
                "answers": [{"text": "A*", "fraction": 0.25}, {"text": "b"}],
                "fold": ["case"],
                "weight": 0.25,
            },
            "d": {
                "kind": "single_choice",
                "options": [{"text": "a", "key": True}, {"text": "b", "fraction": 0.5, "why": "x\ny"}],
                "shuffle": False,
            },
            "e": {"kind": "true_false", "answer": False},
        },
    ),
    content("source_comparison", **RICH),
    content("written", **RICH),
    content(
        "card",
        **{
            name: RICH[name] for name in ("standards", "tags", "facts", "difficulty", "status", "explanation")
        },
        stem="Tariff",
        front="What is\n\n- a tariff?",
    ),
    content("card"),
]


def keys(data: Any, path: str = "") -> set[str]:
    """The keys of a native question, those of rows among them: "options.text"."""
    if isinstance(data, list):
        return set().union(*(keys(item, path) for item in data))
    if not isinstance(data, dict):
        return set()
    inner = (keys(value, f"{path}{name}.") for name, value in data.items())
    return {f"{path}{name}" for name in data}.union(*inner)


def keys_of_schema(properties: dict[str, Any], path: str = "") -> set[str]:
    found = set()
    for name, schema in properties.items():
        found.add(f"{path}{name}")
        inner = schema.get("properties") or schema.get("items", {}).get("properties") or {}
        found |= keys_of_schema(inner, f"{path}{name}.")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_questions_here_use_everything_that_a_file_can_hold(kind: str) -> None:
    used = set().union(*(keys(q.to_dict()) for q in EVERYTHING if q.kind == kind))
    used |= {"tolerance.days", "tolerance.months", "tolerance.years"}  # one of the three at a time
    assert keys_of_schema(BODIES[kind][1]) - used == set()
    elsewhere = {"version", "image", "image.file", "image.alt"}
    everywhere = set().union(*(keys(q.to_dict()) for q in EVERYTHING))
    assert keys_of_schema(COMMON) - everywhere == elsewhere


def sent(form: Any) -> MultiDict[str, str]:
    """What a browser would send of a form that nobody touched."""
    fields: MultiDict[str, str] = MultiDict()
    for field in form:
        _send(field, fields)
    return fields


def _send(field: Any, fields: MultiDict[str, str]) -> None:
    if field.type in ("FieldList", "FormField"):
        for inner in field:
            _send(inner, fields)
    elif field.type == "SelectMultipleField":
        for value in field.data or ():
            fields.add(field.name, value)
    elif field.type == "BooleanField":
        if field.data:
            fields.add(field.name, "y")
    elif field.data is not None:
        # Text areas send CRLF; inputs of one line lose their breaks.
        is_long = field.type == "TextAreaField" or "\n" in str(field.data)
        text = str(field.data)
        fields.add(field.name, text.replace("\n", "\r\n") if is_long else text)


def there_and_back(app: Flask, question: Question, *, as_new: bool) -> dict[str, Any]:
    """Through the form; `as_new` reads every field anew, otherwise what nobody touched is kept."""
    native = question.to_dict()
    form_class = FORMS[question.kind]
    values = editing.with_spare_rows(form_class, editing.values_of(form_class, native))
    with app.test_request_context("/", method="POST"):
        opened = form_class(formdata=None, data=form_class.as_fields(values))
        typed = form_class(formdata=sent(opened)).typed()
    original = {"id": native["id"], "kind": native["kind"]} if as_new else native
    return Question.from_dict(editing.content_of(form_class, typed, original)).to_dict()


def test_there_are_questions_of_every_kind() -> None:
    assert {question.kind for question in QUESTIONS} <= set(KINDS)
    assert {question.kind for question in EVERYTHING} == set(KINDS)


@pytest.mark.parametrize("as_new", [False, True])
def test_every_question_of_the_bank_survives(app: Flask, as_new: bool) -> None:
    for question in QUESTIONS:
        assert there_and_back(app, question, as_new=as_new) == question.to_dict(), question.id


@pytest.mark.parametrize("as_new", [False, True])
@pytest.mark.parametrize("question", EVERYTHING, ids=lambda q: q.kind)
def test_everything_that_a_file_can_hold_survives(app: Flask, question: Question, as_new: bool) -> None:
    assert check_question(question.to_dict()) == []
    assert there_and_back(app, question, as_new=as_new) == question.to_dict()


def test_what_no_field_can_hold_stays(app: Flask) -> None:
    question = content(
        "true_false",
        image={"file": "a.png", "alt": "A map"},
        tags=["one, two", "three"],
        hints=["a\nb", " spaced "],
        stem="Text with an end\n",
        version=4,
    )
    assert there_and_back(app, question, as_new=False) == question.to_dict()


def test_an_untouched_field_stays_while_another_changes(app: Flask) -> None:
    question = content("true_false", tags=["one, two"], hints=["a\nb"])
    values = editing.values_of(FORMS["true_false"], question.to_dict()) | {"stem": "Another."}
    changed = editing.content_of(FORMS["true_false"], values, question.to_dict())
    assert changed == question.to_dict() | {"stem": "Another.", "facts": []}


def test_new_facts_follow_the_old_ones() -> None:
    question = content("true_false", facts=["b/x", "a/x"]).to_dict()
    values = editing.values_of(FORMS["true_false"], question) | {"facts": ["a/x", "a/y", "b/x", "a/y"]}
    assert editing.content_of(FORMS["true_false"], values, question)["facts"] == ["b/x", "a/x", "a/y"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("145", 145),
        (" 1,200 ", 1200),
        ("0.5", 0.5),
        ("-3", -3),
        ("−3", -3),
        ("1/4", 0.25),
        ("2.0", 2),
        ("many", "many"),
        ("", ""),
        ("nan", "nan"),
        ("inf", "inf"),
        ("1_000", "1_000"),
    ],
)
def test_reads_numbers(typed: str, value: object) -> None:
    assert number(typed) == value


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (1.0, "1"), (0.5, "0.5"), (30, "30"), (1e-7, "1e-07")]
)
def test_writes_numbers(value: object, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("typed", ["6/5/2025", "June 5, 2025", "2025-06-05", " 2025-06-05 "])
def test_a_date_may_be_written_in_any_common_way(typed: str) -> None:
    assert FORMS["date"].body_content(
        {"answer": typed, "tolerance": "", "tolerance_unit": "days"}
        | {"part_credit_month": "", "part_credit_year": ""}
    ) == {"answer": "2025-06-05"}


ROWS = [{"text": text, "fraction": ""} for text in ("a", "b", "c")]


@pytest.mark.parametrize(
    ("button", "texts", "row", "control"),
    [
        ("add", "abc_", 3, "text"),
        ("up:1", "bac", 0, "up"),
        ("down:1", "acb", 2, "down"),
        ("up:0", "abc", 0, "up"),
        ("down:2", "abc", 2, "down"),
        ("remove:0", "bc", 0, "text"),
        ("remove:2", "ab", 1, "text"),
        ("remove:9", "abc", 2, "text"),
        ("up:", "abc", 2, "up"),
        ("up:" + "9" * 5000, "abc", 2, "up"),
        ("remove:" + "9" * 5000, "abc", 2, "text"),
        ("move:" + "9" * 5000 + ":0", "abc", 0, "text"),
    ],
)
def test_buttons_of_rows(button: str, texts: str, row: int, control: str) -> None:
    pressed = editing.press(FORMS["short_text"], {"answers": ROWS, "stem": "kept"}, button)
    assert pressed is not None
    assert "".join(entry["text"] or "_" for entry in pressed.values["answers"]) == texts
    assert (pressed.row, pressed.control) == (row, control)
    assert pressed.values["stem"] == "kept"


@pytest.mark.parametrize("button", ["save", "preview", "", "upwards:1"])
def test_other_buttons_are_not_of_rows(button: str) -> None:
    assert editing.press(FORMS["short_text"], {"answers": ROWS}, button) is None


def test_a_form_without_rows_has_no_such_buttons() -> None:
    assert editing.press(FORMS["true_false"], {"stem": ""}, "add") is None


def test_blank_rows_do_not_count_and_marked_ones_do() -> None:
    blank = {"text": " ", "key": False, "why": "", "fraction": ""}
    rows = [blank, {**blank, "key": True}, {**blank, "text": "a"}]
    kept = editing.without_blank_rows(FORMS["multiple_choice"], {"options": rows})
    assert kept["options"] == rows[1:]
