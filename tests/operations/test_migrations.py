"""Migrations keep what was stored before them."""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import IntegrityError

from quizapp.bank.fact_actions import digest_of
from quizapp.db import engine_options, prepare_engine
from quizapp.facts import Fact
from quizapp.models.bank import SCHOOL_BANK, lot_of
from quizapp.operations.database import MIGRATIONS


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    made = create_engine(url, **engine_options(url))
    prepare_engine(made)
    return made


def move(engine: Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_questions_of_before_the_search_are_found(engine: Engine) -> None:
    move(engine, "0001")
    native = {"stem": "Wie hoch wären die Zölle?", "difficulty": 3, "standards": ["D1", "D2", "D1"]}
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO question (id, ref, topic, kind, status, version, search_text, created_at, "
                "updated_at) VALUES (7, 'q', 'T', 'numeric', 'ready', 2, 'some soybeans', :now, :now)"
            ),
            {"now": "2025-06-10 15:00:00"},
        )
        for number, content in ((1, {"stem": "Old"}), (2, native)):
            connection.execute(
                text(
                    "INSERT INTO question_version (question_id, number, content, digest, created_at) "
                    "VALUES (7, :number, :content, 'x', '2025-06-10 15:00:00')"
                ),
                {"number": number, "content": json.dumps(content)},
            )
    move(engine, "0003")
    with engine.begin() as connection:
        row = connection.execute(text("SELECT difficulty, needs_check FROM question")).one()
        assert tuple(row) == (3, 0)
        standards = connection.execute(text("SELECT standard FROM question_standard")).scalars()
        assert sorted(standards) == ["D1", "D2"]
        for words in ("waren zolle", "soybeans"):
            match = text("SELECT rowid FROM question_fts WHERE question_fts MATCH :words")
            assert connection.scalar(match, {"words": words}) == 7
        assert connection.scalar(match, {"words": "old"}) is None


def insert(engine: Engine, table: str, **values: object) -> None:
    """Store a row; what it does not name and must have gets something of its type."""
    with engine.begin() as connection:
        columns = connection.execute(text(f"PRAGMA table_info({table})")).all()
        for column in columns:
            if column.notnull and column.dflt_value is None and column.name not in values and not column.pk:
                values[column.name] = {"DATETIME": "2025-06-10 15:00:00"}.get(
                    column.type, "x" if "CHAR" in column.type or column.type == "TEXT" else 1
                )
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)


def test_old_assignments_keep_what_they_show_and_started_quizzes_their_versions(engine: Engine) -> None:
    move(engine, "0004")
    insert(engine, "person", id=1, role="teacher", username="teacher")
    insert(engine, "classroom", id=1, created_by_id=1)
    insert(engine, "question", id=1, status="ready", version=2, difficulty=1)
    for number in (1, 2):
        insert(engine, "question_version", id=number, question_id=1, number=number, content='{"stem": "x"}')
    moments = {"opens_at": "2025-06-01 08:00:00", "due_at": "2025-06-02 08:00:00"}
    for quiz, release in ((1, "after_hand_in"), (2, "after_close"), (3, "by_teacher")):
        insert(engine, "quiz", id=quiz, owner_id=1)
        insert(engine, "quiz_slot", quiz_id=quiz, position=1, question_id=1, max_mark=1.0)
        terms = {**moments, "closes_at": moments["due_at"], "release": release, "counting": "highest"}
        insert(engine, "assignment", id=quiz, quiz_id=quiz, classroom_id=1, created_by_id=1, **terms)
    insert(engine, "attempt", id=1, assignment_id=2, person_id=1, number=1, max_mark=1.0)
    move(engine, "0012")
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT release, shown, layout, tries FROM assignment ORDER BY id"))
        assert [tuple(row) for row in stored] == [
            (release, None, "each", 3) for release in ("after_hand_in", "after_close", "by_teacher")
        ]
        versions = connection.execute(text("SELECT version FROM quiz_slot ORDER BY quiz_id")).scalars()
        assert list(versions) == [None, 2, None]
    for broken in ("layout = 'sideways'", "tries = 0", "penalty = 2", "shown = -1"):
        with engine.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(text(f"UPDATE assignment SET {broken}"))
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text("UPDATE quiz_slot SET max_mark = 0"))


