"""What a teacher does to chosen students."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.db import db
from quizapp.models.attempts import Attempt
from quizapp.models.classrooms import Classroom
from quizapp.quizzes.own_terms import accommodation
from tests.support import attempts, desk, rooms, school
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import Page, page_of
from tests.support.rooms import Room
from tests.support.terms import give

KINDS = ("time", "reopen", "hand_in", "absent", "present", "make_up")
NEW_YORK = ZoneInfo("America/New_York")


def offered(page: Page) -> list[tuple[str, bool]]:
    """The students who can be chosen, each with whether the box is ticked."""
    boxes = page.all("input", name="students")
    return [(box.get("value") or "", box.get("checked") is not None) for box in boxes]


def local(moment: datetime) -> str:
    return moment.astimezone(NEW_YORK).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("time", ["bob"]),
        ("hand_in", ["bob"]),
        ("reopen", ["eve"]),
        ("absent", ["finn"]),
        ("make_up", ["finn"]),
    ],
)
def test_only_those_it_fits_can_be_chosen(visit: Visit, room: Room, kind: str, who: list[str]) -> None:
    page = visit("alice").page(room.act(kind))
    assert offered(page) == [(str(getattr(room, name)), False) for name in who]


def test_the_address_says_who_is_ticked(visit: Visit, room: Room) -> None:
    teacher = visit("alice")
    assert offered(teacher.page(f"{room.act('time')}?students={room.bob}&students=x")) == [
        (str(room.bob), True)
    ]
    assert offered(teacher.page(f"{room.act('time')}?all=1")) == [(str(room.bob), True)]


def test_nobody_to_choose_is_said(visit: Visit, room: Room) -> None:
    page = visit("alice").page(room.act("present"))
    assert page.has("Nobody is marked absent.")
    assert not page.all("textarea")


def test_gives_minutes_once_however_often_it_is_sent(visit: Visit, room: Room, in_app: InApp) -> None:
    before: Attempt = in_app(rooms.attempt, room.running)
    form = {"students": str(room.bob), "minutes": "15", "reason": "Fire drill", "once": "a-token"}
    teacher = visit("alice")
    for _ in range(2):
        answer = teacher.post(room.act("time"), data=form)
        assert answer.location == f"{room.address}/live"
    after: Attempt = in_app(rooms.attempt, room.running)
    assert after.deadline_at - before.deadline_at == timedelta(minutes=15)
    assert in_app(rooms.deeds) == [("time", 15, "Fire drill", "alice")]
    assert teacher.page(f"{room.address}/live").has("1 student has more time.")


def test_hands_in_what_was_saved(visit: Visit, room: Room, in_app: InApp) -> None:
    form = {"students": str(room.bob), "reason": "He went home."}
    page = page_of(visit("alice").send(room.act("hand_in"), form))
    assert page.has("Handed in for 1 student.")
    done: Attempt = in_app(rooms.attempt, room.running)
    assert done.handed_in_at is not None
    assert (done.mark, done.is_handed_in_by_time) == (1.0, False)
    assert in_app(rooms.deeds) == [("hand_in", None, "He went home.", "alice")]
    assert visit("bob").page(f"/attempts/{room.running}/done").has("Handed in for you by your teacher")


def test_reopens_what_was_handed_in(visit: Visit, room: Room, in_app: InApp) -> None:
    form = {"students": str(room.eve), "minutes": "5", "reason": "Pressed it by mistake."}
    page = page_of(visit("alice").send(room.act("reopen"), form))
    assert page.has("1 student can go on.")
    assert in_app(rooms.attempt, room.done).handed_in_at is None
    assert in_app(rooms.deeds) == [("reopen", 5, "Pressed it by mistake.", "alice")]


def test_a_reopened_answer_no_longer_waits_for_its_mark(visit: Visit, in_app: InApp) -> None:
    def build() -> tuple[int, int, int]:
        room = rooms.build()
        teacher, eve = desk.person("alice"), desk.person("student1")
        quiz = attempts.quiz(teacher, school.store(school.written(), author=teacher), "Why")
        classroom = db.session.get_one(Classroom, room.classroom)
        closes = datetime.now(UTC) + timedelta(days=1)
        assigned = attempts.assignment(quiz, classroom, closes_at=closes, due_at=closes)
        return assigned.id, eve.id, attempts.take(assigned, eve, ["Since it says so."], datetime.now(UTC)).id

    assignment_id, eve, attempt_id = in_app(build)
    assert in_app(rooms.attempt, attempt_id).waiting == 1
    form = {"students": str(eve), "minutes": "5", "reason": "A typing error."}
    visit("alice").post(f"/assignments/{assignment_id}/students/reopen", data=form)
    assert in_app(rooms.attempt, attempt_id).waiting == 0


@pytest.mark.parametrize("kind", ["hand_in", "reopen"])
def test_where_a_student_could_complain_a_reason_is_needed(visit: Visit, room: Room, kind: str) -> None:
    form = {"students": [str(room.bob), str(room.eve)], "minutes": "5", "reason": " "}
    answer = visit("alice").post(room.act(kind), data=form)
    assert answer.status_code == 422
    assert page_of(answer).has("Say why: it is kept with what you do.")


@pytest.mark.parametrize("students", ["", "9999", "x"])
def test_without_a_student_nothing_happens(visit: Visit, room: Room, in_app: InApp, students: str) -> None:
    answer = visit("alice").post(room.act("time"), data={"students": students, "minutes": "5"})
    assert answer.status_code == 422
    assert page_of(answer).has("Tick at least one student.")
    assert in_app(rooms.deeds) == []


@pytest.mark.parametrize("minutes", ["", "0", "1441", "x"])
def test_bad_minutes_are_named(visit: Visit, room: Room, in_app: InApp, minutes: str) -> None:
    answer = visit("alice").post(room.act("time"), data={"students": str(room.bob), "minutes": minutes})
    assert answer.status_code == 422
    assert page_of(answer).all("div", role="alert")
    assert in_app(rooms.deeds) == []


def test_absent_is_a_word_and_can_be_taken_back(visit: Visit, room: Room, in_app: InApp) -> None:
    teacher, form = visit("alice"), {"students": str(room.finn), "reason": "Ill"}
    page = page_of(teacher.send(room.act("absent"), form))
    assert page.has("1 student is marked absent.")
    assert page.has("Family02, Given02 Absent")
    assert page.has("Marked absent , Given02 Family02 Ill")
    assert teacher.page(f"{room.address}/live").has("Family02, Given02 Absent")
    back = page_of(teacher.send(room.act("present"), {"students": str(room.finn)}))
    assert back.has("Family02, Given02 Not started")
    assert [deed[0] for deed in in_app(rooms.deeds)] == ["absent", "present"]


def test_a_make_up_is_other_dates(visit: Visit, room: Room, in_app: InApp) -> None:
    closes = datetime.now(UTC) + timedelta(days=3)
    in_app(give, room.finn, room.assignment, time_percent=150)
    form = {"students": str(room.finn), "closes_at": local(closes), "reason": "Ill"}
    page = page_of(visit("alice").send(room.act("make_up"), form))
    assert page.has("1 student has a make-up.")
    assert page.has("Make-up until ")
    found = in_app(accommodation, room.finn, room.assignment)
    assert found.closes_at == closes.replace(second=0, microsecond=0)
    assert found.time_percent == 150
    assert [deed[0] for deed in in_app(rooms.deeds)] == ["absent", "make_up"]


@pytest.mark.parametrize(
    ("closes", "sentence"),
    [("", "Enter a date and a time."), ("2020-01-01T10:00", "This is earlier than for the class.")],
)
def test_a_make_up_that_ends_too_early_is_refused(
    visit: Visit, room: Room, in_app: InApp, closes: str, sentence: str
) -> None:
    answer = visit("alice").post(room.act("make_up"), data={"students": str(room.finn), "closes_at": closes})
    assert answer.status_code == 422
    assert page_of(answer).has(sentence)
    assert in_app(rooms.deeds) == []


@pytest.mark.parametrize("kind", KINDS)
def test_is_for_the_teachers_of_the_class_alone(visit: Visit, room: Room, in_app: InApp, kind: str) -> None:
    form = {"students": str(room.bob), "minutes": "5", "reason": "Because"}
    closed_to(visit, room.act(kind), "dora", "bob")
    closed_to(visit, room.act(kind), "dora", "bob", method="POST", data=form)
    assert in_app(rooms.deeds) == []


def test_what_nobody_can_do_is_no_page(visit: Visit, room: Room) -> None:
    assert visit("alice").get(room.act("expel")).status_code == 404


def test_minutes_from_the_page_of_the_assignment_are_recorded_too(
    visit: Visit, room: Room, in_app: InApp
) -> None:
    visit("alice").post(f"/attempts/{room.running}/time", data={"minutes": "7"})
    assert in_app(rooms.deeds) == [("time", 7, "", "alice")]
