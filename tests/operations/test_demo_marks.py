"""The demo school: a quiz with a written question, part of whose answers its teacher has marked."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from quizapp.bank.files import read_files
from quizapp.config import read_settings
from quizapp.db import db
from quizapp.formats import yaml_lines
from quizapp.models.attempts import Attempt, HandMark
from quizapp.operations.demo import PLAN, build_demo
from quizapp.operations.setup import store_bank
from quizapp.questions.written import Written


@pytest.mark.usefixtures("context")
def test_some_answers_are_marked_and_some_wait() -> None:
    settings = read_settings({})
    now = datetime.now(UTC)
    store_bank(read_files([settings.bank], [settings.articles]), now)
    build_demo(now)
    waiting = db.session.scalars(select(Attempt.waiting).where(Attempt.handed_in_at.is_not(None))).all()
    assert 0 < sum(waiting) < len(waiting)
    assert len(db.session.scalars(select(HandMark.id)).all()) > 1


@pytest.mark.usefixtures("context")
def test_the_plan_marks_by_the_rubric() -> None:
    settings = read_settings({})
    bank = read_files([settings.bank], [settings.articles])
    asked = {question.id: question for question in bank.questions}
    plans = [
        entry["written"]
        for entry in yaml_lines.parse(PLAN.read_text("utf-8")).data["quizzes"]
        if "written" in entry
    ]
    assert plans
    for plan in plans:
        body = asked[plan["ref"]].body
        assert isinstance(body, Written)
        assert plan["mark"] == body.points()
        for answer in plan["answers"]:
            points = answer.get("points", [0] * len(body.rubric))
            assert all(row.is_step(given) for row, given in zip(body.rubric, points, strict=True))