def test_questions_of_before_banks_are_the_schools(engine: Engine) -> None:
    move(engine, "0004")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO question (id, ref, topic, kind, status, version, search_text, created_at, "
                "updated_at) VALUES (7, 'q', 'T', 'numeric', 'ready', 1, 'a phase-one deal', :now, :now)"
            ),
            {"now": "2025-06-10 15:00:00"},
        )
        connection.execute(
            text(
                "INSERT INTO question_version (question_id, number, content, digest, created_at) "
                "VALUES (7, 1, :content, 'x', '2025-06-10 15:00:00')"
            ),
            {"content": json.dumps({"stem": "How much of the phase-one deal?"})},
        )
    move(engine, "0005")
    with engine.begin() as connection:
        found = connection.execute(text("SELECT bank_id, lot FROM question")).one()
        assert tuple(found) == (SCHOOL_BANK, lot_of("q"))
        bank = connection.execute(text("SELECT id, owner_id, for_all FROM question_bank")).one()
        assert tuple(bank) == (SCHOOL_BANK, None, "edit")
        match = text("SELECT rowid FROM question_fts WHERE question_fts MATCH '\"phase one deal\"'")
        assert connection.execute(match).scalars().all() == [7]


def row(connection: Connection, table: str, **values: object) -> None:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)


AT = "2025-06-10 15:00:00"
TOLL = {"id": "toll", "kind": "said", "statement": "Es wären 4."}


def fill_with_disputes(connection: Connection) -> None:
    """A student with two attempts, who disputed the same question in both."""
    row(connection, "source", id="news", title="News", publisher="", published="", language="en")
    fact = {"id": "news/toll", "source_id": "news", "position": 1, "is_retired": 0}
    row(connection, "fact", content=json.dumps(TOLL), **fact)
    asked = {"ref": "q", "topic": "T", "kind": "numeric", "status": "ready", "version": 1, "search_text": ""}
    row(connection, "question", id=7, created_at=AT, updated_at=AT, **asked)
    version = {
        "id": 70,
        "question_id": 7,
        "number": 1,
        "content": '{"stem": "S"}',
        "digest": "x",
        "created_at": AT,
    }
    row(connection, "question_version", **version)
    for attempt in (1, 2):
        place = {"attempt_id": attempt, "slot": 1}
        row(connection, "attempt_slot", question_version_id=70, max_mark=1, is_flagged=0, **place)
        said = {"person_id": 5, "text": "No", "at": AT, "status": "open", "reply": ""}
        row(connection, "dispute", **place, **said)


