"""A form that makes something and is sent twice, as a double click without JavaScript does, makes it once."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment, Quiz
from tests.support import school
from tests.support.pages import PageClient
from tests.support.taking import Taking, assigned_quiz

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]


@pytest.fixture
def taking(in_app: Run) -> Taking:
    return in_app(assigned_quiz)


def count(app: Flask, table: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def fields(client: PageClient, address: str) -> dict[str, str]:
    """The fields of the form that makes something, as the page fills them in."""
    page = client.page(address)
    inputs = [element for element in page.all("input") if element.get("type") not in ("checkbox", "radio")]
    filled = {element.get("name") or "": element.get("value") or "" for element in inputs}
    assert filled["once"]
    return filled


@pytest.mark.parametrize(
    ("address", "data", "table"),
    [
        ("/classes/new", {"name": "Twice", "time_zone": "America/New_York"}, Classroom),
        ("/quizzes/new", {"title": "Twice"}, Quiz),
        (
            "/quizzes/1/assign",
            {"classroom_id": "1", "counting": "last", "release": "after_close"},
            Assignment,
        ),
    ],
)
def test_a_double_post_makes_one(
    app: Flask, visit: Visit, taking: Taking, address: str, data: dict[str, str], table: Any
) -> None:
    alice = visit("alice")
    before = count(app, table)
    sent = fields(alice, address) | data
    first, second = alice.post(address, data=sent), alice.post(address, data=sent)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert count(app, table) == before + 1
    again = fields(alice, address) | data
    assert alice.post(address, data=again).headers["Location"] != first.headers["Location"]
    assert count(app, table) == before + 2, "a new form makes a new one"


def test_a_double_post_of_a_question_makes_one(app: Flask, visit: Visit, taking: Taking) -> None:
    alice = visit("alice")
    before = count(app, Question)
    sent = fields(alice, "/bank/new/true_false") | {
        "stem": "The call took 90 minutes.",
        "answer": "true",
        "topic": "Dates and durations",
        "difficulty": "1",
        "status": "draft",
        "do": "save",
    }
    first, second = (alice.post("/bank/new/true_false", data=sent) for _ in range(2))
    assert first.status_code == 302, first.get_data(as_text=True)
    assert first.headers["Location"] == second.headers["Location"]
    assert count(app, Question) == before + 1


def test_the_token_stays_when_the_form_comes_back_with_faults(visit: Visit, taking: Taking) -> None:
    alice = visit("alice")
    sent = fields(alice, "/quizzes/new") | {"title": " "}
    answer = alice.post("/quizzes/new", data=sent)
    assert answer.status_code == 422
    assert f'value="{sent["once"]}"' in answer.get_data(as_text=True)


def test_a_double_post_of_a_new_account_is_one_student_in_the_class(
    app: Flask, visit: Visit, taking: Taking
) -> None:
    with app.app_context():
        code = db.session.get_one(Classroom, taking.classroom).join_code
    sent = {"given_name": "Mia", "family_name": "Reyes", "username": "mia", "password": school.PASSWORD}
    before = count(app, Person)
    for client in (visit(None), visit(None)):
        assert client.post(f"/join/{code}/new", data=sent).headers["Location"] == "/"
    assert count(app, Person) == before + 1
    other = visit(None).post(f"/join/{code}/new", data=sent | {"password": "some other words"})
    assert other.status_code == 422
