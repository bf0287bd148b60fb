"""Signing in again from a page whose sign-in has ended: the same person, or nobody."""

from typing import Any

import pytest

from tests.support import desk, school
from tests.support.desk import InApp, Visit
from tests.support.pages import PageClient


@pytest.fixture
def stranger(visit: Visit, in_app: InApp) -> PageClient:
    in_app(desk.build)
    return visit(None)


def again(client: PageClient, username: str, person: Any, password: str = school.PASSWORD) -> Any:
    sent = {"username": username, "password": password, "person": person}
    return client.post("/sign-in/again", json=sent)


def bob_id(in_app: InApp) -> int:
    return in_app(lambda: desk.person("bob").id)


def test_the_same_person_is_signed_in_and_gets_a_token(stranger: PageClient, in_app: InApp) -> None:
    answer = again(stranger, "bob", bob_id(in_app))
    assert answer.status_code == 200
    assert answer.json["person"] == bob_id(in_app)
    assert answer.json["token"]
    assert stranger.get("/session").json["person"] == bob_id(in_app)


def test_somebody_else_is_refused_and_not_signed_in(stranger: PageClient, in_app: InApp) -> None:
    answer = again(stranger, "charlie", bob_id(in_app))
    assert answer.status_code == 409
    assert "belongs to somebody else" in answer.json["message"]
    assert stranger.get("/").status_code == 302


def test_a_wrong_password_is_told(stranger: PageClient, in_app: InApp) -> None:
    answer = again(stranger, "bob", bob_id(in_app), password="wrong")
    assert answer.status_code == 422
    assert "do not belong together" in answer.json["message"]


@pytest.mark.parametrize("sent", [[], {}, {"username": 1, "password": "x"}])
def test_what_no_page_sends_is_refused(stranger: PageClient, sent: Any) -> None:
    assert stranger.post("/sign-in/again", json=sent).status_code == 400


def test_a_form_of_another_site_is_refused(stranger: PageClient) -> None:
    data = {"username": "bob", "password": school.PASSWORD, "person": "1"}
    assert stranger.post("/sign-in/again", data=data).status_code == 415


def test_a_stranger_has_no_session(stranger: PageClient) -> None:
    answer = stranger.get("/session", headers={"Content-Type": "application/json"})
    assert answer.status_code == 401


def test_pages_of_students_hold_the_key_of_their_device_and_no_others(visit: Visit, in_app: InApp) -> None:
    in_app(desk.build)

    def key_of(username: str) -> str | None:
        found = visit(username).page("/account").all("meta", name="desk")
        return found[0].get("data-lock") if found else None

    assert key_of("bob") == key_of("bob")
    assert len({key_of("bob"), key_of("charlie"), key_of("alice")}) == 3
    assert key_of("alice") is None
