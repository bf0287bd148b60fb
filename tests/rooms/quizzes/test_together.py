"""One quiz assigned to several classes at once, and later changes to all of them or to one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.classrooms.actions import create_class
from quizapp.db import db
from quizapp.models.quizzes import Assignment
from tests.support import desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

TERMS = {
    "opens_at": "2031-03-03T08:00",
    "due_at": "2031-03-05T23:59",
    "closes_at": "2031-03-05T23:59",
    "attempts_allowed": "1",
    "counting": "highest",
    "release": "by_teacher",
}


@pytest.fixture
def west(school_desk: Desk, in_app: InApp) -> int:
    def make() -> int:
        teacher = desk.person("alice")
        return create_class(
            name="Period 5 Civics", time_zone="America/Los_Angeles", teacher=teacher, now=school.NOW
        ).id

    made = in_app(make)
    assert isinstance(made, int)
    return made


def assignments() -> list[Assignment]:
    return list(db.session.scalars(select(Assignment).order_by(Assignment.id)))


def assign(visit: Visit, found: Desk, *also: int, **more: Any) -> Any:
    form = TERMS | {"classroom_id": str(found.class_id), "also": [str(each) for each in also]} | more
    return visit("alice").post(f"/quizzes/{found.quiz_id}/assign?class={found.class_id}", data=form)


def test_each_class_gets_its_own_row_in_its_own_time_zone(
    visit: Visit, school_desk: Desk, west: int, in_app: InApp
) -> None:
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}/assign?class={school_desk.class_id}")
    assert page.has("Period 5 Civics (time zone America/Los Angeles)")
    for _ in range(2):
        assert assign(visit, school_desk, west, once="a-token").status_code == 302
    first, second = in_app(assignments)
    assert (first.classroom_id, second.classroom_id) == (school_desk.class_id, west)
    assert first.opens_at.isoformat() == "2031-03-03T13:00:00+00:00"
    assert second.opens_at.isoformat() == "2031-03-03T16:00:00+00:00"
    assert (first.together_id, second.together_id) == (first.id, first.id)


def test_one_class_alone_is_together_with_none(
    visit: Visit, school_desk: Desk, west: int, in_app: InApp
) -> None:
    assign(visit, school_desk)
    [made] = in_app(assignments)
    assert made.together_id is None
    assert not visit("alice").page(f"/assignments/{made.id}").has("Also in")


def test_not_to_the_class_of_another_teacher(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    others = in_app(lambda: school.classroom(desk.person("dora"), name="Not hers").id)
    assign(visit, school_desk, others)
    assert [made.classroom_id for made in in_app(assignments)] == [school_desk.class_id]


def test_a_time_that_is_over_in_one_of_them_is_told(
    visit: Visit, school_desk: Desk, west: int, in_app: InApp
) -> None:
    past = {"opens_at": "2020-01-01T08:00", "due_at": "2020-02-01T08:00", "closes_at": "2020-02-01T08:00"}
    assert assign(visit, school_desk, west, **past).status_code == 422
    assert in_app(assignments) == []


@pytest.mark.parametrize(("to", "count"), [("one", 1), ("all", 2)])
def test_one_click_opens_one_or_all(
    visit: Visit, school_desk: Desk, west: int, in_app: InApp, to: str, count: int
) -> None:
    assign(visit, school_desk, west)
    teacher = visit("alice")
    assert teacher.page("/assignments/1").has("Open it in all 2 classes now")
    page = page_of(teacher.send("/assignments/1/open", {"to": to}))
    assert page.has("It is open now." if count == 1 else "It is open in 2 classes now.")
    now = datetime.now(UTC)
    assert sum(each.opens_at <= now for each in in_app(assignments)) == count
    assert page_of(teacher.send("/assignments/1/open", {"to": to})).has("It was open already.")


@pytest.mark.parametrize("for_all", [True, False])
def test_a_change_is_made_to_one_or_to_all(
    visit: Visit, school_desk: Desk, west: int, in_app: InApp, for_all: bool
) -> None:
    assign(visit, school_desk, west)
    teacher = visit("alice")
    assert teacher.page("/assignments/1/edit").has("Change it in the other classes too")
    later = TERMS | {"closes_at": "2031-03-06T12:00"} | ({"for_all": "y"} if for_all else {})
    assert page_of(teacher.send("/assignments/1/edit", later)).has("Saved.")
    first, second = in_app(assignments)
    assert first.closes_at.isoformat() == "2031-03-06T17:00:00+00:00"
    assert (second.closes_at.isoformat() == "2031-03-06T20:00:00+00:00") is for_all


@pytest.mark.parametrize("to", ["one", "all"])
def test_marks_are_released_to_one_or_to_all(
    visit: Visit, school_desk: Desk, west: int, in_app: InApp, to: str
) -> None:
    assign(visit, school_desk, west)
    visit("alice").post("/assignments/1/release", data={"to": to})
    first, second = in_app(assignments)
    assert first.released_at is not None
    assert (second.released_at is not None) is (to == "all")


@pytest.mark.parametrize("for_all", [True, False])
def test_is_withdrawn_from_one_or_from_all(
    visit: Visit, school_desk: Desk, west: int, in_app: InApp, for_all: bool
) -> None:
    assign(visit, school_desk, west)
    form = {"what": "keep", "reason": "A wrong key."} | ({"for_all": "y"} if for_all else {})
    visit("alice").post("/assignments/1/withdraw", data=form)
    first, second = in_app(assignments)
    assert first.withdrawal == "keep"
    assert (second.withdrawal == "keep") is for_all


def test_opening_is_for_its_teachers_alone(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    assigned = in_app(desk.assign, school_desk.quiz_id, school_desk.class_id, opened=1)
    closed_to(visit, f"/assignments/{assigned}/open", "dora", "bob", method="POST")
    assert in_app(assignments)[0].opens_at > datetime.now(UTC)
