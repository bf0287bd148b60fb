"""Answers that arrive after the end: kept with both times, counted as the assignment or the teacher says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.attempts import actions, queries
from quizapp.db import db
from quizapp.models.attempts import Attempt, LateStep, Step
from quizapp.models.quizzes import Assignment
from tests.support import school
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import PageClient
from tests.support.taking import Taking, assigned_quiz, started
from tests.support.terms import close_at

MINUTE = timedelta(minutes=1)


def end(minutes_ago: float, **terms: Any) -> None:
    moment = datetime.now(UTC) - minutes_ago * MINUTE
    begun = {"started_at": moment - 60 * MINUTE}
    db.session.execute(update(Attempt).values(**begun))
    close_at(moment, **terms)


@pytest.fixture
def taking(in_app: InApp) -> Any:
    taking = in_app(assigned_quiz, [school.true_false("one"), school.true_false("two")])
    in_app(started, taking)
    return taking


@pytest.fixture
def bob(visit: Visit, taking: Taking) -> PageClient:
    return visit("bob")


def send(client: PageClient, waited: float | None, response: Any = True, slot: int = 1, **more: Any) -> Any:
    """Save an answer that waited so many minutes on its device."""
    sent_at = datetime.now(UTC) + more.pop("clock", timedelta(0))
    message = {"sequence": 1, "response": response, **more}
    if waited is not None:
        message["sent_at"] = int(sent_at.timestamp() * 1000)
        message["given_at"] = int((sent_at - waited * MINUTE).timestamp() * 1000)
    return client.put(f"/attempts/1/slots/{slot}", json=message)


def lates() -> list[LateStep]:
    return list(db.session.scalars(select(LateStep).order_by(LateStep.id)))


def mark() -> float | None:
    return db.session.scalars(select(Attempt.mark)).one()


def test_one_given_in_time_waits_for_the_teacher(
    app: Flask, bob: PageClient, visit: Visit, in_app: InApp
) -> None:
    in_app(end, 10)
    answer = send(bob, waited=15)
    assert answer.status_code == 200
    assert answer.json["late"] == "waiting"
    assert "Your teacher decides" in answer.json["message"]
    for _ in range(2):
        assert send(bob, waited=15).status_code == 200, "a repeat"
    alice = visit("alice")
    assert alice.page("/").has("Answers in one attempt arrived late")
    assert alice.get("/late-answers").headers["Location"] == "/attempts/1#late"
    page = alice.page("/attempts/1")
    assert page.has("0 of 2")
    assert page.has("Waits for the teacher")
    assert in_app(lambda: len(lates())) == 1
    accepted = alice.send("/attempts/1/late/1", {"decision": "accept", "reason": "The network was down."})
    assert "1 of 2" in accepted.get_data(as_text=True)
    own = bob.page("/attempts/1")
    assert own.has("The network was down.")
    assert own.has("the teacher accepted it")
    assert not own.has("Let it count")
    assert in_app(mark) == 1
    alice.send("/attempts/1/late/1", {"decision": "refuse"})
    assert in_app(mark) == 0
    alice.send("/attempts/1/late/1", {"decision": "accept"})
    assert in_app(mark) == 1
    assert not alice.page("/").has("arrived late")


@pytest.mark.parametrize(
    ("rule", "release", "decision", "points"),
    [
        ("ask", "by_teacher", "waiting", 0),
        ("count", "by_teacher", "accepted", 1),
        ("count", "after_close", "waiting", 0),
        ("ignore", "by_teacher", "refused", 0),
    ],
)
def test_it_counts_as_the_assignment_says(
    bob: PageClient, in_app: InApp, rule: str, release: str, decision: str, points: float
) -> None:
    in_app(end, 10, late_answers=rule, release=release)
    send(bob, waited=15)
    assert in_app(lambda: lates()[0].decision) == decision
    bob.get("/attempts/1")  # settles
    assert in_app(mark) == points


@pytest.mark.parametrize("waited", [5, None])
def test_one_given_after_the_end_is_kept_and_does_not_count(
    bob: PageClient, in_app: InApp, waited: float | None
) -> None:
    in_app(end, 10)
    answer = send(bob, waited)
    assert answer.status_code == 409
    assert answer.json["error"] == "closed"
    assert in_app(lambda: [late.decision for late in lates()]) == ["refused"]


def test_a_device_clock_that_is_a_year_off_is_allowed_for_and_told(
    bob: PageClient, visit: Visit, in_app: InApp
) -> None:
    in_app(end, 10)
    assert send(bob, waited=15, clock=timedelta(days=365)).json["late"] == "waiting"
    assert visit("alice").page("/attempts/1").has("The clock of the device was 365 days ahead")


def test_an_answer_saved_in_time_is_no_late_one_when_it_is_sent_again(bob: PageClient, in_app: InApp) -> None:
    assert send(bob, waited=0).status_code == 200
    in_app(end, 1)
    again = send(bob, waited=3)
    assert again.status_code == 200
    assert "late" not in again.json
    assert in_app(lates) == []


def test_an_accepted_answer_stands_above_what_was_saved_and_steps_stay(
    bob: PageClient, visit: Visit, in_app: InApp
) -> None:
    send(bob, waited=0, response=False, sequence=4)
    in_app(end, 1)
    send(bob, waited=3, response=True, sequence=2)
    visit("alice").send("/attempts/1/late/1", {"decision": "accept"})
    visit("alice").send("/attempts/1/late/1", {"decision": "refuse"})
    steps = in_app(lambda: [(s.sequence, s.response) for s in db.session.scalars(select(Step))])
    assert steps == [(4, False), (5, True), (6, False)]


def test_two_devices_that_gave_one_number_are_both_kept(bob: PageClient, in_app: InApp) -> None:
    in_app(end, 10)
    send(bob, waited=15, response=True)
    send(bob, waited=14, response=False)
    assert in_app(lambda: [late.response for late in lates()]) == [True, False]


def test_a_flood_of_late_answers_is_refused(bob: PageClient, in_app: InApp) -> None:
    in_app(end, 10)
    statuses = [send(bob, waited=15, sequence=n).status_code for n in range(1, 25)]
    assert statuses.count(400) == 4
    assert send(bob, waited=15, sequence=10**9).status_code == 400
    assert in_app(lambda: len(lates())) == 20


def test_an_offline_answer_after_a_hand_in_on_another_device_waits(bob: PageClient, in_app: InApp) -> None:
    bob.post("/attempts/1/hand-in")
    assert send(bob, waited=0.05).json["late"] == "waiting"
    assert in_app(mark) == 0


def test_a_form_that_comes_after_the_end_is_kept_for_the_teacher(bob: PageClient, in_app: InApp) -> None:
    in_app(end, 10)
    answer = bob.send("/attempts/1/questions/1", {"response": "true", "seen": "0", "go": "next"})
    assert "has closed" in answer.get_data(as_text=True)
    assert in_app(lambda: [(late.response, late.decision) for late in lates()]) == [(True, "refused")]


def test_only_the_teacher_of_the_class_decides(bob: PageClient, visit: Visit, in_app: InApp) -> None:
    in_app(school.person, "charlie")
    in_app(school.person, "dora", "teacher")
    in_app(end, 10)
    send(bob, waited=15)
    for decision in ("accept", "refuse"):
        data = {"decision": decision}
        closed_to(visit, "/attempts/1/late/1", "bob", "charlie", "dora", method="POST", data=data)
    closed_to(visit, "/late-answers", "bob")
    alice = visit("alice")
    assert alice.post("/attempts/1/late/99", data={"decision": "accept"}).status_code == 404
    assert alice.post("/attempts/1/late/1", data={"decision": "perhaps"}).status_code == 400
    assert visit("dora").get("/late-answers").headers["Location"] == "/"
    assert in_app(lambda: lates()[0].decision) == "waiting"


def test_the_form_of_an_assignment_says_what_becomes_of_late_answers(
    visit: Visit, taking: Taking, in_app: InApp
) -> None:
    alice = visit("alice")
    page = alice.page("/assignments/1/edit")
    chosen = [each for each in page.all("input", name="late_answers") if each.get("checked") is not None]
    assert [each.get("value") for each in chosen] == ["ask"]
    fields = {"classroom_id": "1", "opens_at": "2026-01-01T08:00", "due_at": "2099-01-01T08:00"}
    fields |= {"closes_at": "2099-01-01T08:00", "attempts_allowed": "1", "counting": "highest"}
    alice.send("/assignments/1/edit", fields | {"release": "by_teacher", "late_answers": "count"})
    assert in_app(lambda: db.session.scalars(select(Assignment.late_answers)).one()) == "count"
    wrong = alice.post("/assignments/1/edit", data=fields | {"release": "by_teacher", "late_answers": "x"})
    assert wrong.status_code == 422


def test_a_hand_in_that_waited_tells_its_code_and_whether_the_answers_are_its_own(
    bob: PageClient, visit: Visit, in_app: InApp
) -> None:
    from quizapp.attempts.device import code_of

    send(bob, waited=1, sequence=3)
    code = code_of(1, [(1, 3, True)])
    for _ in range(2):
        sent = {"code": code, "kept": [[1, 3]]}
        assert bob.post("/attempts/1/device-hand-in", json=sent).json["handed_in"]
    page = visit("alice").page("/attempts/1")
    assert page.has(f"Its code: {code}.")
    assert page.has("have the same code")
    assert in_app(mark) == 1


def test_answers_that_are_not_those_of_the_device_are_told(bob: PageClient, visit: Visit) -> None:
    send(bob, waited=1, sequence=3)
    sent = {"code": "AAA-AAA", "kept": [[1, 3]]}
    assert bob.post("/attempts/1/device-hand-in", json=sent).status_code == 200
    assert visit("alice").page("/attempts/1").has("another code")


@pytest.mark.parametrize(
    "body",
    [[], {}, {"code": 1, "kept": []}, {"code": "x" * 99, "kept": []}, {"code": "AAA-AAA", "kept": [[1]]}],
)
def test_a_forged_hand_in_is_refused(bob: PageClient, in_app: InApp, body: Any) -> None:
    assert bob.post("/attempts/1/device-hand-in", json=body).status_code == 400
    assert in_app(mark) is None


def test_the_questions_for_a_page_without_a_network_hold_no_key(bob: PageClient, in_app: InApp) -> None:
    sheets = bob.get("/attempts/1/sheets").json["sheets"]
    assert [sheet["number"] for sheet in sheets] == [1, 2]
    text = str(sheets)
    assert "A pause of 90 days" in text
    assert "The pause lasts" not in text
    bob.post("/attempts/1/hand-in")
    assert bob.get("/attempts/1/sheets").json == {"sheets": []}


def test_a_student_removed_in_mid_quiz_hears_why_and_loses_nothing(
    bob: PageClient, visit: Visit, taking: Taking, in_app: InApp
) -> None:
    send(bob, waited=0)
    visit("alice").post(f"/classes/1/students/{taking.bob}/remove")
    answer = send(bob, waited=0, response=False, sequence=2)
    assert answer.status_code == 409
    assert "no longer in the class" in answer.json["message"]
    assert in_app(lambda: queries.slot_states(1)[0].response) is True


def test_a_running_attempt_keeps_the_question_it_was_given(
    bob: PageClient, visit: Visit, in_app: InApp
) -> None:
    from quizapp.bank.actions import change_question
    from quizapp.models.accounts import Person
    from quizapp.models.bank import Question

    send(bob, waited=0)

    def reverse() -> None:
        alice = db.session.scalars(select(Person).where(Person.username == "alice")).one()
        question = db.session.scalars(select(Question).where(Question.ref == "one")).one()
        content = school.true_false("one", answer=False)
        change_question(question, content, author=alice, now=datetime.now(UTC))

    in_app(reverse)
    assert send(bob, waited=0, response=True, slot=2).status_code == 200
    assert send(bob, waited=0, response=True, sequence=2).status_code == 200
    in_app(actions.hand_in, 1, datetime.now(UTC))
    assert in_app(mark) == 2


@pytest.mark.parametrize("ends_by", ["reset", "deactivate"])
def test_a_save_after_the_sign_in_was_ended_elsewhere_is_refused(
    bob: PageClient, taking: Taking, in_app: InApp, ends_by: str
) -> None:
    from quizapp.accounts.actions import deactivate, reset_password
    from quizapp.models.accounts import Person

    def end_sign_in() -> None:
        if ends_by == "reset":
            reset_password(taking.bob)
        else:
            deactivate(db.session.get_one(Person, taking.bob), datetime.now(UTC))

    in_app(end_sign_in)
    answer = send(bob, waited=0)
    assert answer.status_code == 401
    assert answer.json == {"error": "signed_out"}
    assert in_app(lambda: queries.slot_states(1)[0].response) is None
