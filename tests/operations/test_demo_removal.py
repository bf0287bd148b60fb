"""Taking the demo school away when there were regrades, disputes and mended typos."""

import pytest
from sqlalchemy import func, select, update

from quizapp.attempts.disputing import dispute_question
from quizapp.bank.actions import mend_question
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, Dispute, Regrade, RegradedMark
from quizapp.models.bank import MendedVersion, Question
from quizapp.operations.demo_removal import remove_demo
from tests.support import regrades, school


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.usefixtures("context")
def test_what_was_regraded_and_disputed_goes_too() -> None:
    wrong = regrades.build()
    asked = db.session.get_one(Question, wrong.question)
    mended = {**regrades.wrong_key(), "stem": "How high?"}
    assert mend_question(asked, mended, author=regrades.teacher(), now=school.NOW)
    bob = db.session.scalars(select(Person).where(Person.username == "bob")).one()
    dispute_question(wrong.bob, 1, fact_id=None, text="It is 145%.", student=bob, now=school.NOW)
    regrades.correct(wrong)
    regrades.commit(wrong)
    db.session.execute(update(Person).values(is_demo=True))
    remove_demo()
    db.session.flush()
    assert [count(table) for table in (Person, Attempt, RegradedMark, Dispute)] == [0, 0, 0, 0]
    assert db.session.scalars(select(Regrade.by_id)).all() == [None]
    assert db.session.scalars(select(MendedVersion.by_id)).all() == [None]
