"""A quiz that is taken back from a class, and given out again."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from quizapp.attempts.actions import start_attempt
from quizapp.attempts.queries import offer
from quizapp.db import db
from quizapp.errors import Refused
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment
from tests.support import desk, rooms
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import page_of
from tests.support.rooms import Room

REASON = "Question 2 gives the answer to question 3"


def form(what: str = "keep", reason: str = REASON) -> dict[str, str]:
    return {"what": what, "reason": reason}


def test_says_first_what_is_there(visit: Visit, room: Room) -> None:
    page = visit("alice").page(f"{room.address}/withdraw")
    assert page.heading == "Withdraw the quiz"
    assert page.has("1 running, 1 handed in, 1 not started.")
    assert page.has("Nothing is deleted, and you can take the withdrawal back.")


def test_ends_what_runs_and_tells_students_why(visit: Visit, room: Room, in_app: InApp) -> None:
    page = page_of(visit("alice").send(f"{room.address}/withdraw", form()))
    assert page.has("The quiz is withdrawn. 1 attempt that was running was handed in as it was saved.")
    assert page.has(f"This quiz is withdrawn: {REASON}. The marks count.")
    assert in_app(rooms.attempt, room.running).mark == 1.0
    bob = visit("bob")
    sentence = f"Your teacher has withdrawn this quiz: {REASON}. What you have handed in counts."
    assert bob.page(f"{room.address}/take").has(sentence)
    assert bob.page(f"/attempts/{room.running}/done").has(sentence)
    assert bob.page("/").has(sentence)
    assert bob.post(f"{room.address}/take").status_code == 409
    saved = bob.put(f"/attempts/{room.running}/slots/2", json={"sequence": 1, "response": True})
    assert saved.status_code == 409
    assert [deed[0] for deed in in_app(rooms.deeds)] == ["withdraw", "ended"]


def test_where_nothing_counts_no_report_counts_it(visit: Visit, room: Room) -> None:
    teacher = visit("alice")
    teacher.post(f"{room.address}/withdraw", data=form("not_counted"))
    bob = visit("bob").page(f"{room.address}/take")
    assert bob.has(f"Your teacher has withdrawn this quiz: {REASON}. Your answers are kept and do not count.")
    report = f"/classes/{room.classroom}/report"
    assert teacher.page(f"{report}?assignment={room.assignment}").has("(withdrawn)")
    rows = teacher.get(f"{report}.csv").get_data(as_text=True)
    assert rows.count(",withdrawn,") == 3
    assert "handed in" not in rows
    assert not teacher.page(f"/classes/{room.classroom}/students/{room.eve}/progress").has("Tariffs")


def test_kept_marks_go_on_counting_and_nobody_is_missing(visit: Visit, room: Room) -> None:
    teacher = visit("alice")
    teacher.post(f"{room.address}/withdraw", data=form())
    rows = teacher.get(f"/classes/{room.classroom}/report.csv").get_data(as_text=True)
    assert rows.count(",handed in,") == 2
    assert rows.count(",withdrawn,") == 1
    assert "missing," not in rows.partition("\n")[2]


def test_is_taken_back_with_the_time_that_was_left(visit: Visit, room: Room, in_app: InApp) -> None:
    before: Attempt = in_app(rooms.attempt, room.running)
    teacher = visit("alice")
    teacher.post(f"{room.address}/withdraw", data=form())
    page = page_of(teacher.send(f"{room.address}/withdraw/undo"))
    assert page.has("The quiz is no longer withdrawn. 1 attempt goes on.")
    after: Attempt = in_app(rooms.attempt, room.running)
    assert after.handed_in_at is None
    assert after.handed_in_by_id is None
    assert timedelta(0) <= after.deadline_at - before.deadline_at <= timedelta(minutes=2)
    assert in_app(rooms.attempt, room.done).handed_in_at is not None
    assert visit("bob").page(f"/attempts/{room.running}/questions/2").heading == "Question 2 of 3"
    assert [deed[0] for deed in in_app(rooms.deeds)] == ["withdraw", "ended", "take_back", "resumed"]


def test_a_timed_attempt_gets_its_minutes_back(visit: Visit, in_app: InApp) -> None:
    room = in_app(rooms.build, time_limit=50)
    before: Attempt = in_app(rooms.attempt, room.running)
    teacher = visit("alice")
    teacher.post(f"{room.address}/withdraw", data=form())
    teacher.post(f"{room.address}/withdraw/undo")
    after: Attempt = in_app(rooms.attempt, room.running)
    assert timedelta(0) <= after.deadline_at - before.deadline_at <= timedelta(minutes=2)


def test_two_clicks_withdraw_once(visit: Visit, room: Room, in_app: InApp) -> None:
    teacher = visit("alice")
    for _ in range(2):
        answer = teacher.post(f"{room.address}/withdraw", data=form() | {"once": "a-token"})
        assert answer.location == room.address
    assert teacher.post(f"{room.address}/withdraw", data=form()).status_code == 409
    assert page_of(teacher.send(f"{room.address}/withdraw/undo")).has("The quiz is no longer withdrawn.")
    again = page_of(teacher.send(f"{room.address}/withdraw/undo"))
    assert again.has("This quiz is not withdrawn.")
    assert [deed[0] for deed in in_app(rooms.deeds)].count("withdraw") == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": " "}, "Say why: the students read it."),
        ({"what": ""}, "Not a valid choice."),
        ({"what": "delete"}, "Not a valid choice."),
    ],
)
def test_bad_input_changes_nothing(
    visit: Visit, room: Room, in_app: InApp, wrong: dict[str, str], sentence: str
) -> None:
    answer = visit("alice").post(f"{room.address}/withdraw", data=form() | wrong)
    assert answer.status_code == 422
    assert page_of(answer).has(sentence)
    assert in_app(rooms.assignment, room.assignment).withdrawal is None


def test_is_for_the_teachers_of_the_class_alone(visit: Visit, room: Room) -> None:
    closed_to(visit, f"{room.address}/withdraw", "dora", "bob")
    closed_to(visit, f"{room.address}/withdraw", "dora", "bob", method="POST", data=form())
    closed_to(visit, f"{room.address}/withdraw/undo", "dora", "bob", method="POST")


def test_who_starts_at_the_same_moment_does_not_slip_in(visit: Visit, room: Room, in_app: InApp) -> None:
    def start_with_an_old_offer() -> str:
        offered = offer(room.assignment)
        assert offered is not None
        gone = update(Assignment).where(Assignment.id == room.assignment).values(withdrawal="keep")
        db.session.execute(gone.execution_options(synchronize_session=False))
        assert offered.assignment.withdrawal is None
        with pytest.raises(Refused) as refused:
            start_attempt(offered, desk.person("student2"), seed=7, now=datetime.now(UTC))
        return refused.value.code

    assert in_app(start_with_an_old_offer) == "assignment_withdrawn"
