import pytest

from quizapp.db import db
from quizapp.models.quizzes import Assignment
from tests.support import desk
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

LATER = {
    "opens_at": "2031-07-01T08:00",
    "due_at": "2031-07-08T23:59",
    "closes_at": "2031-07-08T23:59",
    "attempts_allowed": "3",
    "counting": "last",
    "release": "after_hand_in",
}


@pytest.fixture
def assignment_id(school_desk: Desk, in_app: InApp) -> int:
    made = in_app(desk.assign, school_desk.quiz_id, school_desk.class_id)
    assert isinstance(made, int)
    return made


def test_shows_the_terms_in_the_time_zone_of_the_class(
    visit: Visit, assignment_id: int, in_app: InApp
) -> None:
    page = visit("alice").page(f"/assignments/{assignment_id}/edit")
    assert page.heading == "Dates and terms"
    assert page.has("Dates and times are in the time zone of the class: America/New York.")
    found = in_app(lambda: db.session.get_one(Assignment, assignment_id))
    assert page.one("input", name="opens_at").get("value") != found.opens_at.strftime("%Y-%m-%dT%H:%M")
    assert page.one("input", name="attempts_allowed").get("value") == "1"


def test_saving_without_a_change_changes_nothing_by_more_than_a_minute(
    visit: Visit, assignment_id: int, in_app: InApp
) -> None:
    teacher = visit("alice")
    page = teacher.page(f"/assignments/{assignment_id}/edit")
    form = {
        name: page.one("input", name=name).get("value") or "" for name in ("opens_at", "due_at", "closes_at")
    }
    before = in_app(lambda: db.session.get_one(Assignment, assignment_id))
    teacher.post(f"/assignments/{assignment_id}/edit", data=LATER | form)
    after = in_app(lambda: db.session.get_one(Assignment, assignment_id))
    assert 0 <= (before.due_at - after.due_at).total_seconds() < 60


def test_stores_changes_twice_over(visit: Visit, assignment_id: int, in_app: InApp) -> None:
    teacher = visit("alice")
    for _ in range(2):
        page = page_of(teacher.send(f"/assignments/{assignment_id}/edit", LATER))
        assert page.has("Saved.")
    found = in_app(lambda: db.session.get_one(Assignment, assignment_id))
    assert found.opens_at.isoformat() == "2031-07-01T12:00:00+00:00"
    assert (found.attempts_allowed, found.counting, found.release) == (3, "last", "after_hand_in")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"closes_at": "2031-07-01T08:00"},
            "Due: The quiz must open before it is due, and close when it is due or later.",
        ),
        ({"due_at": ""}, "Due: Enter a date and a time."),
        ({"attempts_allowed": "99"}, "Attempts: Enter a number from 1 to 20."),
    ],
)
def test_bad_input_is_named_and_kept(
    visit: Visit, assignment_id: int, in_app: InApp, typed: dict[str, str], sentence: str
) -> None:
    before = in_app(lambda: db.session.get_one(Assignment, assignment_id)).due_at
    response = visit("alice").post(f"/assignments/{assignment_id}/edit", data=LATER | typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.link(sentence).startswith("#")
    for name in ("opens_at", "due_at", "closes_at", "attempts_allowed"):
        assert page.one("input", name=name).get("value") == (LATER | typed)[name]
    assert in_app(lambda: db.session.get_one(Assignment, assignment_id)).due_at == before


def test_cannot_be_moved_to_another_class(
    visit: Visit, school_desk: Desk, assignment_id: int, in_app: InApp
) -> None:
    response = visit("alice").post(f"/assignments/{assignment_id}/edit", data=LATER | {"classroom_id": "2"})
    assert response.status_code == 422
    found = in_app(lambda: db.session.get_one(Assignment, assignment_id))
    assert found.classroom_id == school_desk.class_id


def test_is_closed_to_all_but_its_teachers(visit: Visit, assignment_id: int) -> None:
    closed_to(visit, f"/assignments/{assignment_id}/edit", "dora", "bob", "charlie")
    closed_to(
        visit, f"/assignments/{assignment_id}/edit", "dora", "bob", "charlie", method="POST", data=LATER
    )
