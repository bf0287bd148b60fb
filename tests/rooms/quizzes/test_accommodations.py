"""What a teacher gives to one student: in every quiz, or in one. Nobody else learns of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.attempts import actions
from quizapp.db import db
from quizapp.models.accommodations import Accommodation
from quizapp.models.attempts import Attempt
from quizapp.models.quizzes import Assignment
from tests.support import attempts, desk, terms
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

MINUTE = timedelta(minutes=1)
FORM = {"time": "150", "extra_attempts": "1", "reads_aloud": "y"}


@pytest.fixture
def assignment_id(school_desk: Desk, in_app: InApp) -> int:
    made = in_app(desk.assign, school_desk.quiz_id, school_desk.class_id, time_limit=30)
    assert isinstance(made, int)
    return made


def standing(found: Desk) -> str:
    return f"/classes/{found.class_id}/students/{found.bob_id}/accommodations"


def single(found: Desk, assignment_id: int) -> str:
    return f"/assignments/{assignment_id}/students/{found.bob_id}/accommodations"


def stored() -> list[Accommodation]:
    return list(db.session.scalars(select(Accommodation)))


def begin(assignment_id: int, person_id: int, at: datetime) -> int:
    from quizapp.models.accounts import Person

    assigned = db.session.get_one(Assignment, assignment_id)
    return attempts.begin(assigned, db.session.get_one(Person, person_id), at=at).id


def deadline() -> datetime:
    query = select(Attempt).execution_options(populate_existing=True)
    return db.session.scalars(query).one().deadline_at


def test_what_stands_is_set_on_the_page_of_the_student(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    alice = visit("alice")
    student_page = f"/classes/{school_desk.class_id}/students/{school_desk.bob_id}/progress"
    assert alice.page(student_page).link("Accommodations") == standing(school_desk)
    page = page_of(alice.send(standing(school_desk), FORM))
    assert page.has("Saved.")
    assert page.has("In every quiz: 1.5 times the time, 1 extra attempt, questions read aloud.")
    [found] = in_app(stored)
    assert (found.time_percent, found.extra_attempts, found.reads_aloud) == (150, 1, True)
    assert (found.assignment_id, found.has_larger_text) == (None, False)


def test_it_is_changed_and_taken_away(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    alice = visit("alice")
    alice.post(standing(school_desk), data=FORM)
    page = alice.page(standing(school_desk))
    assert page.one("input", name="time", value="150").get("checked") is not None
    alice.post(standing(school_desk), data={"time": "minutes", "extra_minutes": "20", "extra_attempts": "0"})
    [found] = in_app(stored)
    assert (found.time_percent, found.extra_minutes, found.reads_aloud) == (None, 20, False)
    alice.post(standing(school_desk), data={"do": "remove"})
    assert in_app(stored) == []
    assert "do" not in [field.get("name") for field in alice.page(standing(school_desk)).all("input")]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"time": "", "extra_attempts": "0"}, "Time: Choose what this student gets"),
        ({"time": "minutes", "extra_attempts": "0"}, "How many minutes more: Please fill this in."),
        ({"time": "minutes", "extra_minutes": "0"}, "How many minutes more: Enter a number from 1 to 1440."),
        ({"time": "150", "extra_attempts": "21"}, "Extra attempts: Enter a number from 0 to 20."),
        ({"time": "150", "extra_attempts": "9" * 400}, "Extra attempts: Enter a number from 0 to 20."),
        ({"time": "900"}, "Time: Not a valid choice"),
    ],
)
def test_bad_input_is_named(
    visit: Visit, school_desk: Desk, in_app: InApp, typed: dict[str, str], sentence: str
) -> None:
    answer = visit("alice").post(standing(school_desk), data=typed)
    assert answer.status_code == 422
    assert page_of(answer).has(sentence)
    assert in_app(stored) == []


def test_for_one_assignment_there_are_other_dates(
    visit: Visit, school_desk: Desk, assignment_id: int, in_app: InApp
) -> None:
    alice = visit("alice")
    form = {"time": "", "extra_attempts": "0", "closes_at": "2050-07-01T10:00"}
    page = page_of(alice.send(single(school_desk, assignment_id), form))
    assert page.has("Closes Friday, July 1, 2050, 10:00 AM, 30 minutes")
    [found] = in_app(stored)
    assert found.closes_at is not None
    assert found.closes_at.isoformat() == "2050-07-01T14:00:00+00:00"
    shown = alice.page(single(school_desk, assignment_id))
    assert shown.one("input", name="closes_at").get("value") == "2050-07-01T10:00"
    assert shown.has("As it stands: 30 minutes, 1 attempt, due Friday, July 1, 2050, 10:00 AM")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"closes_at": "2001-01-01T10:00"}, "Closes for this student: This is earlier than for the class."),
        ({"due_at": "2050-01-01T10:00"}, "Due for this student: The quiz cannot be due after it closes."),
        ({"opens_at": "2050-01-01T10:00"}, "Opens for this student: The quiz must open before it closes"),
        ({"opens_at": "0202-01-01T10:00"}, "Opens for this student: Check the year."),
    ],
)
def test_dates_that_help_nobody_are_refused(
    visit: Visit, school_desk: Desk, assignment_id: int, typed: dict[str, str], sentence: str
) -> None:
    form = {"time": "", "extra_attempts": "0"} | typed
    answer = visit("alice").post(single(school_desk, assignment_id), data=form)
    assert answer.status_code == 422
    assert page_of(answer).has(sentence)


def test_what_stands_is_named_beside_what_is_for_one(
    visit: Visit, school_desk: Desk, assignment_id: int, in_app: InApp
) -> None:
    in_app(terms.give, school_desk.bob_id, time_percent=200)
    page = visit("alice").page(single(school_desk, assignment_id))
    assert page.has("In every quiz: 2 times the time. The more generous of both counts.")
    assert page.has("As it stands: 1 hour")


@pytest.mark.parametrize("is_single", [False, True])
def test_a_running_attempt_gets_it_at_once_and_keeps_it(
    school_desk: Desk, assignment_id: int, in_app: InApp, visit: Visit, is_single: bool
) -> None:
    now = datetime.now(UTC)
    in_app(begin, assignment_id, school_desk.bob_id, now)
    assert in_app(deadline) == now + 30 * MINUTE
    address = single(school_desk, assignment_id) if is_single else standing(school_desk)
    alice = visit("alice")
    page = page_of(alice.send(address, FORM))
    assert page.has("1 running attempt has more time now.")
    assert in_app(deadline) == now + 45 * MINUTE
    page = page_of(alice.send(address, {"do": "remove"}))
    assert page.has("1 running attempt keeps the time that it had.")
    assert in_app(deadline) == now + 45 * MINUTE


def test_an_attempt_that_is_over_stays_over(school_desk: Desk, assignment_id: int, in_app: InApp) -> None:
    started = datetime.now(UTC) - 31 * MINUTE
    in_app(begin, assignment_id, school_desk.bob_id, started)
    in_app(terms.give, school_desk.bob_id, time_percent=200)
    assert in_app(deadline) == started + 30 * MINUTE


def test_marks_follow_a_later_due_date(school_desk: Desk, in_app: InApp) -> None:
    made = in_app(
        desk.assign,
        school_desk.quiz_id,
        school_desk.class_id,
        opened=-2,
        due=-1,
        late_percent=10,
        closes_at=datetime.now(UTC) + timedelta(days=1),
    )
    attempt = in_app(begin, made, school_desk.bob_id, datetime.now(UTC))
    in_app(actions.record_response, attempt, 1, 1, 0, datetime.now(UTC))
    in_app(actions.hand_in, attempt, datetime.now(UTC))
    query = select(Attempt.mark)
    assert in_app(lambda: db.session.scalar(query)) == pytest.approx(0.8)
    in_app(terms.give, school_desk.bob_id, made, due_at=datetime.now(UTC) + MINUTE)
    assert in_app(lambda: db.session.scalar(query)) == pytest.approx(1.0)


def test_both_pages_are_closed_to_all_but_the_teachers_of_the_student(
    visit: Visit, school_desk: Desk, assignment_id: int, in_app: InApp
) -> None:
    for address in (standing(school_desk), single(school_desk, assignment_id)):
        closed_to(visit, address, "dora", "bob", "charlie", "ada")
        closed_to(visit, address, "dora", "bob", "charlie", method="POST", data=FORM)
    charlie = in_app(lambda: desk.person("charlie").id)
    for path in (f"/classes/{school_desk.class_id}", f"/assignments/{assignment_id}"):
        assert visit("alice").get(f"{path}/students/{charlie}/accommodations").status_code == 404
    assert in_app(stored) == []


def test_classmates_and_their_pages_learn_nothing(
    visit: Visit, school_desk: Desk, assignment_id: int, in_app: InApp
) -> None:
    join: Any = {"code": school_desk.code}
    in_app(terms.give, school_desk.bob_id, time_percent=200, extra_attempts=2)
    charlie = visit("charlie")
    charlie.post(f"/join/{join['code']}")
    for address in ("/", f"/assignments/{assignment_id}/take"):
        html = charlie.get(address).get_data(as_text=True)
        assert "extra time" not in html
        assert "Bob" not in html
