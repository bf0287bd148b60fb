"""How the database finds what a function asks for: no table that grows may be read from end to end."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from quizapp.db import db

GROWING = (
    *("question", "question_version", "question_fact", "question_standard", "fact"),
    *("quiz", "quiz_slot", "attempt", "attempt_slot", "step"),
)
# A scan of a full-text index with a MATCH ("M") is a look-up; a table without an index number is read whole.
SCAN = re.compile(r"SCAN (?P<table>\w+)(?P<rest>.*)")
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
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters)
    return [row[3] for row in rows]


def scans(function: Callable[[], object]) -> list[str]:
    """The lines of the plans of all that `function` reads in which a growing table is scanned."""
    with watched() as statements:
        function()
    assert statements
    reads = [found for found in statements if found[0].lstrip().upper().startswith(("SELECT", "WITH"))]
    lines = [line for found in reads for line in plan(found)]
    assert lines
    return [line for line in lines if _is_scan(line)]


def _is_scan(line: str) -> bool:
    found = SCAN.match(line)
    return found is not None and found["table"].removesuffix("_1") in GROWING
