"""The published schemas, and how their errors become problems."""

import pytest
from jsonschema import Draft202012Validator

from quizapp.errors import Problem
from quizapp.facts import Fact
from quizapp.facts.readings import text_of
from quizapp.formats.native import check_question
from quizapp.formats.native_schema import BODIES, question_file_schema, question_schema, source_file_schema
from quizapp.formats.schema_problems import schema_problems, validator
from quizapp.questions import KINDS

CHOICE = {
    "id": "capital",
    "kind": "single_choice",
    "topic": "Capitals",
    "stem": "Where does Congress meet?",
    "options": [{"text": "Washington", "key": True}, {"text": "Boston"}],
}
NUMERIC = {**CHOICE, "kind": "numeric", "answers": [{"value": 50, "unit": "states"}]}
del NUMERIC["options"]
DATE = {"id": "d", "kind": "date", "topic": "t", "stem": "When?", "answer": "1776-07-04"}
ORDER = {"id": "o", "kind": "ordering", "topic": "t", "stem": "?", "items": [{"text": "a"}, {"text": "b"}]}


def without(data, *names):
    return {name: value for name, value in data.items() if name not in names}


@pytest.mark.parametrize("schema", [question_file_schema(), source_file_schema()])
def test_the_schemas_are_schemas(schema):
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")


def test_every_kind_has_a_schema():
    assert set(BODIES) == set(KINDS)


@pytest.mark.parametrize("kind", BODIES)
def test_every_property_of_a_kind_says_what_it_is(kind):
    assert all(schema.get("title") for schema in question_schema(kind)["properties"].values())


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("text", Problem("wrong_type", (), {"expected": "object", "found": "string"})),
        (None, Problem("wrong_type", (), {"expected": "object", "found": "null"})),
        (without(CHOICE, "kind"), Problem("missing_field", ("kind",), {"field": "kind"})),
        (without(CHOICE, "id"), Problem("missing_field", ("id",), {"field": "id"})),
        (without(CHOICE, "topic"), Problem("missing_field", ("topic",), {"field": "topic"})),
        (without(CHOICE, "options"), Problem("missing_field", ("options",), {"field": "options"})),
        (
            {**CHOICE, "optons": []},
            Problem("unknown_field", ("optons",), {"field": "optons", "nearest": "options"}),
        ),
        ({**CHOICE, "zzz": 1}, Problem("unknown_field", ("zzz",), {"field": "zzz"})),
        ({**CHOICE, "answer": True}, Problem("unknown_field", ("answer",), {"field": "answer"})),
        (
            {**CHOICE, "options": [{"text": "a", "key": "yes"}, {"text": "b"}]},
            Problem("wrong_type", ("options", 0, "key"), {"expected": "boolean", "found": "string"}),
        ),
        (
            {**CHOICE, "options": [{"text": 1776, "key": True}, {"text": "b"}]},
            Problem("wrong_type", ("options", 0, "text"), {"expected": "string", "found": "integer"}),
        ),
        (
            {**CHOICE, "status": "final"},
            Problem("not_allowed", ("status",), {"value": "final", "allowed": "draft, ready, retired"}),
        ),
        ({**CHOICE, "stem": ""}, Problem("too_short", ("stem",), {"minimum": 1})),
        ({**CHOICE, "stem": "x" * 5001}, Problem("too_long", ("stem",), {"maximum": 5000})),
        ({**CHOICE, "options": CHOICE["options"][:1]}, Problem("too_few", ("options",), {"minimum": 2})),
        ({**CHOICE, "hints": ["h"] * 11}, Problem("too_many", ("hints",), {"maximum": 10})),
        ({**CHOICE, "difficulty": 4}, Problem("out_of_range", ("difficulty",), {"maximum": 3})),
        ({**CHOICE, "difficulty": 0}, Problem("out_of_range", ("difficulty",), {"minimum": 1})),
        ({**CHOICE, "mark": 0}, Problem("out_of_range", ("mark",), {"above": 0})),
        ({**CHOICE, "id": "A b"}, Problem("bad_pattern", ("id",), {"value": "A b"})),
        ({**CHOICE, "id": "a\n"}, Problem("bad_pattern", ("id",), {"value": "a\n"})),
        ({**CHOICE, "facts": ["bare"]}, Problem("bad_pattern", ("facts", 0), {"value": "bare"})),
        ({**CHOICE, "kind": []}, None),
        ({**CHOICE, "kind": "essay"}, None),
        ({**DATE, "answer": "1776-02-31"}, Problem("bad_date", ("answer",), {"value": "1776-02-31"})),
        ({**DATE, "tolerance": {"days": 1, "years": 1}}, Problem("too_many", ("tolerance",), {"maximum": 1})),
        (
            {**ORDER, "items": [{"text": "a", "date": "soon"}, {"text": "b"}]},
            Problem("bad_date", ("items", 0, "date"), {"value": "soon"}),
        ),
        (
            {**NUMERIC, "answers": [{"value": "fifty"}]},
            Problem("bad_pattern", ("answers", 0, "value"), {"value": "fifty"}),
        ),
        (
            {**NUMERIC, "answers": [{"value": 50, "tolerance": -1}]},
            Problem("out_of_range", ("answers", 0, "tolerance"), {"minimum": 0}),
        ),
    ],
)
def test_what_is_wrong_with_a_question(data, problem):
    found = check_question(data)
    if problem is None:
        (problem,) = found
        assert (problem.code, problem.path) == ("unknown_kind", ("kind",))
        assert "single_choice" in str(problem.params["allowed"])
    else:
        assert found == [problem]


