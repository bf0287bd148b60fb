"""The `quizapp` command: a school from nothing, and one clear line where something is wrong."""

import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main
from quizapp.db import sqlite_driver
from tests.support import school

Run = Callable[..., Result]
SHEET = """
id: harbor-news
title: Harbor News
published: 2025-05-02
language: en
facts:
  - {id: opened, kind: date, statement: It opened in 2019., value: 2019, paragraphs: [1], terms: ["2019"]}
"""
QUESTIONS = """
topic: The pier
questions:
  - id: opening
    kind: date
    stem: When did the pier open?
    answer: 2019
    facts: [harbor-news/opened]
    explanation: In 2019.
"""


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def made_in(folder: Path, *arguments: str) -> Result:
    """The command, run with this folder as the instance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZAPP_INSTANCE", str(folder))
        return invoke(*arguments)


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A school out of nothing, as `quizapp run` makes it with the shipped bank; to be copied."""
    folder = tmp_path_factory.mktemp("first") / "instance"
    return folder, made_in(folder, "run", "--no-server")


@pytest.fixture(scope="module")
def loaded_bank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The shipped bank in a school without people, as `quizapp bank load` makes it; to be copied."""
    folder = tmp_path_factory.mktemp("loaded") / "instance"
    return folder, made_in(folder, "bank", "load")


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "instance"
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(folder))
    return folder


@pytest.fixture
def run(instance: Path) -> Run:
    return invoke


@pytest.fixture
def demo(instance: Path, first_start: tuple[Path, Result]) -> Result:
    """The instance is a school that was started once; returns what the start printed."""
    shutil.copytree(first_start[0], instance)
    return first_start[1]


@pytest.fixture
def small_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One question on one fact, for commands that care about no more."""
    for variable, name, text in (
        ("QUIZAPP_ARTICLES", "sheets", SHEET),
        ("QUIZAPP_BANK", "questions", QUESTIONS),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pier.yaml").write_text(text)
        monkeypatch.setenv(variable, str(tmp_path / name))


def rows(instance: Path, query: str) -> list[tuple[object, ...]]:
    # Two SQLite libraries in one process would drop each other's locks.
    connection = sqlite_driver().connect(str(instance / "quizapp.sqlite"))
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_new_school_gets_the_demo_people_and_a_second_start_harms_nothing(
    run: Run, instance: Path, demo: Result
) -> None:
    first = demo
    assert first.exit_code == 0, first.output
    assert "http://127.0.0.1:8000/" in first.output
    assert "Teacher:" in first.output
    assert "Student:" in first.output
    assert stat.S_IMODE(os.stat(instance / "secret-key").st_mode) == 0o600
    assert stat.S_IMODE(os.stat(instance / "demo-sign-ins.txt").st_mode) == 0o600
    counts = (
        "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM step), (SELECT count(*) FROM question)"
    )
    before = rows(instance, counts)
    assert before[0][0] == 42
    key = (instance / "secret-key").read_text()
    second = run("run", "--no-server")
    assert second.exit_code == 0
    assert second.output.split("http", 1)[1] == first.output.split("http", 1)[1], "the same sign-ins again"
    assert rows(instance, counts) == before
    assert (instance / "secret-key").read_text() == key


def test_the_demo_people_are_the_same_everywhere_but_not_their_passwords(
    run: Run, instance: Path, first_start: tuple[Path, Result], loaded_bank: tuple[Path, Result]
) -> None:
    first = first_start[0]
    shutil.copytree(loaded_bank[0], instance)
    assert run("run", "--no-server").exit_code == 0
    query = "SELECT username, given_name, family_name FROM person ORDER BY id"
    assert rows(instance, query) == rows(first, query) != []
    assert (instance / "demo-sign-ins.txt").read_text() != (first / "demo-sign-ins.txt").read_text()


@pytest.mark.usefixtures("demo")
def test_the_demo_can_be_taken_away_and_the_rest_stays(run: Run, instance: Path) -> None:
    run("user", "add", "pat", "--given-name", "Pat", "--role", "teacher")
    assert run("demo", "remove", "--yes").exit_code == 0
    assert rows(instance, "SELECT username FROM person") == [("pat",)]
    for table in ("classroom", "membership", "quiz", "assignment", "attempt", "step", "attempt_slot", "deck"):
        assert rows(instance, f"SELECT count(*) FROM {table}") == [(0,)], table
    assert rows(instance, "SELECT count(*) FROM question")[0][0] >= 80
    assert not (instance / "demo-sign-ins.txt").exists()


@pytest.mark.usefixtures("demo")
def test_a_demo_that_was_taken_away_stays_away(run: Run, instance: Path) -> None:
    assert "quizapp init" in run("demo", "remove", "--yes").output
    again = run("run", "--no-server")
    assert "Nobody can sign in yet" in again.output
    assert rows(instance, "SELECT count(*) FROM person") == [(0,)]
    assert stat.S_IMODE(os.stat(instance).st_mode) == 0o700


@pytest.mark.usefixtures("small_bank")
def test_init_makes_an_administrator_and_no_demo(run: Run, instance: Path) -> None:
    result = run("init")
    assert result.exit_code == 0
    assert "Administrator: admin" in result.output
    assert rows(instance, "SELECT username, role FROM person") == [("admin", "admin")]
    run("run", "--no-server")
    assert rows(instance, "SELECT count(*) FROM person") == [(1,)]
    again = run("init")
    assert again.exit_code == 1
    assert "has people already" in again.output


@pytest.mark.usefixtures("small_bank")
def test_users_are_added_reset_and_deactivated(run: Run, instance: Path) -> None:
    run("init")
    added = run("user", "add", "Maya", "--given-name", "Maya", "--family-name", "Ramos")
    assert "Password: " in added.output
    assert rows(instance, "SELECT role, deactivated_at FROM person WHERE username='maya'") == [
        ("student", None)
    ]
    again = run("user", "add", "maya", "--given-name", "Maya")
    assert (again.exit_code, "this username already" in again.output) == (1, True)
    before = rows(instance, "SELECT password_hash, sign_in_version FROM person WHERE username='maya'")
    assert run("user", "reset", "maya").exit_code == 0
    after = rows(instance, "SELECT password_hash, sign_in_version FROM person WHERE username='maya'")
    assert after[0][0] != before[0][0]
    assert after[0][1] == 2
    assert run("user", "deactivate", "maya").exit_code == 0
    assert "maya" in run("user", "list").output
    assert rows(instance, "SELECT deactivated_at IS NOT NULL FROM person WHERE username='maya'") == [(1,)]
    assert run("user", "activate", "maya").exit_code == 0
    missing = run("user", "reset", "nobody")
    assert (missing.exit_code, "no account 'nobody'" in missing.output) == (1, True)


def test_the_bank_loads_once(run: Run, instance: Path, loaded_bank: tuple[Path, Result]) -> None:
    folder, first = loaded_bank
    shutil.copytree(folder, instance)
    assert first.exit_code == 0
    assert "added" in first.output
    assert "Nothing changed" in run("bank", "load").output


def test_a_port_in_use_is_one_clear_line(run: Run, monkeypatch: pytest.MonkeyPatch, instance: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("QUIZAPP_PORT", str(taken.getsockname()[1]))
        result = run("run")
    assert result.exit_code == 1
    assert "Cannot listen on 127.0.0.1" in result.output
    assert len(result.output.splitlines()) == 1
    assert not instance.exists(), "nothing was made"


@pytest.mark.parametrize("port", ["0", "70000", "eight", "-1"])
def test_a_bad_setting_is_one_clear_line(run: Run, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("QUIZAPP_PORT", port)
    result = run("run", "--no-server")
    assert result.exit_code == 1
    assert result.output.startswith("quizapp: QUIZAPP_PORT is")


@pytest.mark.usefixtures("small_bank")
def test_a_database_of_a_newer_version_is_left_alone(run: Run, instance: Path) -> None:
    run("init")
    connection = sqlite_driver().connect(str(instance / "quizapp.sqlite"))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    result = run("run", "--no-server")
    assert result.exit_code == 1
    assert "newer version of Civics Desk" in result.output
    assert len(result.output.splitlines()) == 1


def test_a_file_that_is_no_database_is_one_clear_line(run: Run, instance: Path) -> None:
    instance.mkdir()
    (instance / "quizapp.sqlite").write_text("this is no database, but a text of some length " * 20)
    result = run("run", "--no-server")
    assert result.exit_code == 1
    assert "cannot be opened" in result.output
    assert len(result.output.splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "quizapp.cli", "run", "--no-server"],
        env={**os.environ, "QUIZAPP_INSTANCE": str(in_the_way / "instance")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_bank_file_that_does_not_parse_loads_nothing(
    run: Run, instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "bank"
    broken.mkdir()
    (broken / "questions.yaml").write_text('topic: Tariffs\nquestions:\n  - id: "open\n')
    monkeypatch.setenv("QUIZAPP_BANK", str(broken))
    result = run("run", "--no-server")
    assert result.exit_code == 1
    assert "questions.yaml:3: " in result.output
    assert "nothing was loaded" in result.output
    assert rows(instance, "SELECT count(*) FROM question") == [(0,)]
    assert rows(instance, "SELECT count(*) FROM person") == [(0,)]


@pytest.mark.usefixtures("small_bank")
def test_a_text_is_attached_to_its_source(run: Run, instance: Path, tmp_path: Path) -> None:
    run("bank", "load")
    text = tmp_path / "copy.txt"
    text.write_text("First paragraph.\n\nSecond one.\n")
    result = run("source", "attach", "harbor-news", str(text))
    assert (result.exit_code, "Attached 2 paragraphs" in result.output) == (0, True)
    assert (instance / "articles" / "harbor-news.txt").exists()
    unknown = run("source", "attach", "no-such-source", str(text))
    assert (unknown.exit_code, "no source 'no-such-source'" in unknown.output) == (1, True)
    for bad in ("../escape", "a/b"):
        assert run("source", "attach", bad, str(text)).exit_code == 1
    binary = tmp_path / "picture.bin"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    assert run("source", "attach", "harbor-news", str(binary)).exit_code == 1


@pytest.mark.usefixtures("instance")
def test_the_sign_in_that_is_printed_works(demo: Result) -> None:
    output = demo.output
    line = next(line for line in output.splitlines() if "Teacher:" in line)
    username, password = line.split("username ")[1].split(", password ")
    from quizapp import create_app
    from quizapp.config import read_settings
    from tests.support.pages import PageClient

    app = create_app(read_settings())
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = PageClient
    client = app.test_client()
    answer = client.post("/sign-in", data={"username": username, "password": password})
    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert school.PASSWORD not in output
