"""Question pages are kept as text for everybody: each student's own is filled in, and nobody else's."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import update

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.web.kept import mark, render
from tests.support import school
from tests.support.pages import PageClient
from tests.support.taking import Taking, assigned_quiz, every_kind, on_page

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]
ROOM = "attempts/_room.html"


@pytest.fixture
def taking(in_app: Run) -> Taking:
    more = [school.single_choice(f"more-{n}") for n in range(2)]
    return in_app(assigned_quiz, [*every_kind(), *more], students=("bob", "charlie"))


def begin(client: PageClient, taking: Taking) -> int:
    return int(client.post(f"/assignments/{taking.assignment}/take").headers["Location"].split("/")[2])


def test_texts_are_escaped_and_html_is_not(app: Flask) -> None:
    with app.test_request_context():
        for text in ('"><b>', "&"):
            html = render(ROOM, {"messages": []}, {"here_url": text, "attempt_id": Markup("<i>")})
            assert str(Markup.escape(text)) in html
            assert "<i>" in html
            assert "\0" not in html


def test_what_decides_is_never_mixed_up(app: Flask) -> None:
    said = [{"id": 1, "time": "10:42", "text": "Ten more minutes"}]
    own = {"here_url": "/here", "attempt_id": 1}
    with app.test_request_context():
        for messages in ([], said, []):
            html = render(ROOM, {"messages": messages}, own)
            assert ("Ten more minutes" in html, " hidden>" in html) == (bool(messages), not messages)


def test_a_function_that_a_template_calls_gives_the_text(app: Flask) -> None:
    with app.test_request_context():
        template = "attempts/sheet.html"
        q = {"kind": "short_text", "number": mark("number"), "stem_html": "Why?", "response": None}
        own = {"number": 3, "slot": 3, "sequence": 9, "attempt_id": 12}
        html = render(template, {"q": q}, own, {"unused": "x"})
        assert 'data-save-url="/attempts/12/slots/3"' in html
        assert 'id="stem-3"' in html


def test_two_students_get_their_own_pages(app: Flask, visit: Visit, taking: Taking) -> None:
    clients = {name: visit(name) for name in ("bob", "charlie")}
    attempts = {name: begin(client, taking) for name, client in clients.items()}
    for number in range(1, 10):
        pages = {
            name: clients[name].page(f"/attempts/{attempts[name]}/questions/{number}") for name in clients
        }
        for name, other in (("bob", "charlie"), ("charlie", "bob")):
            page = pages[name]
            assert (
                page.one("form", id="answer").get("action")
                == f"/attempts/{attempts[name]}/questions/{number}"
            )
            assert f"/attempts/{attempts[other]}/" not in page.html
            assert f'value="{name}"' in page.html
            assert f'value="{other}"' not in page.html
        owners = {page.one("input", name_="owner").get("value") for page in pages.values()}
        locks = {page.one("meta", name_="desk").get("data-lock") for page in pages.values()}
        assert len(owners) == len(locks) == 2


def test_places_and_marks_are_those_of_the_attempt(app: Flask, visit: Visit, taking: Taking) -> None:
    """The same question in the order of each student, with what that student chose."""
    texts = ["145%", "54%", "95%"]
    for name, chosen in (("bob", 0), ("charlie", 2), ("bob", 1)):
        client = visit(name)
        attempt = begin(client, taking)
        for slot in (1, 8, 9):
            with app.app_context():
                places = [on_page(attempt, slot, native) for native in range(3)]
            message = {"sequence": 10 + chosen, "response": places[chosen]}
            client.put(f"/attempts/{attempt}/slots/{slot}", json=message)
            html = client.page(f"/attempts/{attempt}/questions/{slot}").html
            shown = re.findall(r'value="(\d)"( checked)?>.*?<span>(\d+%)</span></label>', html)
            assert sorted(shown) == sorted(
                (str(places[native]), " checked" if native == chosen else "", texts[native])
                for native in range(3)
            )


def test_whose_sign_in_has_ended_signs_in_again(in_app: Run, visit: Visit, taking: Taking) -> None:
    bob = visit("bob")
    attempt = begin(bob, taking)
    address = f"/attempts/{attempt}/questions/1"
    assert bob.get(address).status_code == 200
    in_app(
        lambda: db.session.execute(update(Person).where(Person.id == taking.bob).values(sign_in_version=2))
    )
    answer = bob.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in?next={address}")
    assert visit("charlie").get(address).status_code == 404
    assert visit(None).get(address).status_code == 302
