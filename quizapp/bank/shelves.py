"""Which banks there are for whom: reads. A bank is the school's, or a teacher's who may share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from quizapp.bank.wanted import IN_USE, MOST_FOUND
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.bank import SCHOOL_BANK, BankShare, Question, QuestionBank
from quizapp.models.classrooms import Membership


@dataclass(frozen=True, slots=True)
class BankRow:
    """A bank that somebody may use: `may` is "use" or "edit"."""

    bank: QuestionBank
    owner: Person | None
    may: str
    is_own: bool

    @property
    def may_edit(self) -> bool:
        """Whether its questions may be changed, and others added."""
        return self.may == "edit"


def banks_of(person: Person, may_edit: bool = False) -> list[BankRow]:
    """The banks that this teacher may use, or edit: the school's first, then their own, then others."""
    share = (BankShare.bank_id == QuestionBank.id) & (BankShare.person_id == person.id)
    query = (
        select(QuestionBank, Person, BankShare.may)
        .outerjoin(BankShare, share)
        .outerjoin(Person, Person.id == QuestionBank.owner_id)
        .where(
            or_(
                QuestionBank.owner_id == person.id,
                QuestionBank.for_all != "none",
                BankShare.may.is_not(None),
            )
        )
    )
    rows = [_row(person, *found) for found in db.session.execute(query)]
    rows = [row for row in rows if row.may_edit or not may_edit]
    return sorted(rows, key=_place)


def _row(person: Person, bank: QuestionBank, owner: Person | None, shared: str | None) -> BankRow:
    is_own = bank.owner_id == person.id
    may = "edit" if is_own or "edit" in (bank.for_all, shared) else "use"
    return BankRow(bank, owner, may, is_own)


def _place(row: BankRow) -> tuple[bool, bool, str, int]:
    return row.bank.id != SCHOOL_BANK, not row.is_own, row.bank.name.casefold(), row.bank.id


def bank_ids(person: Person, may_edit: bool = False) -> list[int]:
    """The ids of the banks that this teacher may use, or edit."""
    return [row.bank.id for row in banks_of(person, may_edit)]


def bank_of(person: Person, bank_id: int) -> BankRow | None:
    """This bank, where the teacher may use it."""
    return next((row for row in banks_of(person) if row.bank.id == bank_id), None)


def in_bank_of(teachers: Select[Any]) -> ColumnElement[bool]:
    """The question is in a bank that one of these people (a query of ids) may use."""
    shared = select(BankShare.bank_id).where(BankShare.person_id.in_(teachers))
    usable = select(QuestionBank.id).where(
        or_(QuestionBank.for_all != "none", QuestionBank.owner_id.in_(teachers), QuestionBank.id.in_(shared))
    )
    return Question.bank_id.in_(usable)


def teachers_of(classroom_ids: Select[Any]) -> Select[Any]:
    """The ids of those who teach these classes (a query of ids) now."""
    taught = aliased(Membership)  # the query of ids may be over memberships too
    return select(taught.person_id).where(
        taught.classroom_id.in_(classroom_ids), taught.role == "teacher", taught.left_at.is_(None)
    )


def shares_of(bank_id: int) -> Sequence[tuple[Person, str]]:
    """With whom a bank is shared, and what they may do, by name."""
    query = (
        select(Person, BankShare.may)
        .join(BankShare, BankShare.person_id == Person.id)
        .where(BankShare.bank_id == bank_id)
        .order_by(func.lower(Person.family_name), func.lower(Person.given_name), Person.id)
    )
    return [(person, may) for person, may in db.session.execute(query)]


def colleagues_of(person: Person) -> Sequence[Person]:
    """The other teachers of the school who can sign in, by name."""
    query = select(Person).where(
        Person.role.in_(("teacher", "admin")), Person.id != person.id, Person.deactivated_at.is_(None)
    )
    return db.session.scalars(
        query.order_by(func.lower(Person.family_name), func.lower(Person.given_name), Person.id)
    ).all()


def question_count(bank_id: int) -> int:
    """How many questions of a bank are in use, counted up to MOST_FOUND."""
    some = select(Question.id).where(Question.bank_id == bank_id, Question.status.in_(IN_USE))
    return db.session.scalar(select(func.count()).select_from(some.limit(MOST_FOUND).subquery())) or 0


def is_empty(bank_id: int) -> bool:
    """Whether no question, not even a retired one, is in this bank."""
    return db.session.scalar(select(Question.id).where(Question.bank_id == bank_id).limit(1)) is None
