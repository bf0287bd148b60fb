from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.attempts.presence import note_presence
from quizapp.classrooms.actions import remove_student
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import QuizDraw
from tests.support import attempts, desk, rooms
from tests.support.attempts import statements
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import Page, PageClient, tidy
from tests.support.rooms import Room


def line(page: Page, name: str) -> str:
    """What the line of a student says."""
    found = [tidy(" ".join(row.itertext())) for row in page.all("tr")]
    return next(text for text in found if name in text)


def data(client: PageClient, room: Room, more: str = "") -> Any:
    answer = client.get(f"{room.address}/live.json{more}")
    assert answer.status_code == 200
    return answer.json


def row(found: Any, person_id: int) -> Any:
    return next(each for each in found["rows"] if each["id"] == person_id)


def test_says_what_each_student_is_doing(visit: Visit, room: Room) -> None:
    page = visit("alice").page(f"{room.address}/live")
    assert page.heading == "Live: Tariffs"
    assert "Offline? last heard of 20 min ago 1 1 of 3 20 min ago 59 min" in line(page, "Example, Bob")
    assert "Handed in" in line(page, "Family01, Given01")
    assert "3 of 3" in line(page, "Family01, Given01")
    assert line(page, "Family02, Given02").endswith("Not started")
    assert page.link("Refresh") == f"{room.address}/live"


def test_the_script_is_told_the_same_in_texts(visit: Visit, room: Room) -> None:
    found = data(visit("alice"), room)
    assert [(key, number) for key, _, number in found["figures"]] == [
        ("working", 1),
        ("silent", 1),
        ("handed_in", 1),
        ("not_started", 1),
        ("absent", 0),
        ("make_up", 0),
        ("left", 0),
    ]
    assert found["has_started"] is True
    bob = row(found, room.bob)
    assert (bob["name"], bob["kind"]) == ("Example, Bob", "no")
    assert (bob["question"], bob["answered"]) == ("1", "1 of 3")
    assert bob["left"] in ("59 min", "60 min")


def test_where_the_page_is_counts_when_it_is_newer_than_the_last_save(
    visit: Visit, room: Room, in_app: InApp
) -> None:
    in_app(note_presence, room.running, 3, datetime.now(UTC))
    bob = row(data(visit("alice"), room), room.bob)
    assert (bob["question"], bob["state"], bob["note"], bob["kind"]) == ("3", "Working", "", "wait")
    in_app(note_presence, room.running, 2, datetime.now(UTC) - timedelta(days=1))
    assert row(data(visit("alice"), room), room.bob)["question"] == "1"


def test_a_cleared_answer_is_none(visit: Visit, room: Room, in_app: InApp) -> None:
    from quizapp.attempts.actions import record_response

    in_app(record_response, room.running, 2, 1, False, datetime.now(UTC))
    in_app(record_response, room.running, 1, 2, None, datetime.now(UTC))
    assert row(data(visit("alice"), room), room.bob)["answered"] == "1 of 3"


def test_names_can_be_hidden(visit: Visit, room: Room) -> None:
    teacher = visit("alice")
    page = teacher.page(f"{room.address}/live?names=hidden")
    text = teacher.get(f"{room.address}/live.json?names=hidden").get_data(as_text=True)
    for name in ("Bob", "Family01", "Given01"):
        assert not page.has(name)
        assert name not in text
    assert "Student 1" in line(page, "Student 1")
    assert page.link("Show names") == f"{room.address}/live"
    assert not page.all("input", type="checkbox")
    assert not page.all("textarea")


def test_as_long_as_nobody_has_started_the_code_stands_there(visit: Visit, in_app: InApp) -> None:
    def build() -> int:
        made = desk.build()
        return desk.assign(made.quiz_id, made.class_id)

    assignment_id = in_app(build)
    page = visit("alice").page(f"/assignments/{assignment_id}/live")
    box = page.one("section", id="code-box")
    assert box.get("hidden") is None
    assert "Nobody has started yet" in tidy(" ".join(box.itertext()))


