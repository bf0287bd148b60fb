"""Absent and make-up stand in report and file as words of their own, and never as 0."""

import csv
import io
from datetime import UTC, datetime, timedelta

from quizapp.quizzes.deeds import By
from quizapp.supervision.actions import make_up, mark_absent
from tests.support import desk, rooms
from tests.support.desk import InApp, Visit
from tests.support.rooms import Room
from tests.support.terms import close_at


def by() -> By:
    return By(desk.person("alice").id, datetime.now(UTC))


def absent(room: Room) -> None:
    mark_absent(rooms.assignment(room.assignment), [room.finn], by())


def excuse(room: Room, until: datetime) -> None:
    students = [desk.person("student2")]
    make_up(rooms.assignment(room.assignment), students, by(), opens_at=None, closes_at=until)


def closed(room: Room) -> None:
    close_at(datetime.now(UTC) - timedelta(minutes=5))


def of_finn(visit: Visit, room: Room, more: str = "") -> dict[str, str]:
    text = visit("alice").get(f"/classes/{room.classroom}/report.csv{more}").data.decode("utf-8-sig")
    return next(row for row in csv.DictReader(io.StringIO(text)) if row["Username"] == "student2")


def test_who_was_not_there_is_missing_until_marked_absent(visit: Visit, room: Room, in_app: InApp) -> None:
    in_app(closed, room)
    assert (of_finn(visit, room)["Status"], of_finn(visit, room)["Percent with missing work as 0"]) == (
        "missing",
        "0",
    )
    in_app(absent, room)
    for more in ("", f"?assignment={room.assignment}"):
        row = of_finn(visit, room, more)
        assert (row["Status"], row["Mark"], row["Percent with missing work as 0"]) == ("absent", "", "")


def test_the_report_says_absent(visit: Visit, room: Room, in_app: InApp) -> None:
    in_app(closed, room)
    in_app(absent, room)
    teacher = visit("alice")
    assert teacher.page(f"/classes/{room.classroom}/report?assignment={room.assignment}").has("(absent)")
    assert teacher.page(f"/classes/{room.classroom}/report").has("Nothing that was due is missing.")


def test_a_make_up_says_until_when(visit: Visit, room: Room, in_app: InApp) -> None:
    in_app(excuse, room, datetime.now(UTC) + timedelta(days=2))
    assert of_finn(visit, room)["Status"].startswith("make-up until ")
    assert of_finn(visit, room)["Percent with missing work as 0"] == ""


def test_a_make_up_that_is_over_is_missing(visit: Visit, room: Room, in_app: InApp) -> None:
    def over() -> None:
        close_at(datetime.now(UTC) - timedelta(days=2))
        excuse(room, datetime.now(UTC) - timedelta(hours=1))

    in_app(over)
    row = of_finn(visit, room)
    assert (row["Status"], row["Percent with missing work as 0"]) == ("missing", "0")


def test_who_was_absent_and_takes_it_after_all_has_a_mark(visit: Visit, room: Room, in_app: InApp) -> None:
    from tests.support import attempts

    def take() -> None:
        absent(room)
        attempts.take(rooms.assignment(room.assignment), desk.person("student2"), [True], datetime.now(UTC))

    in_app(take)
    row = of_finn(visit, room)
    assert (row["Status"], row["Mark"]) == ("handed in", "1")
