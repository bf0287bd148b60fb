"""A question page that is sent after its sign-in has ended: the sign-in page carries the answer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.attempts.queries import slot_states
from quizapp.db import db
from quizapp.models.attempts import LateStep
from tests.rooms.attempts.test_late import end
from tests.support import school
from tests.support.desk import InApp, Visit
from tests.support.pages import Page, PageClient, page_of
from tests.support.taking import assigned_quiz, basis, started

ADDRESS = "/attempts/1/questions/1"
TEXT = {**basis("text", "short_text", "At which club did they meet?"), "answers": [{"text": "Mar-a-Lago"}]}


@pytest.fixture
def bob(visit: Visit, in_app: InApp) -> PageClient:
    taking = in_app(assigned_quiz, [TEXT, school.true_false("truth")])
    in_app(started, taking)
    in_app(school.person, "charlie")
    return visit("bob")


def signed_out_form(client: PageClient, **fields: str) -> dict[str, str]:
    """The form of a question page whose sign-in has ended since it was shown."""
    owner = client.page(ADDRESS).one("input", name="owner").get("value") or ""
    client.delete_cookie("session")
    return {"owner": owner, "response": "Mar-a-Lago", "seen": "0", "go": "next", **fields}


def kept(page: Page) -> str:
    return page.one("input", name="kept").get("value") or ""


def sign_in(client: PageClient, username: str, sealed: str) -> Any:
    return client.post("/sign-in", data={"username": username, "password": school.PASSWORD, "kept": sealed})


def responses(in_app: InApp) -> list[Any]:
    return in_app(lambda: [state.response for state in slot_states(1)])


def test_the_answer_is_stored_after_signing_in(bob: PageClient, in_app: InApp) -> None:
    answer = bob.post(ADDRESS, data=signed_out_form(bob))
    assert answer.status_code == 401
    page = page_of(answer)
    assert page.heading == "Sign in"
    assert page.has("Your answer is kept on this page")
    assert "Mar-a-Lago" not in page.html, "it is encrypted"
    assert responses(in_app) == [None, None]
    back = sign_in(bob, "bob", kept(page))
    assert back.headers["Location"] == ADDRESS
    assert bob.page(ADDRESS).has("your answer is saved")
    assert responses(in_app) == ["Mar-a-Lago", None]


def test_somebody_else_is_refused_kindly_and_nothing_is_lost(bob: PageClient, in_app: InApp) -> None:
    sealed = kept(page_of(bob.post(ADDRESS, data=signed_out_form(bob))))
    refused = sign_in(bob, "charlie", sealed)
    assert refused.status_code == 422
    page = page_of(refused)
    assert page.has("An answer of somebody else waits")
    assert bob.get("/").status_code == 302, "nobody is signed in"
    assert sign_in(bob, "bob", kept(page)).status_code == 302
    assert responses(in_app)[0] == "Mar-a-Lago"


def test_a_wrong_password_keeps_the_answer(bob: PageClient) -> None:
    sealed = kept(page_of(bob.post(ADDRESS, data=signed_out_form(bob))))
    wrong = bob.post("/sign-in", data={"username": "bob", "password": "wrong", "kept": sealed})
    assert kept(page_of(wrong)) == sealed


@pytest.mark.parametrize(
    "forged",
    [{"owner": ""}, {"owner": "WzIsMV0.forged"}, {"response": "x" * 30_000}],
)
def test_what_no_page_of_ours_sent_is_not_kept(bob: PageClient, forged: dict[str, str]) -> None:
    answer = bob.post(ADDRESS, data=signed_out_form(bob, **forged))
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in"


def test_the_word_of_one_attempt_serves_no_other(bob: PageClient) -> None:
    form = signed_out_form(bob)
    assert bob.post("/attempts/2/questions/1", data=form).status_code == 302


@pytest.mark.parametrize("sealed", ["x", "é", "gAAAAABmforged"])
def test_a_forged_seal_is_as_if_there_were_none(bob: PageClient, in_app: InApp, sealed: str) -> None:
    assert sign_in(bob, "bob", sealed).headers["Location"] == "/"
    assert responses(in_app) == [None, None]


def test_it_counts_as_of_when_it_reached_the_server(bob: PageClient, in_app: InApp) -> None:
    sealed = kept(page_of(bob.post(ADDRESS, data=signed_out_form(bob))))
    in_app(end, -0.001)
    bob.get("/sign-in")
    sign_in(bob, "bob", sealed)
    assert responses(in_app)[0] == "Mar-a-Lago"


def test_after_the_attempt_was_marked_it_waits_for_the_teacher(
    bob: PageClient, visit: Visit, in_app: InApp
) -> None:
    sealed = kept(page_of(bob.post(ADDRESS, data=signed_out_form(bob))))
    visit("bob").post("/attempts/1/hand-in")  # on another device
    page = bob.page(sign_in(bob, "bob", sealed).headers["Location"].replace("questions/1", "done"))
    assert page.has("Your teacher decides")
    assert in_app(lambda: [late.decision for late in db.session.scalars(select(LateStep))]) == ["waiting"]


def test_a_form_that_changes_nothing_says_so(bob: PageClient, in_app: InApp) -> None:
    sealed = kept(page_of(bob.post(ADDRESS, data=signed_out_form(bob, response=""))))
    sign_in(bob, "bob", sealed)
    assert bob.page(ADDRESS).has("Nothing had changed")


def test_an_answer_that_no_page_sends_is_told(bob: PageClient, in_app: InApp) -> None:
    sealed = kept(page_of(bob.post(ADDRESS, data=signed_out_form(bob, response="y" * 6000))))
    sign_in(bob, "bob", sealed)
    assert bob.page(ADDRESS).has("could not be saved")


def test_it_is_too_old_after_a_day(bob: PageClient, app: Flask, in_app: InApp) -> None:
    from quizapp.attempts import keeping

    sealed = kept(page_of(bob.post(ADDRESS, data=signed_out_form(bob))))
    with app.app_context():
        assert keeping._owner(sealed) is not None
        box = keeping._box()
        form = box.decrypt(sealed.encode())
        old = datetime.now(UTC) - timedelta(days=2)
        aged = box.encrypt_at_time(form, int(old.timestamp())).decode()
        assert keeping._owner(aged) is None