def test_when_somebody_has_started_the_code_is_away(visit: Visit, room: Room) -> None:
    page = visit("alice").page(f"{room.address}/live")
    assert page.one("section", id="code-box").get("hidden") is not None


def test_what_ran_out_of_time_is_handed_in_before_it_is_shown(visit: Visit, in_app: InApp) -> None:
    room = in_app(rooms.build, time_limit=5)
    bob = row(data(visit("alice"), room), room.bob)
    assert (bob["state"], bob["question"], bob["left"]) == ("Handed in", "", "")


def leave(room: Room, *person_ids: int) -> None:
    classroom = db.session.get_one(Classroom, room.classroom)
    for person_id in person_ids:
        remove_student(classroom, db.session.get_one(Person, person_id), datetime.now(UTC))


def test_who_left_the_class_with_an_attempt_stands_behind_the_others(
    visit: Visit, room: Room, in_app: InApp
) -> None:
    in_app(leave, room, room.bob, room.eve)
    found = data(visit("alice"), room)
    assert [each["id"] for each in found["rows"]] == [room.finn, room.bob, room.eve]
    bob, eve = row(found, room.bob), row(found, room.eve)
    assert (bob["state"], bob["note"], bob["kind"]) == ("Left the class", "had not handed in", "plain")
    assert (bob["answered"], bob["left"]) == ("1 of 3", "")
    assert (eve["state"], eve["answered"]) == ("Left the class", "3 of 3")
    assert eve["note"].startswith("had handed in at ")
    assert {key: number for key, _, number in found["figures"]} == {
        "working": 0,
        "silent": 0,
        "handed_in": 0,
        "not_started": 1,
        "absent": 0,
        "make_up": 0,
        "left": 2,
    }
    assert "Left the class had not handed in" in line(
        visit("alice").page(f"{room.address}/live"), "Example, Bob"
    )


def test_who_left_the_class_without_an_attempt_is_not_there(visit: Visit, room: Room, in_app: InApp) -> None:
    in_app(leave, room, room.finn)
    assert room.finn not in [each["id"] for each in data(visit("alice"), room)["rows"]]


def test_what_somebody_who_left_has_saved_can_only_be_handed_in(
    visit: Visit, room: Room, in_app: InApp
) -> None:
    in_app(leave, room, room.bob, room.eve)
    teacher = visit("alice")
    assert not teacher.page(room.act("time")).has("Example, Bob")
    assert not teacher.page(room.act("reopen")).has("Family01")
    assert teacher.page(room.act("hand_in")).has("Example, Bob")
    teacher.post(room.act("hand_in"), data={"students": str(room.bob), "reason": "Moved to another school."})
    assert row(data(teacher, room), room.bob)["note"].startswith("had handed in at ")


def test_drawn_questions_are_counted(visit: Visit, room: Room, in_app: InApp) -> None:
    def draw() -> None:
        quiz_id = rooms.assignment(room.assignment).quiz_id
        db.session.add(QuizDraw(quiz_id=quiz_id, position=4, count=2))

    in_app(draw)
    assert row(data(visit("alice"), room), room.bob)["answered"] == "1 of 5"


@pytest.mark.parametrize("address", ["live", "live.json"])
def test_is_its_teachers_alone(visit: Visit, room: Room, address: str) -> None:
    closed_to(visit, f"{room.address}/{address}", "dora", "bob")
    assert visit("alice").get(f"/assignments/9999/{address}").status_code == 404


def test_as_many_statements_for_many_students_as_for_few(visit: Visit, room: Room, in_app: InApp) -> None:
    teacher = visit("alice")
    teacher.get(f"{room.address}/live.json")

    def count(address: str) -> int:
        with teacher.application.app_context(), statements() as seen:
            teacher.get(f"{room.address}/{address}")
        return len(seen)

    few = [count("live"), count("live.json")]

    def more() -> None:
        assigned, classroom = rooms.assignment(room.assignment), db.session.get_one(Classroom, room.classroom)
        for number in range(10, 40):
            attempts.begin(assigned, attempts.student(number, classroom), [True, False], datetime.now(UTC))

    in_app(more)
    assert [count("live"), count("live.json")] == few
    assert max(few) <= 12
