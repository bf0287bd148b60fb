"""Migrations keep what was stored before them."""

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, text

from quizapp.db import engine_options, prepare_engine
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
