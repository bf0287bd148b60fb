"""`quizapp bank check`: clean on what is shipped, and every planted fault is found with its file and line."""

import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from quizapp.bank.files import read_files
from quizapp.cli import main

ROOT = Path(__file__).parents[2]
SHEET = """
id: harbor-news
title: Harbor News
publisher: A paper of the tests
published: 2025-05-02
language: en
facts:
  - id: ferry-fare
    kind: money
    statement: The ferry costs 4 dollars.
    value: 4
    unit: dollars
    paragraphs: [1]
    terms: [four dollars]
    differs_from: [{fact: pier-gazette/fare, how: contradicts}]
  - id: opened
    kind: date
    statement: The pier opened in March 2019.
    value: 2019-03
    paragraphs: [2]
    terms: [March 2019]
"""
OTHER = """
id: pier-gazette
title: Pier Gazette
published: 2025-05-03
language: en
facts:
  - id: fare
    kind: money
    statement: The ferry costs 5 dollars.
    value: 5
    unit: dollars
    paragraphs: [1]
    terms: [five dollars]
"""
QUESTIONS = """
topic: The pier
questions:
  - id: fare
    kind: single_choice
    stem: According to “Harbor News”, what does the ferry cost?
    options: [{text: 4 dollars, key: true}, {text: 7 dollars, why: Nobody says so.}]
    facts: [harbor-news/ferry-fare]
    explanation: It costs 4 dollars there.
  - id: opening
    kind: date
    stem: When did the pier open? Give month and year.
    answer: 2019-03
    facts: [harbor-news/opened]
    explanation: In March 2019.
"""
TEXT = "The ferry costs four dollars.\n\nThe pier opened in March 2019.\n"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sheets").mkdir()
    (tmp_path / "texts").mkdir()
    for name, text in [
        ("sheets/harbor-news.yaml", SHEET),
        ("sheets/pier-gazette.yaml", OTHER),
        ("bank.yaml", QUESTIONS),
        ("texts/harbor-news.txt", TEXT),
        ("texts/pier-gazette.txt", "It costs five dollars, they say.\n"),
    ]:
        (tmp_path / name).write_text(text.lstrip(), encoding="utf-8")
    monkeypatch.setenv("QUIZAPP_ARTICLES", str(tmp_path / "sheets"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["bank", "check", *arguments], catch_exceptions=False)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_bank_is_clean() -> None:
    result = check()
    assert result.exit_code == 0, result.output
    assert "0 faults." in result.output


def test_the_small_bank_is_clean(shelf: Path) -> None:
    result = check("bank.yaml", "--articles", "texts")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("kind: single_choice", "kind: single_chose", 4, "kind"),
        ("    stem: When did", "    stemm: When did", 11, "stem"),
        ("topic: The pier", "topic: [The pier", 1, ""),
        ("[harbor-news/opened]", "[harbor-news/closed]", 13, "harbor-news/closed"),
        ("answer: 2019-03", "answer: 2019-04", 12, "fact"),
        ("answer: 2019-03", "answer: 2019-02-31", 12, "date"),
        ("text: 4 dollars, key", "text: 3 dollars, key", 6, "fact"),
        ("According to “Harbor News”, what", "What", 5, "Harbor News"),
        ("7 dollars, why", "4 dollars, why", 6, "same"),
        ("4 dollars, key: true", "4 dollars, key: false", 6, "right"),
        ("id: opening", "id: fare", 9, "fare"),
        (
            "stem: When did the pier open? Give month and year.",
            "stem: According to “Harbor News”, what does the ferry cost?",
            11,
            "same",
        ),
    ],
)
def test_a_planted_fault_is_reported_with_its_line(
    shelf: Path, old: str, new: str, line: int, words: str
) -> None:
    change(shelf / "bank.yaml", old, new)
    result = check("bank.yaml")
    assert result.exit_code == 1
    faults = [row for row in result.output.splitlines() if row.startswith("bank.yaml:")]
    assert faults, result.output
    assert line in [int(row.split(":")[1]) for row in faults], faults
    assert any(words in row for row in faults), faults
    assert all(len(row.split(": ", 1)[1]) > 20 for row in faults), "a sentence and how to mend it"


def test_a_distractor_that_the_fact_states_is_reported(shelf: Path) -> None:
    change(
        shelf / "bank.yaml", "{text: 7 dollars, why: Nobody says so.}", "{text: $4.00, why: Nobody says so.}"
    )
    result = check("bank.yaml")
    assert result.exit_code == 1


def test_terms_that_do_not_stand_in_their_paragraph(shelf: Path) -> None:
    change(shelf / "sheets" / "harbor-news.yaml", "terms: [March 2019]", "terms: [April 2019]")
    assert check("bank.yaml").exit_code == 0, "without the articles nobody can know"
    result = check("bank.yaml", "--articles", "texts")
    assert result.exit_code == 1
    assert "sheets/harbor-news.yaml:20: " in result.output
    assert "April 2019" in result.output


def test_a_paragraph_that_is_not_there(shelf: Path) -> None:
    change(shelf / "sheets" / "harbor-news.yaml", "paragraphs: [2]", "paragraphs: [9]")
    result = check("bank.yaml", "--articles", "texts")
    assert result.exit_code == 1
    assert "9" in result.output


def test_several_faults_are_all_reported(shelf: Path) -> None:
    (shelf / "more.yaml").write_text(
        dedent("""
        topic: More
        questions:
          - {id: one, kind: true_false, stem: The pier is long., answer: maybe, facts: [harbor-news/opened]}
          - {id: two, kind: numeric, stem: How many?, answers: [], facts: [harbor-news/opened]}
        """),
        encoding="utf-8",
    )
    result = check("bank.yaml", "more.yaml")
    assert result.exit_code == 1
    assert result.output.count("more.yaml:") >= 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"- - - [", b"a: &x 1\nb: *x\n", b"[" * 5000])
def test_files_that_are_no_bank(shelf: Path, content: bytes) -> None:
    (shelf / "odd.yaml").write_bytes(content)
    result = check("odd.yaml")
    assert result.exit_code == 1
    assert "odd.yaml:" in result.output


def test_notes_are_printed_when_asked_for_and_fail_nothing(shelf: Path) -> None:
    text = QUESTIONS.lstrip().split("  - id: opening")[0]
    (shelf / "bank.yaml").write_text(text, encoding="utf-8")
    quiet, full = check("bank.yaml"), check("--notes", "bank.yaml")
    assert quiet.exit_code == full.exit_code == 0
    assert "No question rests on" not in quiet.output
    assert "2 notes." in quiet.output
    assert "sheets/harbor-news.yaml:15: No question rests on the fact “harbor-news/opened”." in full.output


def test_the_whole_bank_is_checked_in_less_than_two_seconds() -> None:
    """Time of the processor, so that a busy machine is no fault."""
    start = time.process_time()
    assert read_files([ROOT / "question_bank"], [ROOT / "seeds" / "articles"]).faults == []
    assert time.process_time() - start < 2


def test_checking_files_imports_nothing_of_the_running_school() -> None:
    """It is run after every change of a file, and the app takes longer to import than the check takes."""
    code = "import sys; from quizapp.cli import main; main(['bank', 'check'], standalone_mode=False)"
    told = "print([name for name in ('flask', 'sqlalchemy') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; {told}"], capture_output=True, text=True, timeout=120
    )
    assert done.stdout.splitlines()[-1:] == ["[]"], done.stderr
