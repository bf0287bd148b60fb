"""Migrations keep what was stored before them."""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, text

from quizapp.db import engine_options, prepare_engine
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
    move(engine, "0010")
    with engine.begin() as connection:
        slots = connection.execute(text("SELECT fraction FROM attempt_slot ORDER BY attempt_id, slot"))
        # Blank, marked by a machine, full credit by a regrade, not handed in: all stay.
        assert list(slots.scalars()) == [None, 0, 0, 1, None, None]
        attempts = connection.execute(text("SELECT mark, waiting FROM attempt ORDER BY id"))
        assert [tuple(row) for row in attempts] == [(1, 1), (None, 0)]
        assert connection.scalar(text("SELECT is_marked_anonymously FROM assignment")) == 0
