"""Practice: each answer is checked, with hints, several tries and a penalty."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from quizapp.attempts import actions
from quizapp.attempts.queries import attempt_head, slot_states, tries_of
from quizapp.attempts.regrades import regrading
from quizapp.bank.actions import change_question
from quizapp.bank.queries import current_version
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot
from quizapp.models.bank import Question
from quizapp.quizzes.behavior import Behavior
from tests.support import school
from tests.support.pages import Page, PageClient, page_of
from tests.support.taking import Taking, assigned_quiz, on_page

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]
HINTS = ["Think of April.", "It is above 100."]


def contents() -> list[dict[str, Any]]:
    feedback = {"right": "Well read.", "wrong": "Look again."}
    return [
        school.single_choice("one", hints=HINTS, feedback=feedback),
        school.true_false("two"),
        school.written("three"),
    ]


@pytest.fixture
def taking(in_app: Run) -> Taking:
    return in_app(assigned_quiz, contents(), release="practice", behavior=Behavior(tries=1, penalty=0.25))


@pytest.fixture
def bob(visit: Visit, taking: Taking) -> PageClient:
    return visit("bob")


def begin(client: PageClient, taking: Taking) -> int:
    answer = client.post(f"/assignments/{taking.assignment}/take")
    return int(answer.headers["Location"].split("/")[2])


def check(app: Flask, client: PageClient, attempt: int, number: int, native: Any) -> Any:
    with app.app_context():
        response = on_page(attempt, number, native)
    text = str(response).lower() if isinstance(response, bool) else str(response)
    data = {"response": text, "seen": "99", "go": "check"}
    return page_of(client.send(f"/attempts/{attempt}/questions/{number}", data))


def marks(app: Flask, attempt: int) -> tuple[float | None, list[float | None]]:
    with app.app_context():
        states = slot_states(attempt)
        return db.session.get_one(Attempt, attempt).mark, [state.fraction for state in states]


def can_try_again(page: Page) -> bool:
    return any("?again=" in (link.get("href") or "") for link in page.all("a"))


def test_a_wrong_try_shows_feedback_and_the_next_hint(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    before = bob.page(f"/attempts/{attempt}/questions/1")
    assert not any(before.has(secret) for secret in (*HINTS, "Look again.", "They reached 145%"))
    page = check(app, bob, attempt, 1, 1)
    for shown in ("Not right", "0 of 1", "2 tries are left.", "Look again.", "No source names", HINTS[0]):
        assert page.has(shown), shown
    for secret in (HINTS[1], "They reached 145%", "Right answer", "data-key", "Well read."):
        assert secret not in page.html, secret
    assert not page.all("input", name="response")


def test_try_again_leads_to_the_fields_with_the_hints_so_far(
    bob: PageClient, taking: Taking, app: Flask
) -> None:
    attempt = begin(bob, taking)
    page = check(app, bob, attempt, 1, 1)
    assert can_try_again(page)
    again = page.link("Try again")
    page = bob.page(again)
    assert page.has(HINTS[0])
    assert len(page.all("input", name="response")) == 3
    page = check(app, bob, attempt, 1, 2)
    assert page.has(HINTS[1])
    assert page.has("One try is left.")
    page = check(app, bob, attempt, 1, 0)
    for shown in ("Right", "0.5 of 1", "Well read.", "They reached 145%", "Right answer"):
        assert page.has(shown), shown
    assert not can_try_again(page)
    bob.post(f"/attempts/{attempt}/hand-in")
    assert marks(app, attempt)[1] == [0.5, 0.0, 0.0]


def test_after_the_last_try_the_answer_is_shown_and_stays(
    bob: PageClient, taking: Taking, app: Flask
) -> None:
    attempt = begin(bob, taking)
    for wrong in (1, 2, 1):
        page = check(app, bob, attempt, 1, wrong)
    assert page.has("They reached 145%")
    address = f"/attempts/{attempt}"
    with app.app_context():
        right = on_page(attempt, 1, 0)
    saved = bob.put(f"{address}/slots/1", json={"sequence": 50, "response": right})
    assert (saved.status_code, saved.json["error"]) == (409, "closed")  # type: ignore[index]
    late = page_of(bob.send(f"{address}/questions/1", {"response": str(right), "seen": "99", "go": "next"}))
    assert late.has("Its answer stays as it is.")
    page = page_of(bob.send(f"{address}/questions/1", {"kept": "1", "seen": "3", "go": "next"}))
    assert page.heading == "Question 2 of 3"
    with app.app_context():
        assert slot_states(attempt)[0].response == 1


def test_true_or_false_has_one_try(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    page = check(app, bob, attempt, 2, False)
    assert page.has("Not right")
    assert page.has("The pause lasts 90 days.")
    assert not can_try_again(page)


def test_a_blank_is_no_try(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    page = page_of(bob.send(f"/attempts/{attempt}/questions/1", {"seen": "0", "go": "check"}))
    assert page.has("Answer the question first.")
    with app.app_context():
        assert tries_of([attempt]) == {}


def test_the_same_answer_checked_twice_is_one_try(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    for _ in range(2):
        page = check(app, bob, attempt, 1, 1)
    assert page.has("2 tries are left.")


def test_what_a_person_marks_has_no_check(bob: PageClient, taking: Taking) -> None:
    attempt = begin(bob, taking)
    page = bob.page(f"/attempts/{attempt}/questions/3")
    assert "check" not in [button.get("value") for button in page.all("button", name="go")]


def test_an_answer_that_was_never_checked_is_marked_at_hand_in(
    bob: PageClient, taking: Taking, app: Flask
) -> None:
    attempt = begin(bob, taking)
    check(app, bob, attempt, 1, 1)
    with app.app_context():
        places = [on_page(attempt, 1, 0), on_page(attempt, 2, True)]
    bob.put(f"/attempts/{attempt}/slots/1", json={"sequence": 200, "response": places[0]})
    bob.put(f"/attempts/{attempt}/slots/2", json={"sequence": 1, "response": places[1]})
    bob.post(f"/attempts/{attempt}/hand-in")
    assert marks(app, attempt) == (1.75, [0.75, 1.0, 0.0])


def test_in_other_quizzes_nothing_is_checked(visit: Visit, in_app: Run, app: Flask) -> None:
    taking = in_app(assigned_quiz, contents())
    bob = visit("bob")
    attempt = begin(bob, taking)
    page = check(app, bob, attempt, 1, 1)
    assert not page.has("Not right")
    with app.app_context():
        assert tries_of([attempt]) == {}


def test_outsiders_check_nothing(visit: Visit, bob: PageClient, taking: Taking, in_app: Run) -> None:
    attempt = begin(bob, taking)
    in_app(school.person, "charlie")
    answer = visit("charlie").post(f"/attempts/{attempt}/questions/1", data={"seen": "0", "go": "check"})
    assert answer.status_code == 404


def test_a_regrade_replays_the_tries(bob: PageClient, taking: Taking, app: Flask, in_app: Run) -> None:
    attempt = begin(bob, taking)
    for native in (1, 2, 0):
        check(app, bob, attempt, 1, native)
    bob.post(f"/attempts/{attempt}/hand-in")
    assert marks(app, attempt)[1][0] == 0.5

    def correct() -> None:
        question = db.session.get_one(Question, 1)
        alice = db.session.query(Person).filter_by(username="alice").one()
        options = [{"text": "145%"}, {"text": "54%", "key": True}, {"text": "95%"}]
        change_question(question, school.single_choice("one", options=options), author=alice, now=school.NOW)
        regrading.regrade(
            1,
            current_version(question),
            policy="new_key",
            attempt_ids=[attempt],
            reason="The key was wrong.",
            teacher=alice,
            now=school.NOW,
        )

    in_app(correct)
    # The first try is right by the new key: nothing is taken off for what came after.
    assert marks(app, attempt)[1][0] == 1.0


def test_a_regrade_of_an_open_attempt_replays_the_tries_at_hand_in(
    bob: PageClient, taking: Taking, app: Flask, in_app: Run
) -> None:
    attempt = begin(bob, taking)
    for native in (1, 0):
        check(app, bob, attempt, 1, native)

    def everybody() -> None:
        question = db.session.get_one(Question, 1)
        alice = db.session.query(Person).filter_by(username="alice").one()
        regrading.regrade(
            1,
            current_version(question),
            policy="full_credit",
            attempt_ids=[attempt],
            reason="It was unclear.",
            teacher=alice,
            now=school.NOW,
        )

    in_app(everybody)
    bob.post(f"/attempts/{attempt}/hand-in")
    assert marks(app, attempt)[1][0] == 1.0


def test_marking_again_gives_the_same(bob: PageClient, taking: Taking, app: Flask, in_app: Run) -> None:
    attempt = begin(bob, taking)
    for native in (1, 0):
        check(app, bob, attempt, 1, native)
    bob.post(f"/attempts/{attempt}/hand-in")
    before = marks(app, attempt)

    def again() -> None:
        db.session.query(AttemptSlot).update({"fraction": None})
        actions.mark_attempt(attempt)

    in_app(again)
    assert marks(app, attempt) == before
    with app.app_context():
        head = attempt_head(attempt)
        assert head is not None
        assert head.penalty == 0.25
