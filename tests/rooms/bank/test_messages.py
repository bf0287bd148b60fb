"""Every code that can be emitted has its sentence and a way to mend it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.bank.messages import mend, sentence
from quizapp.bank.problem_texts import TEXTS
from quizapp.errors import Problem
from quizapp.formats import schema_problems, yaml_lines
from quizapp.formats.native import check_question, read_questions, read_source

PACKAGE = Path(__file__).parents[3] / "quizapp"
ROOMS = ("questions", "formats", "proofreading", "facts", "values", "bank")
MODULES = ("blueprint.py", "documents/images.py")
# Where the code is not written in the call itself, and which codes it can be there. One more such place
# fails the test until it is named here.
BY_VARIABLE = {
    "documents/images.py": {
        *("image_too_large", "image_too_many_pixels", "not_an_image", "image_outside", "image_not_found"),
    },
    "questions/choices.py": {
        *("equal_options", "equal_items", "equal_sides", "equal_claims", "equal_criteria"),
    },
    "questions/cloze.py": set(),  # passes on the codes of its gaps
    "questions/numeric.py": {
        *("key_not_numeric", "tolerance_not_numeric", "negative_tolerance"),
        *("unknown_tolerance_kind", "fraction_out_of_range"),
    },
    "formats/native.py": set(),  # passes on the code of a ParseError
    "formats/schema_problems.py": {
        *(code for code, _ in schema_problems._SIMPLE.values()),
        *("not_valid", "bad_date", "bad_pattern"),
    },
    "proofreading/notes.py": {"stem_answers_other", "stem_answered_by_other"},
    "proofreading/options.py": {"all_of_the_above", "none_of_the_above"},
    "formats/yaml_lines.py": {*(code for _, code in yaml_lines._SLIPS), "bad_yaml"},
}


def calls() -> Iterator[tuple[str, ast.expr]]:
    """Every first argument of Problem(…) and ParseError(…), with its file."""
    files = sorted(p for room in ROOMS for p in (PACKAGE / room).rglob("*.py"))
    for path in files + [PACKAGE / module for module in MODULES]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in ("Problem", "ParseError"):  # type: ignore[attr-defined]
                yield path.relative_to(PACKAGE).as_posix(), node.args[0]  # type: ignore[attr-defined]


def written(argument: ast.expr) -> set[str] | None:
    """The codes that stand in the call; None where a variable does."""
    if isinstance(argument, ast.Constant):
        return {argument.value}
    if isinstance(argument, ast.IfExp):
        branches = [written(argument.body), written(argument.orelse)]
        return None if None in branches else set().union(*branches)  # type: ignore[arg-type]
    return None


def emitted() -> set[str]:
    codes: set[str] = set()
    for file, argument in calls():
        found = written(argument)
        if found is None:
            assert file in BY_VARIABLE, f"{file}: name the codes that a variable can be"
        codes |= BY_VARIABLE[file] if found is None else found
    return codes


def test_codes_are_found() -> None:
    assert {"two_keys", "key_fraction_not_one", "no_fact", "tag_not_allowed", "too_long"} <= emitted()
    assert len(emitted()) > 60


@pytest.mark.parametrize("code", sorted(emitted()))
def test_every_code_has_its_sentences(code: str) -> None:
    keys = [key for key in TEXTS if key.split(":")[0] == code]
    assert keys, f"{code} has no sentence in bank/problem_texts.py"


def test_no_sentence_is_left_over() -> None:
    # "changed_meanwhile" is the editor's own.
    assert {key.split(":")[0] for key in TEXTS} <= emitted()


@pytest.mark.parametrize("key", TEXTS)
def test_sentences_are_sentences(key: str) -> None:
    for text in map(str, TEXTS[key]):
        assert text[0].isupper() or text[0] == "“" or text.startswith("%(")
        assert text[-1] in ".?"
        assert not re.search(r"%(?!\(\w+\)s)", text), "only %(name)s can be filled"


QUESTION = {"id": "a", "kind": "single_choice", "topic": "T", "stem": "S"}
OPTIONS = [{"text": "x", "key": True}, {"text": "y"}]
BAD = [
    ({**QUESTION, "options": OPTIONS, "stem": ""}, "There is no question yet."),
    ({**QUESTION, "options": [OPTIONS[0], OPTIONS[0]]}, "This option says the same as option 1."),
    ({**QUESTION, "options": OPTIONS, "dificulty": 2}, "“dificulty” is not known here."),
    ({**QUESTION, "options": OPTIONS, "difficulty": 4}, "This number is too large."),
    ({**QUESTION, "options": OPTIONS, "mark": 0}, "This number is too small."),
    ({**QUESTION, "options": OPTIONS, "mark": "many"}, "This is not a number."),
    ({**QUESTION, "options": OPTIONS, "facts": "one"}, "Here must stand a list, not text."),
    ({**QUESTION, "options": OPTIONS[:1]}, "A choice needs at least two options."),
    ({**QUESTION, "options": OPTIONS, "topic": "T" * 121}, "This is too long."),
    ({**QUESTION, "options": OPTIONS, "status": "done"}, "“done” cannot stand here."),
    ({**QUESTION, "kind": "essay"}, "There is no kind of question “essay”."),
    ({**QUESTION, "kind": "date", "answer": "2025-02-31"}, "“2025-02-31” is not a date."),
    ({**QUESTION, "kind": "true_false"}, "Nobody has said what is right."),
]


@pytest.mark.parametrize(("question", "wrong"), BAD)
def test_sentences_of_real_problems(question: dict[str, object], wrong: str) -> None:
    problems = check_question(question)
    assert wrong in [sentence(problem) for problem in problems]
    for problem in problems:
        assert "…" not in sentence(problem) + mend(problem), f"{problem} leaves a gap"


@pytest.mark.parametrize(
    ("text", "wrong", "way"),
    [
        ("topic: a: b", "A colon stands where YAML does not expect one.", "quotes"),
        ("topic: 'a", "A quote that begins here never ends.", "Close it"),
        ("topic: a\ntopic: b", "“topic” stands here a second time; the first is on line 1.", "Keep one"),
        (
            "topic: a\nquestions:\n" + "  - {id: x, kind: true_false, stem: s, answer: true}\n" * 2,
            "The id “x” is taken already, on line 3.",
            "another id",
        ),
    ],
)
def test_sentences_of_files(text: str, wrong: str, way: str) -> None:
    problem = read_questions(text).problems[0].problem
    assert sentence(problem) == wrong
    assert way in mend(problem)


def test_sentences_of_fact_sheets() -> None:
    sheet = "id: s\ntitle: t\nfacts: [{id: a, kind: said, statement: x, differs_from: [{how: silent}]}]"
    problem = read_source(sheet).problems[0].problem
    assert sentence(problem) == "A difference leads to one fact, or to one source that is silent."


def test_an_unknown_code_still_gets_a_sentence() -> None:
    problem = Problem("something_new")
    assert sentence(problem) == "This cannot be stored as it is (something_new)."
    assert mend(problem)


def test_a_value_with_a_percent_sign_is_quoted_as_it_is() -> None:
    problem = Problem("distractor_is_true", (), {"text": "100%s", "fact": "a/b"})
    assert "“100%s”" in sentence(problem)
