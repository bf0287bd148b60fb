"""Full-text search in questions, in the ways of SQLite (FTS5) and of PostgreSQL (tsvector).

Both keep a table `question_fts` beside the questions, made by migrations 0003 and 0005. Texts are folded and
parted into words here, so that both databases find the same ones. A word counts more in the stem.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    table,
)
from sqlalchemy import text as text_clause
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from quizapp.db import db
from quizapp.models.bank import Question, QuestionVersion
from quizapp.values.folding import fold

MOST_TERMS = 12
# A word that is begun is looked for as a beginning from so many letters on.
LEAST_BEGINNING = 2
# PostgreSQL refuses words of 2 KB, and nobody looks for one of more than this.
LONGEST_WORD = 80
# A word of the stem counts more than one of the options, the tags or the explanation.
STEM_WEIGHT, TEXT_WEIGHT = 5.0, 1.0
_POSTGRES_WEIGHTS = "{0.2, 0.2, 0.2, 1.0}"  # of D, C, B and A
_QUOTES = str.maketrans(dict.fromkeys("“”„‟″«»", '"'))
_PARTS = re.compile(r'"([^"]*)"|([^\s"]+)|"')

_LITE = table(
    "question_fts",
    column("rowid", Integer),
    column("question_fts", Text),
    column("stem", Text),
    column("text", Text),
)
_POSTGRES = table("question_fts", column("rowid", Integer), column("words", TSVECTOR))
_CONFIG: ColumnElement[Any] = column("'simple'::regconfig", is_literal=True)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together in this order; the last one may be only begun."""

    words: tuple[str, ...]
    is_begun: bool = False


def keep(question_id: int, stem: str, text: str) -> None:
    """Make a question findable by these texts, in the transaction that stores it."""
    forget(question_id)
    stem, text = parted(stem), parted(text)
    if _is_sqlite():
        db.session.execute(insert(_LITE).values(rowid=question_id, stem=stem, text=text))
        return
    words = _weighted(stem, "A").op("||")(_weighted(text, "D"))
    db.session.execute(insert(_POSTGRES).from_select(["rowid", "words"], select(literal(question_id), words)))


def forget(question_id: int) -> None:
    """Let no search find this question."""
    fts = _LITE if _is_sqlite() else _POSTGRES
    db.session.execute(delete(fts).where(fts.c.rowid == question_id))


def keep_all() -> int:
    """Make every question findable anew, where its row came from another database; returns how many."""
    query = select(Question.id, QuestionVersion.content, Question.search_text).join(
        QuestionVersion,
        (QuestionVersion.question_id == Question.id) & (QuestionVersion.number == Question.version),
    )
    rows = db.session.execute(query).all()
    for question_id, native, text in rows:
        keep(question_id, native["stem"], text)
    return len(rows)


def parted(text: str) -> str:
    """The folded words of a text with a blank between two; signs only part words."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(text.replace("\0", " "))).split()
    return " ".join(word[:LONGEST_WORD] for word in words)


def terms_of(text: str) -> list[Term]:
    """What a search asks for: words, and phrases in quotation marks; the last word may be only begun.

    Signs alone ("%") ask for nothing, and those of any search language are plain text. "1.3" is a phrase.
    """
    found: list[Term] = []
    parts = list(_PARTS.finditer(text.translate(_QUOTES)))[: 4 * MOST_TERMS]
    for part in parts:
        words = tuple(parted(part[1] if part[1] is not None else part[2] or "").split())
        is_last_word = part is parts[-1] and part[2] is not None and not text[-1:].isspace()
        if words:
            found.append(Term(words, is_last_word and len(words[-1]) >= LEAST_BEGINNING))
    return found[:MOST_TERMS]


def look_up() -> None:
    """Let the rest of this transaction use indexes: before a search.

    Where a word stands in every fifth question PostgreSQL would rather read the whole bank, and a search for
    it would slow down with all that is not looked for.
    """
    if not _is_sqlite():
        db.session.execute(text_clause("SET LOCAL enable_seqscan = off"))


def narrow(query: Select[Any], terms: Sequence[Term]) -> Select[Any]:
    """Only questions that hold all the terms."""
    return _narrowed(query, terms, is_any=False)


def narrow_to_any(query: Select[Any], terms: Sequence[Term]) -> Select[Any]:
    """Only questions that hold one of the terms."""
    return _narrowed(query, terms, is_any=True)


def _narrowed(query: Select[Any], terms: Sequence[Term], *, is_any: bool) -> Select[Any]:
    if _is_sqlite():
        match = (" OR " if is_any else " AND ").join(map(_lite_term, terms))
        query = query.join(_LITE, _LITE.c.rowid == Question.id)
        return query.where(_LITE.c.question_fts.op("MATCH")(match))
    query = query.join(_POSTGRES, _POSTGRES.c.rowid == Question.id)
    return query.where(_POSTGRES.c.words.op("@@")(_postgres_query(terms, " | " if is_any else " & ")))


def rank(terms: Sequence[Term]) -> ColumnElement[Any]:
    """What to order a narrowed query by, the best first."""
    if _is_sqlite():
        return func.bm25(column("question_fts"), STEM_WEIGHT, TEXT_WEIGHT)
    weights: ColumnElement[Any] = column(f"'{_POSTGRES_WEIGHTS}'::float4[]", is_literal=True)
    return func.ts_rank(weights, _POSTGRES.c.words, _postgres_query(terms, " | ")).desc()


def _lite_term(term: Term) -> str:
    """Words hold letters and figures only, so that nothing has to be escaped."""
    return f'"{" ".join(term.words)}"' + ("*" if term.is_begun else "")


def _postgres_query(terms: Sequence[Term], link: str) -> ColumnElement[Any]:
    phrases = (" <-> ".join(f"'{word}'" for word in term.words) for term in terms)
    begun = (":*" if term.is_begun else "" for term in terms)
    text = link.join(f"({phrase}{more})" for phrase, more in zip(phrases, begun, strict=True))
    return func.to_tsquery(_CONFIG, literal(text), type_=TSQUERY)


def _weighted(text: str, weight: str) -> ColumnElement[Any]:
    vector = func.to_tsvector(_CONFIG, literal(text), type_=TSVECTOR)
    return func.setweight(vector, column(f"'{weight}'", is_literal=True), type_=TSVECTOR)


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"
