"""A small bank for tests of its pages: two sources that differ on a figure, and one question of each kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from sqlalchemy import select

from quizapp.bank.loading import load_bank
from quizapp.db import db
from quizapp.facts import Source
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, QuestionVersion
from quizapp.questions import Question as Content
from tests.support import school
from tests.support.pages import Page

PEAK = "first-report/peak"
LIMIT = "second-report/limit"
LENGTH = "first-report/length"

SHEETS = [
    {
        "id": "first-report",
        "title": "First Report",
        "publisher": "The Example",
        "published": "2025-06-05~",
        "facts": [
            {
                "id": "peak",
                "kind": "percent",
                "statement": "Tariffs reached 145%.",
                "value": 145,
                "unit": "percent",
                "paragraphs": [2],
                "terms": ["145 percent"],
            },
            {
                "id": "length",
                "kind": "duration",
                "statement": "The call lasted 90 minutes.",
                "value": "PT90M",
                "paragraphs": [1, 3],
            },
        ],
    },
    {
        "id": "second-report",
        "title": "Second Report",
        "facts": [
            {
                "id": "limit",
                "kind": "percent",
                "statement": "Tariffs went up to 125%.",
                "value": 125,
                "unit": "percent",
                "differs_from": [{"fact": PEAK, "how": "contradicts"}],
            },
            {
                "id": "protests",
                "kind": "said",
                "statement": "There were protests.",
                "differs_from": [{"source": "first-report", "how": "silent"}],
            },
        ],
    },
]

COMMON = {"topic": "Tariffs", "explanation": "It stands in the text.", "status": "ready"}
OPTIONS = [
    {"text": "Alpha", "key": True},
    {"text": "Beta", "why": "Beta is wrong."},
    {"text": "Gamma", "key": True},
    {"text": "Delta"},
]
BY_KIND: dict[str, dict[str, Any]] = {
    "single_choice": {"stem": "Which one?", "options": [{**o, "key": i == 0} for i, o in enumerate(OPTIONS)]},
    "multiple_choice": {"stem": "Which ones?", "options": OPTIONS},
    "true_false": {"stem": "It is so.", "answer": False},
    "numeric": {
        "stem": "According to the article “First Report”, how high? Answer in percent.",
        "answers": [{"value": 145, "unit": "percent"}],
        "facts": [PEAK],
    },
    "short_text": {
        "stem": "Name it.",
        "answers": [{"text": "Secretword"}, {"text": "Almost", "fraction": 0.5}],
    },
    "date": {"stem": "When?", "answer": "2025-06-05", "part_credit": {"year": 0.5}},
    "ordering": {
        "stem": "In which order?",
        "items": [{"text": "One", "date": "2017"}, {"text": "Two", "date": "2019"}, {"text": "Three"}],
    },
    "matching": {
        "stem": "What belongs together?",
        "pairs": [{"left": "Uno", "right": "First"}, {"left": "Due", "right": "*Second*"}],
        "distractors": ["Third"],
    },
    "cloze": {
        "stem": "Fill in the gaps.",
        "text": "The *call lasted {gap1}* minutes, said {who}; {gap3}.",
        "gaps": {
            "gap1": {"kind": "numeric", "answers": [{"value": 90}], "weight": 2},
            "who": {"kind": "short_text", "answers": [{"text": "Secretname"}]},
            "gap3": {
                "kind": "single_choice",
                "options": [{"text": "really"}, {"text": "perhaps", "key": True, "why": "So it is."}],
            },
        },
    },
    "source_comparison": {
        "stem": "What does each article say?",
        "sources": ["first-report", "second-report"],
        "claims": [
            {"text": "It was high.", "marks": {"first-report": "says", "second-report": "silent"}},
            {"text": "It was low.", "marks": {"first-report": "otherwise", "second-report": "otherwise"}},
        ],
    },
    "written": {
        "stem": "Why was it so?",
        "rubric": [{"points": 1, "text": "names a source"}, {"points": 0.5, "text": "gives a *date*"}],
    },
    "card": {"stem": "What is a tariff?", "front": "What is a tariff?", "back": "A **tax** on imports."},
}


def content(kind: str, **more: Any) -> Content:
    """A question of this kind."""
    ref = kind.replace("_", "-")
    return Content.from_dict({"id": ref, "kind": kind, **COMMON, **BY_KIND[kind], **more})


@dataclass(frozen=True, slots=True)
class Bank:
    """The ids of the questions by their kind."""

    ids: dict[str, int]


def build() -> Bank:
    """Store a teacher, a student, the two sources and one question of each kind."""
    school.person("alice", "teacher")
    school.person("bob")
    contents = [content(kind) for kind in BY_KIND]
    load_bank(contents, [Source.from_dict(sheet) for sheet in SHEETS], now=school.NOW)
    return Bank(dict(db.session.execute(select(Question.kind, Question.id)).all()))


def question_named(ref: str) -> Question:
    return db.session.scalars(select(Question).where(Question.ref == ref)).one()


def stored(question_id: int) -> dict[str, Any]:
    """The content of the current version."""
    question = db.session.get(Question, question_id)
    assert question is not None
    query = select(QuestionVersion.content).where(
        QuestionVersion.question_id == question_id, QuestionVersion.number == question.version
    )
    found: dict[str, Any] = db.session.scalars(query).one()
    return found


def version_of(question_id: int) -> tuple[int, str]:
    """The number of the current version, and the status."""
    question = db.session.get(Question, question_id)
    assert question is not None
    return question.version, question.status


def alice() -> Person:
    return db.session.scalars(select(Person).where(Person.username == "alice")).one()


def form_of(page: Page) -> dict[str, list[str]]:
    """The fields of the page's editor as a browser would send them; no button is among them."""
    form = next(form for form in page.all("form") if form.get("class") == "form")
    fields: dict[str, list[str]] = {}
    for name, value in sent(form.iter()):
        fields.setdefault(name, []).append(value)
    return fields


def sent(elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """What a browser would send of these fields; no button is among them."""
    for element in elements:
        name = element.get("name") or ""
        if element.tag == "textarea":
            # The parser drops the first line break as a browser does; a browser sends CRLF.
            yield name, (element.text or "").replace("\n", "\r\n")
        elif element.tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            yield name, (chosen or list(element.iter("option")))[0].get("value") or ""
        elif element.tag == "input":
            is_box = element.get("type") in ("radio", "checkbox")
            if not is_box or element.get("checked") is not None:
                yield name, element.get("value") or ""
