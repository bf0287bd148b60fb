"""`quizapp grade`: the keys of its JSON, every kind, and one clear line for whatever cannot be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main

QUESTIONS = """
topic: Trade
questions:
  - {id: single, kind: single_choice, stem: A,
     options: [{text: 145%, key: true}, {text: 125%, fraction: 0.5}]}
  - {id: several, kind: multiple_choice, stem: B,
     options: [{text: a, key: true}, {text: b, key: true}, {text: c}]}
  - {id: truth, kind: true_false, stem: It is so., answer: false}
  - {id: number, kind: numeric, stem: How much?, answers: [{value: 1200000, unit: dollars}]}
  - {id: share, kind: numeric, stem: How much?, answers: [{value: 30, unit: percent}]}
  - {id: words, kind: short_text, stem: Where?, answers: [{text: Mar-a-Lago}]}
  - {id: day, kind: date, stem: When?, answer: 2017-11, part_credit: {year: 0.5}}
  - {id: order, kind: ordering, stem: Order!, items: [{text: one}, {text: two}, {text: three}, {text: four}]}
  - id: pairs
    kind: matching
    stem: Match.
    pairs: [{left: April, right: Mar-a-Lago}, {left: November, right: Beijing}]
    distractors: [Busan]
  - id: gaps
    kind: cloze
    stem: Fill in.
    text: "The call lasted {gap1} minutes, in {gap2}."
    gaps: {gap1: {kind: numeric, answers: [{value: 90}]}, gap2: {kind: date, answer: 2025-06}}
  - id: both
    kind: source_comparison
    stem: Compare.
    sources: [visits, call]
    claims: [{text: It was so., marks: {visits: says, call: silent}}]
  - {id: essay, kind: written, stem: Why?, rubric: [{points: 1, text: names a source}]}
  - {id: flash, kind: card, front: What is a tariff?, back: A tax on imports.}
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["grade", *arguments], catch_exceptions=False)


def grade(files: Path, *entries: Any) -> Result:
    (files / "responses.json").write_text(json.dumps(entries), encoding="utf-8")
    return run("questions.yaml", "responses.json", "--json")


def one(files: Path, question: str, response: Any) -> dict[str, Any]:
    result = grade(files, {"question": question, "response": response})
    assert result.exit_code == 0, result.output
    (graded,) = json.loads(result.stdout)
    assert set(graded) == {"question", "fraction", "answered", "summary"}
    assert graded["question"] == question
    return dict(graded)


@pytest.mark.parametrize(
    ("question", "response", "fraction", "summary"),
    [
        ("single", 0, 1, "145%"),
        ("single", 1, 0.5, "125%"),
        ("several", [0], 0.5, "a"),
        ("several", [0, 1, 2], 0.5, "a; b; c"),
        ("several", [0, 2], 0, "a; c"),
        ("truth", False, 1, "False"),
        ("truth", True, 0, "True"),
        ("number", "1.2 million", 1, "1.2 million"),
        ("number", "$1,200,000", 1, "$1,200,000"),
        ("share", "30%", 1, "30%"),
        ("share", "30", 1, "30"),
        ("share", "0.30", 0, "0.30"),
        ("words", "mar a lago", 1, "mar a lago"),
        ("day", "November 2017", 1, "November 2017"),
        ("day", "11/8/2017", 1, "11/8/2017"),
        ("day", "2017", 0.5, "2017"),
        ("order", [0, 1, 2, 3], 1, "one > two > three > four"),
        ("order", [3, 2, 1, 0], 0, "four > three > two > one"),
        ("pairs", [0, 1], 1, "April → Mar-a-Lago; November → Beijing"),
        ("pairs", [0, None], 0.5, "April → Mar-a-Lago"),
        ("pairs", [2, 2], 0, "April → Busan; November → Busan"),
        ("gaps", {"gap1": "90", "gap2": "6/2025"}, 1, "90; 6/2025"),
        ("gaps", {"gap1": "ninety"}, 0.5, "ninety; …"),
        ("both", [{"visits": "says", "call": "silent"}], 1, "It was so.: visits says, call silent"),
        ("both", [{"visits": "says", "call": "says"}], 0.5, "It was so.: visits says, call says"),
        ("essay", "Because of trade.", 0, "Because of trade."),
    ],
)
def test_grades(files: Path, question: str, response: Any, fraction: float, summary: str) -> None:
    graded = one(files, question, response)
    assert graded["fraction"] == pytest.approx(fraction)
    assert graded["answered"] is True
    assert graded["summary"] == summary


