"""What somebody looks for in the bank, as conditions that an index answers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from quizapp.bank import fulltext
from quizapp.db import db
from quizapp.models.attempts import AttemptSlot
from quizapp.models.bank import Fact, Question, QuestionFact, QuestionStandard, QuestionVersion
from quizapp.models.quizzes import QuizSlot

IN_USE = ("draft", "ready")
DIFFICULTIES = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the bank, as the address says it; an empty field asks for nothing."""

    text: str = ""
    topic: str = ""
    kind: str = ""
    difficulty: str = ""
    standard: str = ""
    source: str = ""
    status: str = ""
    never_used: str = ""
    needs_check: str = ""


def matching(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """The query over questions with all that is wanted; without a status, those that are not retired."""
    if words := fulltext.words_of(wanted.text):
        query = fulltext.narrow(query, words)
    # A list and no inequality, so that the index over status is of use.
    return query.where(
        Question.status.in_([wanted.status] if wanted.status else IN_USE), *_conditions(wanted)
    )


def best_first(wanted: Wanted) -> list[ColumnElement[Any]]:
    """The order of what a search by words found; [] where no word is asked for."""
    words = fulltext.words_of(wanted.text)
    return [fulltext.rank(words)] if words else []


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.topic:
        conditions.append(Question.topic == wanted.topic)
    if wanted.kind:
        conditions.append(Question.kind == wanted.kind)
    if wanted.difficulty in DIFFICULTIES:
        conditions.append(Question.difficulty == int(wanted.difficulty))
    if wanted.standard:
        conditions.append(_serves(wanted.standard))
    if wanted.source:
        conditions.append(_cites(wanted.source))
    if wanted.never_used:
        conditions += _never_used()
    if wanted.needs_check:
        conditions.append(Question.needs_check.is_(True))
    return conditions


def _serves(standard: str) -> ColumnElement[bool]:
    return exists().where(QuestionStandard.standard == standard, QuestionStandard.question_id == Question.id)


def _cites(source_id: str) -> ColumnElement[bool]:
    return exists().where(
        QuestionVersion.question_id == Question.id,
        QuestionVersion.number == Question.version,
        QuestionFact.question_version_id == QuestionVersion.id,
        Fact.id == QuestionFact.fact_id,
        Fact.source_id == source_id,
    )


def _never_used() -> list[ColumnElement[bool]]:
    """In no quiz, and given to nobody in any version."""
    given = exists().where(
        QuestionVersion.question_id == Question.id, AttemptSlot.question_version_id == QuestionVersion.id
    )
    return [~exists().where(QuizSlot.question_id == Question.id), ~given]


def each_value(column: InstrumentedAttribute[str], *conditions: ColumnElement[bool]) -> list[str]:
    """The different values of an indexed column, by stepping from each to the next: a look-up for each."""
    values = select(func.min(column).label("value")).where(*conditions).cte("each_value", recursive=True)
    following = select(func.min(column)).where(column > values.c.value, *conditions).scalar_subquery()
    values = values.union_all(select(following).where(values.c.value.is_not(None)))
    return list(db.session.scalars(select(values.c.value).where(values.c.value.is_not(None))))
