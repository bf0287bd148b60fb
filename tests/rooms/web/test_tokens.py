"""Every writing request needs a token of this sign-in; who is signed out hears that, and not about tokens."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.rules.test_project import addresses
from tests.support import school
from tests.support.pages import PageClient


@pytest.fixture
def guarded(app: Flask, database: None) -> Iterator[PageClient]:
    """A browser of Alice's, before an app that checks tokens as it does in a school."""
    with app.app_context():
        from quizapp.db import db

        school.classroom(school.person("alice", "teacher"))
        db.session.commit()
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.post("/sign-in", data={"username": "alice", "password": school.PASSWORD})
    app.config["WTF_CSRF_ENABLED"] = True
    yield client
    app.config["WTF_CSRF_ENABLED"] = False


def test_every_writing_request_is_refused_without_a_token(app: Flask, guarded: PageClient) -> None:
    tried = 0
    for endpoint, method, address in addresses(app):
        # Signing in again takes JSON only, which no other site can send, from who has no token left.
        if method in ("POST", "PUT") and endpoint != "accounts.sign_in_again":
            answer = guarded.open(address, method=method, json={} if method == "PUT" else None)
            assert answer.status_code == 400, f"{endpoint} answers {answer.status_code}"
            tried += 1
    assert tried > 20


def test_a_save_after_the_sign_in_ended_says_so(guarded: PageClient) -> None:
    guarded.delete_cookie("session")
    answer = guarded.put("/attempts/1/slots/1", json={"sequence": 1, "response": 0})
    assert answer.status_code == 401
    assert answer.json == {"error": "signed_out"}
