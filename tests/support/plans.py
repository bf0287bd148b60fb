"""How the database finds what a function asks for: no table that grows may be read from end to end."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from quizapp.db import db

GROWING = (
    *("question", "question_version", "question_fact", "question_standard", "question_fts", "fact"),
    *("quiz", "quiz_slot", "quiz_draw", "attempt", "attempt_slot", "step"),
)
# SQLite: a table or index that is walked whole. With a full-text index a MATCH ("M") is a look-up.
LITE_SCAN = re.compile(r"SCAN (?P<table>\w+)(?! VIRTUAL TABLE INDEX \d+:M)")
POSTGRES_SCAN = re.compile(r"Seq Scan on (?P<table>\w+)")
Statement = tuple[str, Any]


@contextmanager
def watched() -> Iterator[list[Statement]]:
    """The statements that run inside, with their parameters."""
    statements: list[Statement] = []

    def keep(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        statements.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", keep)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", keep)


def plan(statement: Statement) -> list[str]:
    text, parameters = statement
    is_lite = db.engine.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if is_lite else "EXPLAIN"
    if not is_lite:
        _ask_for_indices_of_small_tables()
    rows = db.session.connection().exec_driver_sql(f"{explain} {text}", parameters)
    return [row[3 if is_lite else 0] for row in rows]


def _ask_for_indices_of_small_tables() -> None:
    """PostgreSQL rather reads a small table whole; where there is an index it then shows it."""
    connection = db.session.connection()
    known = connection.exec_driver_sql("SELECT max(reltuples) FROM pg_class WHERE relkind = 'r'").scalar()
    if known < 10_000:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")


def scans(function: Callable[[], object]) -> list[str]:
    """The lines of the plans of all that `function` reads in which a growing table is scanned.

    On PostgreSQL a plan over small tables says only whether there is an index; over large ones, its choice.
    """
    with watched() as statements:
        function()
    assert statements
    reads = [found for found in statements if found[0].lstrip().upper().startswith(("SELECT", "WITH"))]
    lines = [line for found in reads for line in plan(found)]
    assert lines
    return [line for line in lines if _is_scan(line)]


def _is_scan(line: str) -> bool:
    found = LITE_SCAN.match(line) or POSTGRES_SCAN.search(line)
    return found is not None and found["table"].removesuffix("_1") in GROWING