def test_facts_and_disputes_of_before_are_carried_over(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    engine = create_engine(url, **engine_options(url))  # it asks for no people and attempts behind the rows
    move(engine, "0004")
    with engine.begin() as connection:
        fill_with_disputes(connection)
    move(engine, "0010")
    with engine.begin() as connection:
        query = "SELECT question_id, status, paragraph FROM dispute ORDER BY id"
        rows = [tuple(each) for each in connection.execute(text(query))]
        assert rows == [(7, "open", None), (7, "answered", None)]
        digest = connection.scalar(text("SELECT file_digest FROM fact"))
    assert digest == digest_of(Fact.from_dict(TOLL, "news"))


NOW = "2025-06-10 15:00:00"
# What stood in a school that had written answers before teachers could mark them.
BEFORE = """
INSERT INTO person (id, username, given_name, family_name, role, is_demo, sign_in_version, created_at)
  VALUES (1, 'ann', 'A', 'A', 'teacher', 0, 1, :now);
INSERT INTO classroom (id, name, time_zone, join_code, is_joinable, created_by_id, created_at)
  VALUES (1, 'C', 'UTC', 'ABC', 1, 1, :now);
INSERT INTO quiz (id, title, instructions, owner_id, created_at) VALUES (1, 'Q', '', 1, :now);
INSERT INTO assignment (id, quiz_id, classroom_id, opens_at, due_at, closes_at, attempts_allowed, counting,
  release, created_by_id, created_at)
  VALUES (1, 1, 1, '2025-06-01', '2025-06-02', '2025-06-03', 3, 'highest', 'after_close', 1, :now);
INSERT INTO question (id, ref, topic, kind, status, version, search_text, created_at, updated_at)
  VALUES (1, 'w', 'T', 'written', 'ready', 1, '', :now, :now),
    (2, 't', 'T', 'true_false', 'ready', 1, '', :now, :now);
INSERT INTO question_version (id, question_id, number, content, digest, created_at)
  VALUES (1, 1, 1, '{"stem": "S"}', 'x', :now), (2, 2, 1, '{"stem": "S"}', 'y', :now);
INSERT INTO attempt (id, assignment_id, person_id, number, seed, started_at, handed_in_at,
  is_handed_in_by_time, mark, max_mark)
  VALUES (1, 1, 1, 1, 1, :now, :now, 0, 1, 4), (2, 1, 1, 2, 1, :now, NULL, 0, NULL, 4);
INSERT INTO attempt_slot (attempt_id, slot, question_version_id, max_mark, is_flagged, is_answered, fraction)
  VALUES (1, 1, 1, 1, 0, 1, 0), (1, 2, 2, 1, 0, 1, 0), (1, 3, 1, 1, 0, 0, 0), (1, 4, 1, 1, 0, 1, 1),
    (2, 1, 1, 1, 0, NULL, NULL), (2, 2, 2, 1, 0, NULL, NULL);
"""


def test_written_answers_of_before_wait_for_their_mark(engine: Engine) -> None:
    move(engine, "0004")
    with engine.begin() as connection:
        for statement in BEFORE.split(";\n"):
            if statement.strip():
                connection.execute(text(statement), {"now": NOW} if ":now" in statement else {})
    move(engine, "0009")
    with engine.begin() as connection:
        slots = connection.execute(text("SELECT fraction FROM attempt_slot ORDER BY attempt_id, slot"))
        # Blank, marked by a machine, full credit by a regrade, not handed in: all stay.
        assert list(slots.scalars()) == [None, 0, 0, 1, None, None]
        attempts = connection.execute(text("SELECT mark, waiting FROM attempt ORDER BY id"))
        assert [tuple(row) for row in attempts] == [(1, 1), (None, 0)]
        assert connection.scalar(text("SELECT is_marked_anonymously FROM assignment")) == 0


SCHOOL = (
    "INSERT INTO person (id, username, given_name, family_name, role, sign_in_version, is_demo, created_at)"
    " VALUES (1, 'bob', 'Bob', '', 'student', 1, 0, :now)",
    "INSERT INTO classroom (id, name, time_zone, join_code, is_joinable, created_by_id, created_at)"
    " VALUES (1, 'Civics', 'UTC', 'ABCDEF', 1, 1, :now)",
    "INSERT INTO quiz (id, title, instructions, owner_id, created_at, repeats_facts, redraws)"
    " VALUES (1, 'Quiz', '', 1, :now, 0, 0)",
    "INSERT INTO assignment (id, quiz_id, classroom_id, opens_at, due_at, closes_at, attempts_allowed,"
    " counting, release, created_by_id, created_at, late_answers) VALUES (1, 1, 1, '2025-06-01 15:00:00',"
    " '2025-06-20 15:00:00', '2025-06-21 15:00:00', 2, 'highest', 'after_close', 1, :now, 'ask')",
    "INSERT INTO attempt (id, assignment_id, person_id, number, seed, started_at, handed_in_at,"
    " is_handed_in_by_time, mark, max_mark)"
    " VALUES (1, 1, 1, 1, 7, '2025-06-10 15:00:00', '2025-06-21 10:00:00', 0, 3.0, 4.0)",
    "INSERT INTO attempt (id, assignment_id, person_id, number, seed, started_at, is_handed_in_by_time,"
    " max_mark) VALUES (2, 1, 1, 2, 8, '2025-06-22 15:00:00', 0, 4.0)",
)


def test_attempts_of_before_the_terms_end_as_they_did(engine: Engine) -> None:
    move(engine, "0007")
    with engine.begin() as connection:
        for statement in SCHOOL:
            connection.execute(text(statement), {"now": "2025-06-10 15:00:00"})
    move(engine, "0008")
    with engine.begin() as connection:
        columns = "due_at, closes_at, deadline_at, answers_until, mark, late_deduction"
        handed_in, running = connection.execute(text(f"SELECT {columns} FROM attempt ORDER BY id")).all()
        closes = "2025-06-21 15:00:00"
        assert tuple(handed_in) == ("2025-06-20 15:00:00", closes, closes, closes, 3.0, 0)
        begun = "2025-06-22 15:00:00"  # after the close: an attempt never ends before it began
        assert tuple(running) == ("2025-06-20 15:00:00", begun, begun, begun, None, 0)
        terms = "SELECT time_limit, grace_minutes, late_percent, shuffles_options FROM assignment"
        assert tuple(connection.execute(text(terms)).one()) == (None, 0, 0, 1)
