"""The sign of life of a student's page, and the messages that it brings back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.db import db
from quizapp.models.supervision import Presence, RoomMessage
from quizapp.quizzes.deeds import By
from quizapp.supervision.actions import say
from tests.support import desk, rooms
from tests.support.attempts import statements
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import page_of
from tests.support.rooms import Room


def here(room: Room) -> str:
    return f"/attempts/{room.running}/here"


def message(room: Room, text: str, at: datetime | None = None, *, is_for_later: bool = False) -> None:
    by = By(desk.person("alice").id, at or datetime.now(UTC))
    say(rooms.assignment(room.assignment), text, by, is_for_later=is_for_later)


def test_is_noted_with_the_question(visit: Visit, room: Room, in_app: InApp) -> None:
    bob = visit("bob")
    for number in (2, 3):
        answer = bob.post(here(room), json={"number": number})
        assert (answer.status_code, answer.json) == (200, {"messages": []})
    seen = in_app(lambda: db.session.get_one(Presence, room.running))
    assert seen.number == 3
    assert datetime.now(UTC) - seen.at < timedelta(minutes=1)


FORGED = [{"number": "3"}, {"number": True}, {"number": 0}, {"number": 10**9}, {}, [3]]


@pytest.mark.parametrize("sent", FORGED)
def test_what_no_page_sends_is_refused(visit: Visit, room: Room, sent: Any) -> None:
    assert visit("bob").post(here(room), json=sent).status_code == 400


def test_is_the_students_own(visit: Visit, room: Room) -> None:
    closed_to(visit, here(room), "dora", "alice", method="POST")


def test_says_when_it_is_handed_in(visit: Visit, room: Room) -> None:
    visit("alice").post(room.act("hand_in"), data={"students": str(room.bob), "reason": "The bell."})
    answer = visit("bob").post(here(room), json={"number": 1})
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["error"] == "closed"
    assert answer.json["message"].startswith("Your teacher has handed this quiz in for you.")


def test_who_was_removed_is_told_and_loses_nothing(visit: Visit, room: Room, in_app: InApp) -> None:
    bob = visit("bob")
    in_app(rooms.remove_bob, room)
    sentence = "You are no longer in the class of this quiz. What you saved is kept."
    saved = bob.put(f"/attempts/{room.running}/slots/2", json={"sequence": 1, "response": True})
    assert saved.status_code == 409
    assert saved.json is not None
    assert saved.json["message"].startswith(sentence)
    for address in (f"/attempts/{room.running}/questions/1", f"/attempts/{room.running}/hand-in"):
        page = bob.get(address)
        assert page.status_code == 409
        assert page_of(page).has(sentence)
    assert bob.post(here(room), json={"number": 1}).status_code == 409
    assert in_app(lambda: rooms.attempt(room.running).handed_in_at) is None


def test_handing_in_from_two_devices_marks_once(visit: Visit, room: Room, in_app: InApp) -> None:
    first, second = visit("bob"), visit("bob")
    assert first.post(f"/attempts/{room.running}/hand-in").status_code == 302
    before = in_app(lambda: rooms.attempt(room.running))
    assert second.post(f"/attempts/{room.running}/hand-in").status_code == 302
    after = in_app(lambda: rooms.attempt(room.running))
    assert (after.handed_in_at, after.mark) == (before.handed_in_at, 1.0)
    saved = second.put(f"/attempts/{room.running}/slots/2", json={"sequence": 1, "response": True})
    assert saved.status_code == 409


def test_a_message_reaches_who_is_working(visit: Visit, room: Room) -> None:
    teacher, bob = visit("alice"), visit("bob")
    page = page_of(teacher.send(f"{room.address}/messages", {"text": "Question 2 <b>is</b> about May."}))
    assert page.has("Sent to everybody who is taking this quiz.")
    assert page.has("Question 2 <b>is</b> about May.")
    question = bob.page(f"/attempts/{room.running}/questions/1")
    assert question.has("Question 2 <b>is</b> about May.")
    answer = bob.post(here(room), json={"number": 1}).json
    assert answer is not None
    assert [each["text"] for each in answer["messages"]] == ["Question 2 <b>is</b> about May."]


def test_one_click_too_many_sends_it_once(visit: Visit, room: Room, in_app: InApp) -> None:
    teacher = visit("alice")
    for _ in range(2):
        answer = teacher.post(f"{room.address}/messages", data={"text": "Ten minutes.", "once": "a-token"})
        assert answer.status_code == 302
    assert in_app(lambda: db.session.query(RoomMessage).count()) == 1


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
def test_bad_messages_come_back_with_a_sentence(visit: Visit, room: Room, text: str) -> None:
    answer = visit("alice").post(f"{room.address}/messages", data={"text": text})
    assert answer.status_code == 422
    assert page_of(answer).all("div", role="alert")


def test_what_was_said_before_the_start_is_shown_where_it_is_for_later(
    visit: Visit, room: Room, in_app: InApp
) -> None:
    before = datetime.now(UTC) - timedelta(minutes=40)
    in_app(message, room, "Sit down, please.", before)
    in_app(message, room, "You may use the map.", before, is_for_later=True)
    page = visit("bob").page(f"/attempts/{room.running}/questions/1")
    assert page.has("You may use the map.")
    assert not page.has("Sit down, please.")


def test_a_message_can_be_taken_back(visit: Visit, room: Room, in_app: InApp) -> None:
    in_app(message, room, "Wrong room.")
    page = page_of(visit("alice").send(f"{room.address}/messages/1/take-back"))
    assert page.has("Students no longer see this message.")
    assert page.has("taken back")
    assert not visit("bob").page(f"/attempts/{room.running}/questions/1").has("Wrong room.")
    assert visit("alice").post(f"{room.address}/messages/99/take-back").status_code == 404


def test_speaking_is_for_its_teachers_alone(visit: Visit, room: Room, in_app: InApp) -> None:
    in_app(message, room, "Hello.")
    closed_to(visit, f"{room.address}/messages", "dora", "bob", method="POST", data={"text": "Hi"})
    closed_to(visit, f"{room.address}/messages/1/take-back", "dora", "bob", method="POST")


def test_the_question_page_takes_one_statement_more_only_where_something_was_said(
    visit: Visit, room: Room, in_app: InApp
) -> None:
    bob = visit("bob")
    address = f"/attempts/{room.running}/questions/1"
    bob.get(address)

    def count() -> int:
        with bob.application.app_context(), statements() as seen:
            bob.get(address)
        return sum(statement.startswith("SELECT") for statement in seen)

    assert count() == 2
    in_app(message, room, "Hello.")
    assert count() == 3
