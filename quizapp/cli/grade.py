"""Grading outside of the school: a question file and responses in, fractions out. Needs no database."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from quizapp.bank.messages import mend, sentence
from quizapp.errors import InvalidResponse, SetupError
from quizapp.formats.native import read_questions
from quizapp.questions import Question

Graded = dict[str, Any]


@click.command()
@click.argument("questions", type=click.Path(path_type=Path))
@click.argument("responses", type=click.Path(path_type=Path))
@click.option("--json", "is_json", is_flag=True, help="Print JSON instead of a line for each response.")
def grade(questions: Path, responses: Path, is_json: bool) -> None:
    """Grade RESPONSES (JSON) to the questions of a file (YAML), by the functions that grade attempts.

    RESPONSES is a list of {"question": id, "response": …}; null or no response means not answered. Nothing
    is printed unless all of them can be read.
    """
    known = _questions(questions)
    graded = [_graded(entry, number, known) for number, entry in enumerate(_entries(responses), 1)]
    if is_json:
        click.echo(json.dumps(graded, indent=2, ensure_ascii=False))
        return
    for result in graded:
        answer = result["summary"] if result["answered"] else "(not answered)"
        click.echo(f"{result['question']}\t{result['fraction']:g}\t{answer}")


def _questions(file: Path) -> dict[str, Question]:
    read = read_questions(_text(file))
    for fault in read.problems[:1]:
        raise SetupError(f"{file}:{fault.line}: {sentence(fault.problem)} {mend(fault.problem)}".rstrip())
    return {question.id: question for question in read.questions}


def _entries(file: Path) -> list[Any]:
    try:
        entries = json.loads(_text(file))
    except (ValueError, RecursionError) as error:
        where = f"{file}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else str(file)
        raise SetupError(f"{where}: This is not JSON that can be read.") from None
    if not isinstance(entries, list):
        raise SetupError(f'{file}: Here must stand a list of {{"question": id, "response": …}}.')
    return entries


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SetupError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SetupError(f"{file} is not UTF-8 text.") from None


def _graded(entry: object, number: int, known: Mapping[str, Question]) -> Graded:
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        raise SetupError(f"Response {number} does not say which question it answers.")
    question = known.get(entry["question"])
    if question is None:
        raise SetupError(f"Response {number}: there is no question {entry['question'][:120]!r} in the file.")
    body = question.body
    try:
        response = body.read(entry.get("response"))
    except InvalidResponse as error:
        raise SetupError(
            f"Response {number} to the question {question.id} cannot be read: {error}."
        ) from None
    return {
        "question": question.id,
        "fraction": body.fraction(response),
        "answered": body.is_answered(response),
        "summary": body.summarize(response),
    }
