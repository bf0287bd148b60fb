"""Quizzes that closed: settled before a page shows them, one by one, and no fault of one spoils the rest."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.db import db, sqlite_driver
from quizapp.models.attempts import Attempt
from quizapp.models.bank import QuestionVersion
from tests.support import school, terms
from tests.support.pages import PageClient
from tests.support.taking import Taking, assigned_quiz, started

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]


@pytest.fixture
def taking(in_app: Run) -> Taking:
    taking = in_app(assigned_quiz, [school.true_false("one")], students=("bob", "dora"))
    in_app(started, taking)
    return taking


def close(moment: datetime) -> None:
    terms.close_at(moment)


def attempt(app: Flask) -> Attempt:
    with app.app_context():
        return db.session.scalars(select(Attempt)).one()


@pytest.mark.parametrize(
    "page", ["/", "/assignments/1", "/classes/1/quizzes", "/classes/1/report", "/quizzes/1"]
)
def test_a_closed_quiz_is_settled_before_a_teacher_looks(
    app: Flask, visit: Visit, in_app: Run, taking: Taking, page: str
) -> None:
    in_app(close, datetime.now(UTC) + timedelta(seconds=-1))
    assert visit("alice").get(page).status_code == 200
    settled = attempt(app)
    assert settled.is_handed_in_by_time
    assert settled.mark == 0


def test_an_attempt_never_ends_before_it_began(app: Flask, visit: Visit, in_app: Run, taking: Taking) -> None:
    in_app(close, datetime.now(UTC) - timedelta(days=2))
    visit("alice").get("/")
    settled = attempt(app)
    assert settled.handed_in_at == settled.started_at


def spoil() -> None:
    db.session.execute(update(QuestionVersion).values(content={"kind": "unheard of"}, digest="spoiled"))


def test_an_attempt_that_cannot_be_marked_spoils_no_other_page(
    app: Flask, visit: Visit, in_app: Run, taking: Taking
) -> None:
    in_app(close, datetime.now(UTC) - timedelta(seconds=1))
    in_app(spoil)
    assert visit("alice").get("/").status_code == 200
    assert visit("dora").get("/").status_code == 200
    assert attempt(app).handed_in_at is None


@pytest.fixture
def busy(app: Flask, on_sqlite: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Another program holds the lock of writers, and nobody waits long for it."""
    path = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    monkeypatch.setattr("quizapp.db.BUSY_TIMEOUT_MS", 50)
    with app.app_context():
        db.engine.dispose()
    holder = sqlite_driver().connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield holder
    holder.rollback()
    holder.close()
    with app.app_context():
        db.engine.dispose()


def test_a_page_that_reads_does_not_wait_for_a_writer(
    visit: Visit, in_app: Run, taking: Taking, busy: Any
) -> None:
    alice = visit("alice")
    for page in ("/", "/assignments/1", "/classes/1/report"):
        assert alice.get(page).status_code == 200


def test_a_form_that_meets_a_busy_database_gets_a_clear_page(visit: Visit, taking: Taking, busy: Any) -> None:
    alice = visit("alice")
    answer = alice.post("/quizzes/new", data={"title": "Later"})
    assert answer.status_code == 503
    assert "try again" in answer.get_data(as_text=True)
    bob = visit("bob")
    saved = bob.put("/attempts/1/slots/1", json={"sequence": 1, "response": True})
    assert saved.status_code == 503
    assert saved.json is not None
    assert saved.json["error"] == "busy"


def test_a_quiz_that_was_emptied_cannot_be_started(visit: Visit, in_app: Run) -> None:
    in_app(assigned_quiz, [school.true_false("only")])
    visit("alice").post("/quizzes/1/questions/1", data={"action": "remove"})
    answer = visit("bob").post("/assignments/1/take")
    assert answer.status_code == 409
    assert "no questions yet" in answer.get_data(as_text=True)


def test_who_left_the_class_no_longer_works_on_its_quiz(visit: Visit, in_app: Run, taking: Taking) -> None:
    bob = visit("bob")
    assert bob.get("/attempts/1/questions/1").status_code == 200
    visit("alice").post(f"/classes/1/students/{taking.bob}/remove")
    page = bob.get("/attempts/1/questions/1")
    assert page.status_code == 409
    assert "no longer in the class" in page.get_data(as_text=True)
    assert bob.put("/attempts/1/slots/1", json={"sequence": 1, "response": True}).status_code == 409
    assert bob.post("/attempts/1/hand-in").status_code == 409
