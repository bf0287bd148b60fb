"""Native files: read with lines, and written so that they read back equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.native import check_question, read_questions, read_source, write_questions
from quizapp.questions import Question
from quizapp.values.folding import comparable

BANK = """\
topic: The Bridge
questions:
  - id: toll
    kind: numeric
    stem: What is the toll? Answer in dollars.
    answers: [{value: 4, unit: dollars}]
  - id: opened
    topic: Dates
    kind: date
    stem: When did it open?
    answer: 1937
    status: draft
"""
SOURCE = """\
id: news
title: The Bridge
published: 2025
facts:
  - id: opened
    kind: date
    statement: It opened in 1937.
    value: 1937
    terms: [1937]
    paragraphs: [1]
  - id: toll
    kind: money
    statement: The toll is 4 dollars.
    value: 4
    unit: dollars
    as_of: 2024
"""


def faults(read):
    return [(fault.line, fault.problem.code, fault.problem.path) for fault in read.problems]


def test_a_good_file():
    read = read_questions(BANK)
    assert read.problems == []
    assert [(q.id, q.topic, q.status) for q in read.questions] == [
        ("toll", "The Bridge", "ready"),
        ("opened", "Dates", "draft"),
    ]
    assert read.questions[1].body.to_dict()["answer"] == "1937"
    assert read.lines == {"toll": 3, "opened": 7}


def test_bad_questions_are_left_out_and_told_with_their_lines():
    text = BANK.replace("kind: date", "kind: essay") + (
        "  - just text\n"
        "  - id: short\n"
        "    kind: single_choice\n"
        "    stem: Which?\n"
        "    options:\n"
        "      - {text: a, key: true}\n"
        "      - {txt: b}\n"
    )
    read = read_questions(text)
    assert [question.id for question in read.questions] == ["toll"]
    assert faults(read) == [
        (9, "unknown_kind", ("kind",)),
        (13, "wrong_type", ()),
        (19, "missing_field", ("options", 1, "text")),
        (19, "unknown_field", ("options", 1, "txt")),
    ]


def test_an_id_is_taken_once():
    read = read_questions(BANK.replace("id: opened", "id: toll"))
    assert list(read.lines) == ["toll"]
    assert faults(read) == [(7, "duplicate_id", ("id",))]
    assert dict(read.problems[0].problem.params) == {"id": "toll", "first_line": 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "wrong_type", ())]),
        ("- a", [(1, "wrong_type", ())]),
        ("topic: t", [(1, "missing_field", ("questions",))]),
        ("topic: t\nquestions: none", [(2, "wrong_type", ("questions",))]),
        ("topic: t\nquestions: []\nauthor: me", [(3, "unknown_field", ("author",))]),
        ("topic: 5\nquestions: []", [(1, "wrong_type", ("topic",))]),
        ("topic: t\nquestions: [", [(2, "bad_yaml", ())]),
        ("a: 1\na: 2", [(2, "duplicate_key", ())]),
        ("topic: t\nquestions: []", []),
    ],
)
def test_files_that_are_not_question_files(text, expected):
    assert faults(read_questions(text)) == expected


def test_a_question_needs_a_topic_from_somewhere():
    read = read_questions(BANK.replace("topic: The Bridge\n", ""))
    assert faults(read) == [(2, "missing_field", ("topic",))]
    assert [question.id for question in read.questions] == ["opened"]


def test_a_good_source():
    source = read_source(SOURCE).source
    assert source is not None
    assert (source.published, source.language) == ("2025", "en")
    assert [(fact.id, fact.value, fact.as_of) for fact in source.facts] == [
        ("news/opened", "1937", None),
        ("news/toll", 4, "2024"),
    ]
    assert source.facts[0].terms == ("1937",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: toll", "id: opened", (11, "duplicate_id", ("facts", 1, "id"))),
        ("kind: money", "kind: rumor", (12, "not_allowed", ("facts", 1, "kind"))),
        ("as_of: 2024", "as_of: spring", (16, "bad_date", ("facts", 1, "as_of"))),
        ("paragraphs: [1]", "paragraphs: [0]", (10, "out_of_range", ("facts", 0, "paragraphs", 0))),
        ("unit: dollars", "units: dollars", (15, "unknown_field", ("facts", 1, "units"))),
        ("title: The Bridge", "title: [", (2, "unclosed_bracket", ())),
    ],
)
def test_a_source_with_a_fault_is_none(old, new, expected):
    read = read_source(SOURCE.replace(old, new))
    assert read.source is None
    assert faults(read) == [expected]


def test_a_written_file_is_tidy():
    text = write_questions("The Bridge", read_questions(BANK).questions)
    assert text.splitlines() == [
        "topic: The Bridge",
        "questions:",
        "  - id: toll",
        "    kind: numeric",
        "    stem: What is the toll? Answer in dollars.",
        "    answers:",
        "      - {value: 4, unit: dollars}",
        "  - id: opened",
        "    kind: date",
        "    topic: Dates",
        "    stem: When did it open?",
        "    answer: '1937'",
        "    status: draft",
    ]


# No file may hold a NUL (test_yaml_lines), and forms take it out.
storable = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(storable, min_size=1, max_size=40).filter(str.strip)
several = st.lists(texts, min_size=2, max_size=4, unique_by=comparable)
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
numbers = st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12).map(lambda number: round(number, 6) + 0.0)
edtf = st.sampled_from(["1776", "1776-07", "1776-07-04", "1776-07-04~", "1914/1918", "1914-21", "191X"])


def options(chosen):
    return [{"text": text, "key": place == 0, "why": text} for place, text in enumerate(chosen)]


bodies = st.one_of(
    st.builds(
        lambda o, s: {"kind": "single_choice", "options": options(o), "shuffle": s}, several, st.booleans()
    ),
    st.builds(
        lambda o, rule: {"kind": "multiple_choice", "options": options(o), "rule": rule},
        several,
        st.sampled_from(["right_minus_wrong", "all_or_nothing", "per_decision", "weights"]),
    ),
    st.builds(lambda answer: {"kind": "true_false", "answer": answer}, st.booleans()),
    st.builds(
        lambda value, unit, far: {
            "kind": "numeric",
            "answers": [{"value": value, "unit": unit, "tolerance": far}],
        },
        numbers,
        st.sampled_from(["percent", "minutes", "No", "1e3"]),
        numbers.map(abs),
    ),
    st.builds(
        lambda a, fold: {"kind": "short_text", "answers": [{"text": text} for text in a], "fold": fold},
        several,
        st.lists(st.sampled_from(["case", "accents", "punctuation", "space"]), unique=True),
    ),
    st.builds(lambda a, c: {"kind": "date", "answer": a, "part_credit": {"year": c}}, edtf, st.floats(0, 1)),
    st.builds(lambda i: {"kind": "ordering", "items": [{"text": text} for text in i]}, several),
)
shared = st.fixed_dictionaries(
    {"id": slugs, "stem": texts, "topic": st.sampled_from(["Same", "on", "Other: one"])},
    optional={
        "difficulty": st.integers(1, 3),
        "explanation": texts,
        "tags": st.lists(texts, max_size=2),
        "facts": st.just(["a/b"]),
        "hints": st.lists(texts, max_size=2),
        "status": st.sampled_from(["draft", "ready", "retired"]),
        "mark": st.sampled_from([1, 2, 0.5]),
        "feedback": st.fixed_dictionaries({"right": texts}),
        "version": st.integers(1, 9),
    },
)
natives = st.builds(lambda common, body: common | body, shared, bodies).filter(
    lambda data: not check_question(data)
)


@given(st.lists(natives, max_size=3, unique_by=lambda data: data["id"]))
def test_what_is_written_reads_back_equal(data):
    questions = [Question.from_dict(each) for each in data]
    read = read_questions(write_questions("Same", questions))
    assert read.problems == []
    assert read.questions == questions


keys = st.sampled_from(["id", "kind", "topic", "stem", "options", "items", "date", "answer", "text", "x"])
scalars = st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["date", "ordering"])
anything = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner))


@given(anything)
def test_no_data_whatever_breaks_the_check(data):
    assert check_question(data)


@given(anything)
def test_params_are_plain_values(data):
    params = [value for problem in check_question(data) for value in problem.params.values()]
    assert all(isinstance(value, (str, int, float)) for value in params)