@pytest.mark.parametrize(
    "data",
    [
        CHOICE,
        NUMERIC,
        {**NUMERIC, "answers": [{"value": "0.1000000000000000000001", "accept_ratio": True}]},
        {**CHOICE, "image": {"file": "map.png", "alt": "A map"}, "version": 3},
        DATE,
        {**DATE, "answer": 1776},
        {**DATE, "answer": 776},
        {**ORDER, "items": [{"text": "a", "date": 1776}, {"text": "b", "date": "1787-09"}]},
    ],
)
def test_good_questions(data):
    assert check_question(data) == []


def test_all_faults_are_told_at_once():
    bad = {**without(CHOICE, "id", "topic"), "difficulty": "hard", "colour": "red"}
    assert {problem.code for problem in check_question(bad)} == {
        "missing_field",
        "wrong_type",
        "unknown_field",
    }
    assert [problem.path for problem in check_question(bad) if problem.code == "missing_field"] == [
        ("id",),
        ("topic",),
    ]


def test_the_kind_has_its_say_once_the_shape_is_right():
    no_key = {**CHOICE, "options": [{"text": "a"}, {"text": "b"}]}
    assert check_question(no_key) == [Problem("no_key", ("options",))]


def test_data_that_nests_without_end_is_refused():
    deep = {**CHOICE, "options": []}
    inner = deep["options"]
    for _ in range(5000):
        inner.append([])
        inner = inner[0]
    assert [problem.code for problem in check_question(deep)] == ["too_deep"]


def test_checking_leaves_the_data_alone():
    data = {**DATE, "answer": 1776}
    check_question(data)
    assert data["answer"] == 1776


@pytest.mark.parametrize(
    ("data", "is_fine"),
    [
        ({"topic": "t", "questions": [without(CHOICE, "topic")]}, True),
        ({"questions": [CHOICE]}, True),
        ({"questions": [without(CHOICE, "topic")]}, False),
        ({"topic": "t", "questions": [{**CHOICE, "answer": 1}]}, False),
        ({"topic": "t", "questions": [{**CHOICE, "kind": "essay"}]}, False),
        ({"topic": "t"}, False),
    ],
)
def test_the_published_schema_judges_whole_files(data, is_fine):
    assert validator(question_file_schema()).is_valid(data) is is_fine


def test_a_glossary_is_a_sheet_whose_facts_are_terms():
    term = {"id": "toll", "kind": "term", "value": "toll", "statement": "A toll is paid to cross a bridge."}
    sheet = {"id": "glossary", "title": "Words", "facts": [{**term, "paragraphs": [1]}]}
    assert schema_problems(validator(source_file_schema()), sheet) == []
    assert text_of(Fact.from_dict(term, "glossary")) == "toll"


@pytest.mark.parametrize(
    ("difference", "is_fine"),
    [
        ({"fact": "a/b", "how": "scope"}, True),
        ({"fact": "a/b", "how": "silent"}, True),
        ({"source": "a", "how": "silent"}, True),
        ({"source": "a", "how": "scope"}, False),
        ({"fact": "a/b", "source": "a", "how": "silent"}, False),
        ({"how": "silent"}, False),
    ],
)
def test_a_difference_has_one_other_end(difference, is_fine):
    fact = {"id": "f", "kind": "said", "statement": "s", "differs_from": [difference]}
    found = schema_problems(validator(source_file_schema()), {"id": "s", "title": "T", "facts": [fact]})
    assert [problem.code for problem in found] == ([] if is_fine else ["one_target_needed"])