@pytest.mark.parametrize(
    "question", ["single", "several", "truth", "number", "day", "pairs", "gaps", "flash"]
)
@pytest.mark.parametrize("response", [None, "", []])
def test_no_answer(files: Path, question: str, response: Any) -> None:
    assert one(files, question, response) == {
        "question": question,
        "fraction": 0,
        "answered": False,
        "summary": "",
    }


def test_a_missing_response_is_no_answer_and_order_is_kept(files: Path) -> None:
    result = grade(files, {"question": "truth"}, {"question": "single", "response": 0}, {"question": "truth"})
    assert [(g["question"], g["answered"]) for g in json.loads(result.stdout)] == [
        ("truth", False),
        ("single", True),
        ("truth", False),
    ]


def test_no_responses(files: Path) -> None:
    assert json.loads(grade(files).stdout) == []


def test_for_people(files: Path) -> None:
    grade(files, {"question": "single", "response": 1}, {"question": "truth"})
    result = run("questions.yaml", "responses.json")
    assert result.output == "single\t0.5\t125%\ntruth\t0\t(not answered)\n"


@pytest.mark.parametrize(
    ("question", "response"),
    [
        ("single", 7),
        ("single", "0"),
        ("several", [0, 0]),
        ("truth", "yes"),
        ("number", 90),
        ("words", "x" * 6000),
        ("order", [0, 1]),
        ("pairs", [0]),
        ("gaps", {"gap3": "90"}),
        ("both", [{"visits": "maybe"}]),
        ("flash", "A tax"),
        ("day", {"year": [2017]}),
    ],
)
def test_a_response_that_cannot_be_read_is_one_line_with_its_question(
    files: Path, question: str, response: Any
) -> None:
    fine = {"question": "single", "response": 0}
    result = grade(files, fine, {"question": question, "response": response})
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"quizapp: Response 2 to the question {question} cannot be read: ")


@pytest.mark.parametrize(
    "entry", [{"question": "nobody", "response": 0}, {"response": 0}, 7, None, {"question": 3}]
)
def test_a_question_that_is_not_there(files: Path, entry: Any) -> None:
    result = grade(files, entry)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("quizapp: Response 1")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "responses.json:1: This is not JSON"),
        ("", "responses.json:1: This is not JSON"),
        ("[" * 100_000, "This is not JSON"),
        ('{"question": "single"}', "Here must stand a list"),
        ('[{"question": "truth", "response": NaN}]', "the question truth cannot be read"),
        ('[{"question": "single", "response": 1e999}]', "the question single cannot be read"),
    ],
)
def test_responses_that_are_no_list_of_responses(files: Path, text: str, words: str) -> None:
    (files / "responses.json").write_text(text, encoding="utf-8")
    result = run("questions.yaml", "responses.json", "--json")
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("answer: false", "answer: no", "questions.yaml:8: "),
        ("{id: truth", "{id: single", "questions.yaml:8: The id “single” is taken already"),
        (
            "lasted {gap1}",
            "lasted {gap1",
            "questions.yaml:22: The brace of “{gap1 minutes, in” is never closed.",
        ),
        ("topic: Trade", "topic: [Trade", "questions.yaml:2: "),
    ],
)
def test_a_bad_question_file(files: Path, old: str, new: str, words: str) -> None:
    assert old in QUESTIONS
    (files / "questions.yaml").write_text(QUESTIONS.replace(old, new, 1), encoding="utf-8")
    result = grade(files, {"question": "single", "response": 0})
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_files_that_cannot_be_read(files: Path) -> None:
    assert "cannot be read: No such file" in run("nowhere.yaml", "responses.json").stderr
    (files / "responses.json").write_bytes(b"\xff\xfe\x00")
    result = run("questions.yaml", "responses.json")
    assert (result.exit_code, result.stderr) == (1, "quizapp: responses.json is not UTF-8 text.\n")
