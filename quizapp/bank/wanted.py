"""What somebody looks for in the bank, as conditions that an index answers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from quizapp.bank import fulltext
from quizapp.db import db
from quizapp.models.attempts import AttemptSlot
from quizapp.models.bank import Fact, Question, QuestionFact, QuestionStandard, QuestionVersion
from quizapp.models.quizzes import QuizSlot

IN_USE = ("draft", "ready")
STATUSES = (*IN_USE, "retired")
DIFFICULTIES = ("1", "2", "3")
# A search counts no further: nobody turns more pages, and the size of the bank then does not matter.
MOST_FOUND = 1000


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
    bank: str = ""


def matching_ids(
    wanted: Wanted, banks: Collection[int], kinds: Iterable[str] | None = None, most: int = MOST_FOUND
) -> Select[Any]:
    """The ids of the questions with all that is wanted in these banks, `most` of them.

    The best come first; by topic where no word is asked for. Without a status, those that are not retired.
    """
    if wanted.bank:
        banks = [bank for bank in banks if str(bank) == wanted.bank]
    statuses = [wanted.status] if wanted.status in STATUSES else IN_USE
    conditions = _conditions(wanted)
    if kinds is not None:
        conditions.append(Question.kind.in_(kinds))
    if terms := fulltext.terms_of(wanted.text):
        query = fulltext.narrow(select(Question.id), terms)
        query = query.where(Question.bank_id.in_(banks), Question.status.in_(statuses), *conditions)
        return query.order_by(fulltext.rank(terms), Question.topic, Question.ref).limit(most)
    return _in_order(banks, statuses, conditions, most)


def _in_order(
    banks: Iterable[int], statuses: Iterable[str], conditions: list[ColumnElement[bool]], most: int
) -> Select[Any]:
    """The first questions of all these banks and states by topic.

    Each bank and state is read along its index, which has that order, and no further than needed.
    """
    columns = (Question.id, Question.topic, Question.ref)
    streams = [
        select(*columns)
        .where(Question.bank_id == bank, Question.status == status, *conditions)
        .order_by(Question.topic, Question.ref)
        .limit(most)
        .subquery()
        for bank in banks
        for status in statuses
    ]
    if not streams:
        return select(Question.id).where(Question.id.is_(None))
    found = union_all(*(select(stream) for stream in streams)).subquery()
    return select(found.c.id).order_by(found.c.topic, found.c.ref).limit(most)


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
        conditions += _cites(wanted.source)
    if wanted.never_used:
        conditions += _never_used()
    if wanted.needs_check:
        conditions.append(Question.needs_check.is_(True))
    return conditions


def _serves(standard: str) -> ColumnElement[bool]:
    return exists().where(QuestionStandard.standard == standard, QuestionStandard.question_id == Question.id)


def _cites(source_id: str) -> list[ColumnElement[bool]]:
    """In some version, which one look at the source tells, and in the current one."""
    cited = (
        select(QuestionVersion.question_id)
        .join(QuestionFact, QuestionFact.question_version_id == QuestionVersion.id)
        .join(Fact, Fact.id == QuestionFact.fact_id)
        .where(Fact.source_id == source_id)
    )
    is_current = (QuestionVersion.question_id == Question.id) & (QuestionVersion.number == Question.version)
    return [Question.id.in_(cited), exists(cited.where(is_current).correlate(Question))]


def _never_used() -> list[ColumnElement[bool]]:
    """In no quiz, and given to nobody in any version.

    Said so that the first use is looked up for each question in turn: PostgreSQL would read all uses for NOT
    EXISTS, and of a page only a few questions matter.
    """
    placed = select(QuizSlot.position).where(QuizSlot.question_id == Question.id).limit(1)
    given = (
        select(AttemptSlot.slot)
        .join(QuestionVersion, AttemptSlot.question_version_id == QuestionVersion.id)
        .where(QuestionVersion.question_id == Question.id)
        .limit(1)
    )
    return [first.correlate(Question).scalar_subquery().is_(None) for first in (placed, given)]


def each_value(column: InstrumentedAttribute[str], *conditions: ColumnElement[bool]) -> list[str]:
    """The different values of an indexed column, by stepping from each to the next: a look-up for each."""
    values = select(func.min(column).label("value")).where(*conditions).cte("each_value", recursive=True)
    following = select(func.min(column)).where(column > values.c.value, *conditions).scalar_subquery()
    values = values.union_all(select(following).where(values.c.value.is_not(None)))
    return list(db.session.scalars(select(values.c.value).where(values.c.value.is_not(None))))
