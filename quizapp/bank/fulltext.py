"""Full-text search in questions, in the ways of SQLite (FTS5) and of PostgreSQL (tsvector).

Texts come folded, so that both databases only part them into words. On SQLite they stand in a table of its
own, `question_fts`, which keeps an index and no texts; on PostgreSQL an index over `question.search_text`
does all. Both are made by migration 0003.
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, column, delete, func, insert, literal, table

from quizapp.db import db
from quizapp.models.bank import Question
from quizapp.values.folding import fold

MOST_WORDS = 10
# A word of the stem counts more than one of the options, the tags or the explanation.
STEM_WEIGHT, TEXT_WEIGHT = 5.0, 1.0
_FTS = table(
    "question_fts",
    column("rowid", Integer),
    column("question_fts", Text),
    column("stem", Text),
    column("text", Text),
)


def keep(question_id: int, stem: str, text: str) -> None:
    """Make a question findable by these folded texts, in the transaction that stores it."""
    if _is_sqlite():
        db.session.execute(delete(_FTS).where(_FTS.c.rowid == question_id))
        db.session.execute(insert(_FTS).values(rowid=question_id, stem=stem, text=text))


def words_of(text: str) -> list[str]:
    """The folded words that a search looks for; marks alone ("%") ask for nothing."""
    words = fold(text.replace("\0", " ")).split()
    return [word for word in words if any(sign.isalnum() for sign in word)][:MOST_WORDS]


def narrow(query: Select[Any], words: list[str]) -> Select[Any]:
    """Only questions that hold all the words, the last one also as the beginning of a word."""
    return _narrowed(query, words, " ", " & ")


def narrow_to_any(query: Select[Any], words: list[str]) -> Select[Any]:
    """Only questions that hold one of the words, whole or as a beginning."""
    return _narrowed(query, words, " OR ", " | ")


def _narrowed(query: Select[Any], words: list[str], sqlite_link: str, postgres_link: str) -> Select[Any]:
    if _is_sqlite():
        quoted = [f'"{word.replace(chr(34), "")}"' for word in words]
        match = _FTS.c.question_fts.op("MATCH")(sqlite_link.join(quoted) + "*")
        return query.join(_FTS, _FTS.c.rowid == Question.id).where(match)
    return query.where(_vector().op("@@")(_postgres_query(words, postgres_link)))


def rank(words: list[str]) -> ColumnElement[Any]:
    """What to order a narrowed query by, the best first."""
    if _is_sqlite():
        return func.bm25(column("question_fts"), STEM_WEIGHT, TEXT_WEIGHT)
    return func.ts_rank(_vector(), _postgres_query(words, " | ")).desc()


def _vector() -> ColumnElement[Any]:
    """Written as the index of migration 0003 has it, so that PostgreSQL uses that."""
    return func.to_tsvector(column("'simple'::regconfig", is_literal=True), Question.search_text)


def _postgres_query(words: list[str], link: str) -> ColumnElement[Any]:
    quoted = ["'" + word.replace("'", "").replace("\\", "") + "'" for word in words]
    return func.to_tsquery(column("'simple'::regconfig", is_literal=True), literal(link.join(quoted) + ":*"))


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"
