from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from quizapp.db import db
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment
from tests.support import attempts, desk, terms
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


MORE = {
    "time_limit": "40",
    "grace_minutes": "2",
    "late_percent": "10",
    "access_code": " blue heron ",
    "wait_minutes": "15",
    "shuffles_questions": "y",
}


def test_stores_what_stands_under_more(visit: Visit, assignment_id: int, in_app: InApp) -> None:
    page = page_of(visit("alice").send(f"/assignments/{assignment_id}/edit", LATER | MORE))
    found = in_app(lambda: db.session.get_one(Assignment, assignment_id))
    assert (found.time_limit, found.grace_minutes, found.late_percent) == (40, 2, 10)
    assert (found.access_code, found.wait_minutes) == ("blue heron", 15)
    assert (found.shuffles_questions, found.shuffles_options) == (True, False)
    for words in ("40 minutes, 2 minutes of grace", "10% off for each day", "blue heron", "15 minutes"):
        assert page.has(words), words
    form = visit("alice").page(f"/assignments/{assignment_id}/edit")
    assert form.one("details", id="more-terms").get("open") is not None
    assert form.one("input", name="time_limit").get("value") == "40"


def test_more_is_shut_while_all_is_as_usual(visit: Visit, assignment_id: int, in_app: InApp) -> None:
    in_app(terms.change, assignment_id, grace_minutes=1)
    page = visit("alice").page(f"/assignments/{assignment_id}/edit")
    assert page.one("details", id="more-terms").get("open") is None


def test_every_error_is_told_at_once(visit: Visit, assignment_id: int) -> None:
    wrong = {
        "time_limit": "0",
        "grace_minutes": "61",
        "late_percent": "101",
        "access_code": "abc",
        "wait_minutes": "9" * 400,
        "closes_at": "2031-07-01T08:00",
    }
    answer = visit("alice").post(f"/assignments/{assignment_id}/edit", data=LATER | wrong)
    assert answer.status_code == 422
    page = page_of(answer)
    for sentence in (
        "Time limit in minutes: Enter a number from 1 to 1440.",
        "Grace period in minutes: Enter a number from 0 to 60.",
        "Percent off for each day late: Enter a number from 0 to 100.",
        "Minutes between two attempts: Enter a number from 0 to 20160.",
        "Access code: A code has 4 to 40 characters without spaces.",
        "Due: The quiz must open before it is due, and close when it is due or later.",
    ):
        assert page.link(sentence).startswith("#"), sentence


def running(assignment_id: int) -> None:
    assigned = db.session.get_one(Assignment, assignment_id)
    attempts.begin(assigned, desk.person("bob"), at=datetime.now(UTC))


def deadline() -> datetime:
    query = select(Attempt.deadline_at)
    return db.session.scalars(query).one()


@pytest.mark.parametrize(
    ("limit", "tick", "sentence", "moved_by"),
    [
        ("60", {}, "1 running attempt has more time now.", 20),
        ("20", {}, "1 running attempt keeps the time that it had.", 0),
        ("20", {"takes_time_away": "y"}, "1 running attempt ends earlier now.", -20),
        ("40", {}, "Saved.", 0),
    ],
)
def test_a_running_attempt_loses_no_time_unless_the_teacher_says_so(
    visit: Visit,
    assignment_id: int,
    in_app: InApp,
    limit: str,
    tick: dict[str, str],
    sentence: str,
    moved_by: int,
) -> None:
    in_app(terms.change, assignment_id, time_limit=40)
    in_app(running, assignment_id)
    before = in_app(deadline)
    alice = visit("alice")
    form = alice.page(f"/assignments/{assignment_id}/edit")
    assert form.has("1 student is working on it now. More time reaches them at once.")
    dates = {name: form.one("input", name=name).get("value") for name in ("opens_at", "due_at", "closes_at")}
    page = page_of(
        alice.send(f"/assignments/{assignment_id}/edit", LATER | dates | tick | {"time_limit": limit})
    )
    assert page.has(sentence)
    assert in_app(deadline) - before == timedelta(minutes=moved_by)


def test_a_time_that_comes_twice_stays_the_one_that_it_was(
    visit: Visit, assignment_id: int, in_app: InApp
) -> None:
    """On November 2, 2031 the clocks of New York show 1:30 twice; the form cannot say which one is meant."""
    second = datetime(2031, 11, 2, 6, 30, tzinfo=UTC)
    in_app(terms.change, assignment_id, due_at=second, closes_at=second)
    alice = visit("alice")
    form = alice.page(f"/assignments/{assignment_id}/edit")
    assert form.one("input", name="closes_at").get("value") == "2031-11-02T01:30"
    dates = {name: form.one("input", name=name).get("value") for name in ("opens_at", "due_at", "closes_at")}
    alice.post(f"/assignments/{assignment_id}/edit", data=LATER | dates)
    assert in_app(lambda: db.session.get_one(Assignment, assignment_id)).closes_at == second
    typed = dates | {"due_at": "2031-11-02T01:00", "closes_at": "2031-11-02T01:45"}
    alice.post(f"/assignments/{assignment_id}/edit", data=LATER | typed)
    found = in_app(lambda: db.session.get_one(Assignment, assignment_id))
    assert found.closes_at.isoformat() == "2031-11-02T05:45:00+00:00"  # of a typed one the first is meant


def test_a_time_that_the_clocks_skip_is_read_after_the_change(
    visit: Visit, assignment_id: int, in_app: InApp
) -> None:
    """On March 9, 2031 the clocks of New York go from 2:00 to 3:00."""
    dates = {"opens_at": "2031-03-08T08:00", "due_at": "2031-03-09T02:30", "closes_at": "2031-03-09T02:30"}
    alice = visit("alice")
    alice.post(f"/assignments/{assignment_id}/edit", data=LATER | dates)
    found = in_app(lambda: db.session.get_one(Assignment, assignment_id))
    assert found.closes_at.isoformat() == "2031-03-09T07:30:00+00:00"
    form = alice.page(f"/assignments/{assignment_id}/edit")
    assert form.one("input", name="closes_at").get("value") == "2031-03-09T03:30"


def test_is_closed_to_all_but_its_teachers(visit: Visit, assignment_id: int) -> None:
    closed_to(visit, f"/assignments/{assignment_id}/edit", "dora", "bob", "charlie")
    closed_to(
        visit, f"/assignments/{assignment_id}/edit", "dora", "bob", "charlie", method="POST", data=LATER
    )
