"""The native files: read to questions or a source, with the line of every fault; and written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from quizapp.errors import ParseError, Problem
from quizapp.facts.source import Source
from quizapp.formats import native_dates, yaml_lines, yaml_writer
from quizapp.formats.markup import markup_problems
from quizapp.formats.native_schema import BODIES, question_file_schema, question_schema, source_file_schema
from quizapp.formats.schema_problems import name_of_type, schema_problems, shown, validator
from quizapp.questions import Question


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A problem and the line of the file, from 1; the path leads into the one question, or the source."""

    line: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where one question or fact stands in its file."""

    document: yaml_lines.Document
    path: tuple[str | int, ...]

    def line_of(self, path: tuple[str | int, ...] = ()) -> int:
        """The line, from 1, of what `path` leads to inside it."""
        return self.document.line_of((*self.path, *path))


@dataclass(frozen=True, slots=True)
class QuestionsRead:
    """The good questions of a file, the line on which each begins by its id, and what is wrong."""

    questions: list[Question]
    lines: dict[str, int]
    problems: list[LineProblem]
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceRead:
    """The source of a file, or None where anything is wrong with it; the places of its facts by their ids."""

    source: Source | None
    problems: list[LineProblem]
    places: Mapping[str, Place] = field(default_factory=dict)


def check_question(data: object) -> list[Problem]:
    """What is wrong with one question in its native form; an empty list means that it can be asked."""
    return _read_question(data)[1]


def read_questions(text: str) -> QuestionsRead:
    """Read a question file. Never raises for what it holds: bad questions are left out and reported."""
    read = QuestionsRead([], {}, [])
    try:
        document = yaml_lines.parse(text)
    except ParseError as error:
        read.problems.append(_line_problem(error))
        return read
    frame = schema_problems(_frame_validator(), document.data)
    read.problems.extend(LineProblem(document.line_of(p.path), p) for p in frame)
    if isinstance(document.data, dict):
        for index, data in _items(document.data):
            _add_question(read, document, index, data)
    read.problems.sort(key=lambda fault: fault.line)
    return read


def read_source(text: str) -> SourceRead:
    """Read a source file. Never raises for what it holds; a source with any fault is None."""
    try:
        document = yaml_lines.parse(text)
    except ParseError as error:
        return SourceRead(None, [_line_problem(error)])
    data = native_dates.in_source(document.data)
    problems = schema_problems(_source_validator(), data) or _repeated_facts(data)
    if problems:
        return SourceRead(None, [LineProblem(document.line_of(p.path), p) for p in problems])
    source = Source.from_dict(data)
    places = {fact.id: Place(document, ("facts", index)) for index, fact in enumerate(source.facts)}
    return SourceRead(source, [], {source.id: Place(document, ()), **places})


def write_questions(topic: str, questions: Iterable[Question]) -> str:
    """A question file that reads back to equal questions; those of another topic carry it themselves.

    For scripts that keep a bank as files; in the house only the tests write one, to read it back.
    """
    return yaml_writer.write({"topic": topic, "questions": [_written(q, topic) for q in questions]})


def check_source(data: object) -> list[Problem]:
    """What is wrong with the shape of a source in its native form; proofreading looks at what it says."""
    return schema_problems(_source_validator(), native_dates.in_source(data))


def write_source(source: Source) -> str:
    """A fact sheet that reads back to an equal source."""
    return yaml_writer.write(source.to_dict())


def _read_question(data: object) -> tuple[Question | None, list[Problem]]:
    kind, found = _kind_of(data)
    if not isinstance(data, Mapping) or kind is None:
        return None, found
    prepared = native_dates.in_question(data)
    found = schema_problems(_question_validator(kind), prepared)
    if "topic" not in prepared:
        found.append(Problem("missing_field", ("topic",), {"field": "topic"}))
    if found:
        return None, found
    question = Question.from_dict(prepared)
    found = question.problems() + markup_problems(prepared)
    return (None if found else question), found


def _kind_of(data: object) -> tuple[str | None, list[Problem]]:
    """The kind, when the rest can be checked against it; or what is wrong with it."""
    if not isinstance(data, dict):
        return None, [Problem("wrong_type", (), {"expected": "object", "found": name_of_type(data)})]
    if "kind" not in data:
        return None, [Problem("missing_field", ("kind",), {"field": "kind"})]
    kind = data["kind"]
    if not isinstance(kind, str) or kind not in BODIES:
        return None, [
            Problem("unknown_kind", ("kind",), {"value": shown(kind), "allowed": ", ".join(BODIES)})
        ]
    return kind, []


def _items(data: Mapping[str, Any]) -> Iterator[tuple[int, object]]:
    """The question dicts with the file's topic filled in."""
    questions = data.get("questions")
    topic = {"topic": data["topic"]} if isinstance(data.get("topic"), str) else {}
    for index, item in enumerate(questions if isinstance(questions, list) else []):
        yield index, {**topic, **item} if isinstance(item, dict) else item


def _add_question(read: QuestionsRead, document: yaml_lines.Document, index: int, data: object) -> None:
    where = ("questions", index)
    question, found = _read_question(data)
    if question and question.id in read.lines:
        found = [Problem("duplicate_id", ("id",), {"id": question.id, "first_line": read.lines[question.id]})]
    read.problems.extend(LineProblem(document.line_of((*where, *p.path)), p) for p in found)
    if question and not found:
        read.questions.append(question)
        read.lines[question.id] = document.line_of(where)
        read.places[question.id] = Place(document, where)


def _repeated_facts(data: Mapping[str, Any]) -> list[Problem]:
    first: dict[str, int] = {}
    return [
        Problem("duplicate_id", ("facts", index, "id"), {"id": fact["id"]})
        for index, fact in enumerate(data["facts"])
        if first.setdefault(fact["id"], index) != index
    ]


def _written(question: Question, topic: str) -> dict[str, Any]:
    data = question.to_dict()
    if data["topic"] == topic:
        del data["topic"]
    return data


def _line_problem(error: ParseError) -> LineProblem:
    return LineProblem(error.line or 1, Problem(error.code, (), error.params))


@cache
def _question_validator(kind: str) -> Draft202012Validator:
    return validator(question_schema(kind))


@cache
def _source_validator() -> Draft202012Validator:
    return validator(source_file_schema())


@cache
def _frame_validator() -> Draft202012Validator:
    """Of the question file without its questions, which are checked one by one."""
    schema = question_file_schema()
    frame = {key: schema[key] for key in ("type", "required", "additionalProperties")}
    questions = {**schema["properties"]["questions"], "items": True}
    return validator({**frame, "properties": {**schema["properties"], "questions": questions}})
