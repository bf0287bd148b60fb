"""Taking the demo school away when there were regrades, disputes and mended typos."""

import pytest
from sqlalchemy import delete, func, select, update

from quizapp.attempts.regrades.disputing import dispute_question
from quizapp.bank.actions import mend_question
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, Dispute, HandMark, HandMarkedAnswer, Regrade, RegradedMark
from quizapp.models.bank import MendedVersion, Question
from quizapp.models.classrooms import Membership
from quizapp.operations.demo_removal import remove_demo
from tests.support import by_hand, regrades, school


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


@pytest.mark.usefixtures("context")
def test_marks_by_hand_go_with_the_answers() -> None:
    desk = by_hand.build()
    by_hand.give(desk)
    db.session.execute(update(Person).values(is_demo=True))
    remove_demo()
    db.session.flush()
    assert [count(table) for table in (Person, Attempt, HandMarkedAnswer, HandMark)] == [0, 0, 0, 0]


@pytest.mark.usefixtures("context")
def test_a_mark_that_a_demo_teacher_gave_elsewhere_stays() -> None:
    desk = by_hand.build()
    by_hand.give(desk, by="dora")
    db.session.execute(update(Person).where(Person.username == "dora").values(is_demo=True))
    db.session.execute(delete(Membership).where(Membership.person_id == by_hand.teacher("dora").id))
    remove_demo()
    assert db.session.scalars(select(HandMark.by_id)).all() == [None]
    assert by_hand.marks(desk)[0] == (1, 4, 0)
