"""Writes of banks and of who may use them. Nothing here commits."""

from datetime import datetime

from sqlalchemy import delete, select

from quizapp.bank import shelves
from quizapp.db import db
from quizapp.errors import Invalid, Problem, Refused
from quizapp.models.accounts import Person
from quizapp.models.bank import SCHOOL_BANK, BankShare, QuestionBank
from quizapp.models.quizzes import QuizDraw

FOR_ALL = ("none", "use", "edit")
MAY = ("use", "edit")
LONGEST_NAME = 120


def make_bank(*, name: str, for_all: str, owner: Person, now: datetime) -> QuestionBank:
    """Make an empty bank; `for_all` (none, use, edit) says what every teacher may do. Raises Invalid."""
    bank = QuestionBank(owner_id=owner.id, created_at=now)
    change_bank(bank, name=name, for_all=for_all)
    db.session.add(bank)
    db.session.flush()
    return bank


def change_bank(bank: QuestionBank, *, name: str, for_all: str) -> None:
    """Set the name of a bank and what every teacher may do with it; raises Invalid.

    The school's own bank is for everybody: at least to be used.
    """
    name = " ".join(name.split())
    problems = []
    if not name or len(name) > LONGEST_NAME:
        problems.append(Problem("missing_field", ("name",)))
    if for_all not in FOR_ALL or (bank.id == SCHOOL_BANK and for_all == "none"):
        problems.append(Problem("not_allowed", ("for_all",)))
    if problems:
        raise Invalid(problems)
    bank.name, bank.for_all = name, for_all


def share_bank(bank: QuestionBank, colleague: Person, may: str) -> None:
    """Let a colleague use or edit a bank, whatever they might before; raises Invalid.

    Nobody is shared their own bank, and students none.
    """
    if may not in MAY:
        raise Invalid([Problem("not_allowed", ("may",))])
    is_teacher = colleague.role in ("teacher", "admin") and colleague.deactivated_at is None
    if not is_teacher or colleague.id == bank.owner_id:
        raise Invalid([Problem("not_allowed", ("person_id",))])
    db.session.merge(BankShare(bank_id=bank.id, person_id=colleague.id, may=may))
    db.session.flush()


def unshare_bank(bank: QuestionBank, person_id: int) -> None:
    """End the share with a colleague; what they put into quizzes before stays there."""
    db.session.execute(
        delete(BankShare).where(BankShare.bank_id == bank.id, BankShare.person_id == person_id)
    )


def delete_bank(bank: QuestionBank) -> None:
    """Take an empty bank away; raises Refused (bank_not_empty, bank_in_quizzes, school_bank_stays)."""
    if bank.id == SCHOOL_BANK:
        raise Refused("school_bank_stays")
    if not shelves.is_empty(bank.id):
        raise Refused("bank_not_empty")
    if db.session.scalar(select(QuizDraw.id).where(QuizDraw.bank_id == bank.id).limit(1)) is not None:
        raise Refused("bank_in_quizzes")
    db.session.execute(delete(BankShare).where(BankShare.bank_id == bank.id))
    db.session.delete(bank)
    db.session.flush()
