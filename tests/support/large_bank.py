"""A bank of 50,000 made questions, stored as plainly as can be, on either database."""

from typing import Any

from sqlalchemy import text

from quizapp.db import db

MADE = 50_000
TOPICS, STANDARDS, FACTS = 12, 40, 2_000
_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) ",
    "postgresql": "WITH n(i) AS (SELECT * FROM generate_series(1, :count)) ",
}
# Some words stand in a few questions, some in every fifth, as words of a language do.
_TEXT = "'word' || (i % 700) || ' group' || (i % 5) || ' about ' || i || ' and phase ' || (i % 40) || ' one'"
_DIFFICULTY = "(1 + (i / 36) % 3)"
_KIND = f"CASE (i / {TOPICS}) % 3 WHEN 0 THEN 'date' ELSE 'true_false' END"
_ANSWER = f"CASE (i / {TOPICS}) % 3 WHEN 0 THEN '\"2025-06-05\"' ELSE 'true' END"
# As the native form of each question has it.
_CONTENT = (
    f'\'{{"id": "made-\' || i || \'", "topic": "Topic \' || (i % {TOPICS}) || \'", "kind": "\' || {_KIND} '
    f'|| \'", "difficulty": \' || {_DIFFICULTY} || \', "answer": \' || {_ANSWER} '
    "|| ', \"stem\": \"About number ' || i || '.\"}'"
)
_STATEMENTS = (
    "INSERT INTO source (id, title, publisher, published, language) "
    "SELECT 's' || i, 'Source ' || i, '', '', 'en' FROM n WHERE i <= 20",
    "INSERT INTO fact (id, source_id, position, content, is_retired) "
    "SELECT 's' || (1 + i % 20) || '/f' || i, 's' || (1 + i % 20), i, '{}', false "
    f"FROM n WHERE i <= {FACTS}",
    # Every ninth is a draft, every tenth retired, as in a school; a fifth are in a bank of their own.
    "INSERT INTO question (id, ref, bank_id, topic, kind, status, version, difficulty, needs_check, lot, "
    "search_text, created_at, updated_at) SELECT i, 'made-' || i, 1 + (i % 5) / 4, "
    f"'Topic ' || (i % {TOPICS}), {_KIND}, "
    "CASE WHEN i % 10 = 0 THEN 'retired' WHEN i % 9 = 0 THEN 'draft' ELSE 'ready' END, "
    f"1, {_DIFFICULTY}, i % 49 = 0, i * 42949, {_TEXT}, :now, :now FROM n",
    "INSERT INTO question_version (id, question_id, number, content, digest, created_at) "
    f"SELECT i, i, 1, {_CONTENT}, 'x' || i, :now FROM n",
    f"INSERT INTO question_standard (standard, question_id) SELECT 'D' || (i % {STANDARDS}), i FROM n",
    "INSERT INTO question_fact (question_version_id, fact_id) "
    f"SELECT i, 's' || (1 + (1 + i % {FACTS}) % 20) || '/f' || (1 + i % {FACTS}) FROM n",
    "INSERT INTO quiz (id, title, instructions, owner_id, created_at) "
    "SELECT i, 'Quiz ' || i, '', :owner, :now FROM n WHERE i <= 500",
    "INSERT INTO quiz_slot (quiz_id, position, question_id, max_mark) "
    "SELECT 1 + i % 500, 1 + i / 500, i, 1 FROM n WHERE i <= 10000",
    "INSERT INTO quiz_draw (quiz_id, position, count, topic, kind, difficulty, max_mark) "
    "SELECT 2 + i % 499, 30 + i, 4, 'Topic 1', '', 0, 1 FROM n WHERE i <= 5000",
    "INSERT INTO classroom (id, name, time_zone, join_code, is_joinable, created_by_id, created_at) "
    "SELECT i, 'Class', 'UTC', 'CODE' || i, true, :owner, :now FROM n WHERE i <= 10",
    "INSERT INTO assignment (id, quiz_id, classroom_id, opens_at, due_at, closes_at, attempts_allowed, "
    "counting, release, created_by_id, created_at) SELECT i, i, 1 + i % 10, :now, :later, :later, 1, "
    "'highest', 'after_close', :owner, :now FROM n WHERE i <= 500",
    "INSERT INTO attempt (id, assignment_id, person_id, number, seed, started_at, due_at, closes_at, "
    "deadline_at, answers_until, is_handed_in_by_time, handed_in_at, max_mark) "
    "SELECT i, 1 + i % 500, :owner, 1 + i / 500, i, :now, :later, :later, :later, :later, false, :later, 20 "
    "FROM n WHERE i <= 1000",
    "INSERT INTO attempt_slot (attempt_id, slot, question_version_id, max_mark, is_flagged) "
    "SELECT 1 + i % 1000, 1 + i / 1000, 1 + (i * 7) % 9000, 1, false FROM n WHERE i <= 20000",
)
_INDEX = {
    "sqlite": f"INSERT INTO question_fts (rowid, stem, text) SELECT i, {_TEXT}, {_TEXT} FROM n",
    "postgresql": "INSERT INTO question_fts (rowid, words) SELECT i, "
    f"setweight(to_tsvector('simple', {_TEXT}), 'A') || setweight(to_tsvector('simple', {_TEXT}), 'D') "
    "FROM n",
}


def build(owner_id: int) -> None:
    """Store them in the open transaction: four fifths in the school's bank, the rest in this person's."""
    kind = db.engine.dialect.name
    values: dict[str, Any] = {"count": MADE, "now": "2025-06-10 15:00:00+00:00", "owner": owner_id}
    values["later"] = values["now"].replace("06-10", "06-20")
    if kind == "sqlite":
        values |= {name: values[name][:19] for name in ("now", "later")}
    connection = db.session.connection()
    connection.execute(
        text(
            "INSERT INTO question_bank (id, name, owner_id, for_all, created_at) "
            "VALUES (2, 'Own', :owner, 'none', :now)"
        ),
        {name: values[name] for name in ("owner", "now")},
    )
    for statement in (*_STATEMENTS, _INDEX[kind]):
        if kind == "postgresql":
            statement = _typed(statement)
        named = {name: value for name, value in values.items() if f":{name}" in statement or name == "count"}
        connection.execute(text(_into(statement, _NUMBERS[kind])), named)
    if kind == "postgresql":
        connection.execute(text("ANALYZE"))


def _typed(statement: str) -> str:
    """PostgreSQL wants to know what a parameter is."""
    statement = statement.replace(_CONTENT, f"CAST({_CONTENT} AS json)")
    for name in (":now", ":later"):
        statement = statement.replace(name, f"CAST({name} AS timestamptz)")
    return statement


def _into(statement: str, numbers: str) -> str:
    """SQLite wants the numbers before INSERT, PostgreSQL takes them there too."""
    return numbers + statement
