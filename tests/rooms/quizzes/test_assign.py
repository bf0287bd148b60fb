import pytest
from sqlalchemy import func, select

from quizapp.classrooms.actions import create_class
from quizapp.db import db
from quizapp.models.quizzes import Assignment
from tests.support import attempts, desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

TERMS = {
    "opens_at": "2031-03-03T08:00",
    "due_at": "2031-03-10T23:59",
    "closes_at": "2031-03-11T08:00",
    "attempts_allowed": "2",
    "counting": "average",
    "release": "by_teacher",
}


def address(found: Desk) -> str:
    return f"/quizzes/{found.quiz_id}/assign"


def assignments() -> list[Assignment]:
    return list(db.session.scalars(select(Assignment).order_by(Assignment.id)))


def test_offers_usual_terms_in_the_time_zone_of_the_class(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(address(school_desk))
    assert page.heading == "Assign to a class"
    assert page.has("Dates and times are in the time zone of the class: America/New York.")
    assert (page.one("input", name="due_at").get("value") or "").endswith("T23:59")
    assert page.one("input", name="release", value="after_close").get("checked") is not None


def test_assigns(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    form = TERMS | {"classroom_id": str(school_desk.class_id)}
    page = page_of(visit("alice").send(address(school_desk), form))
    assert page.heading == "0 of 1 have handed in"
    assert page.has("Assigned. Students see it on their first page when it opens.")
    made = in_app(assignments)[0]
    assert made.opens_at.isoformat() == "2031-03-03T13:00:00+00:00"
    assert made.due_at.isoformat() == "2031-03-11T03:59:00+00:00"  # daylight saving time began on March 9
    assert (made.attempts_allowed, made.counting, made.release) == (2, "average", "by_teacher")


def class_in_the_west() -> int:
    """A second class of Alice, of the same name and in another time zone."""
    alice, zone = desk.person("alice"), "America/Los_Angeles"
    return create_class(name="Period 3 Civics", time_zone=zone, teacher=alice, now=school.NOW).id


def test_of_several_classes_one_is_chosen_first(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    west = in_app(class_in_the_west)
    page = visit("alice").page(address(school_desk))
    assert page.heading == "Assign to a class"
    links = [link.get("href") for link in page.all("a", class_="t")]
    assert links == [f"{address(school_desk)}?class={class_id}" for class_id in (school_desk.class_id, west)]
    assert page.has("1 student, code ")
    assert page.has("0 students, code ")
    assert not page.all("input", name="due_at")


def test_the_form_speaks_of_the_chosen_class_and_offers_the_others(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    west, teacher = in_app(class_in_the_west), visit("alice")
    chosen = f"{address(school_desk)}?class={west}"
    page = teacher.page(chosen)
    assert page.has("Dates and times are in the time zone of the class: America/Los Angeles.")
    assert page.has("Also assign it to")
    assert page.has("Period 3 Civics (time zone America/New York)")
    assert [option.get("value") for option in page.one("select", name="classroom_id").iter("option")] == [
        str(west)
    ]
    assert page.link("Choose another class") == address(school_desk)
    teacher.post(chosen, data=TERMS | {"classroom_id": str(west)})
    [made] = in_app(assignments)
    assert (made.classroom_id, made.opens_at.isoformat()) == (west, "2031-03-03T16:00:00+00:00")


def test_the_class_of_the_form_is_that_of_the_address(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    west = in_app(class_in_the_west)
    form = TERMS | {"classroom_id": str(school_desk.class_id)}
    response = visit("alice").post(f"{address(school_desk)}?class={west}", data=form)
    assert response.status_code == 422
    assert visit("alice").get(f"{address(school_desk)}?class=9999").status_code == 404
    assert in_app(assignments) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"due_at": "2031-03-01T08:00"},
            "Due: The quiz must open before it is due, and close when it is due or later.",
        ),
        (
            {"closes_at": "2031-03-10T08:00"},
            "Due: The quiz must open before it is due, and close when it is due or later.",
        ),
        ({"opens_at": ""}, "Opens: Enter a date and a time."),
        ({"attempts_allowed": "0"}, "Attempts: Enter a number from 1 to 20."),
        ({"attempts_allowed": "21"}, "Attempts: Enter a number from 1 to 20."),
    ],
)
def test_bad_input_is_named_and_kept(
    visit: Visit, school_desk: Desk, in_app: InApp, typed: dict[str, str], sentence: str
) -> None:
    form = TERMS | {"classroom_id": str(school_desk.class_id)} | typed
    response = visit("alice").post(address(school_desk), data=form)
    page = page_of(response)
    assert response.status_code == 422
    assert page.link(sentence).startswith("#")
    for name in ("opens_at", "due_at", "closes_at", "attempts_allowed"):
        assert page.one("input", name=name).get("value") == form[name]
    assert page.one("input", name="release", value="by_teacher").get("checked") is not None
    assert in_app(assignments) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"opens_at": "soon"},
        {"attempts_allowed": "two"},
        {"release": "never"},
        {"counting": "worst"},
        {"classroom_id": "9999"},
        {"classroom_id": "x"},
    ],
)
def test_what_no_honest_form_sends_is_refused(
    visit: Visit, school_desk: Desk, in_app: InApp, typed: dict[str, str]
) -> None:
    form = TERMS | {"classroom_id": str(school_desk.class_id)} | typed
    response = visit("alice").post(address(school_desk), data=form)
    assert response.status_code == 422
    assert page_of(response).all("div", role="alert")
    assert in_app(assignments) == []


def test_not_to_the_class_of_another_teacher(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    others = in_app(lambda: school.classroom(desk.person("dora"), name="Not hers").id)
    form = TERMS | {"classroom_id": str(others)}
    assert visit("alice").post(address(school_desk), data=form).status_code == 422
    assert in_app(assignments) == []


def test_an_empty_quiz_is_refused(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    quiz_id = in_app(lambda: attempts.quiz(desk.person("alice"), []).id)
    form = TERMS | {"classroom_id": str(school_desk.class_id)}
    response = visit("alice").post(f"/quizzes/{quiz_id}/assign", data=form)
    assert response.status_code == 422
    assert page_of(response).has("This quiz has no questions yet. Add one before you assign it.")


def test_without_a_class_the_way_leads_to_making_one(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def build() -> int:
        frank = school.person("frank", "teacher")
        return attempts.quiz(frank, school_desk.questions).id

    quiz_id = in_app(build)
    response = visit("frank").get(f"/quizzes/{quiz_id}/assign")
    assert (response.status_code, response.location) == (302, "/classes/new")


def test_is_its_owners_alone(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    form = TERMS | {"classroom_id": str(school_desk.class_id)}
    closed_to(visit, address(school_desk), "dora", "bob")
    closed_to(visit, address(school_desk), "dora", "bob", method="POST", data=form)
    assert in_app(lambda: db.session.scalar(select(func.count()).select_from(Assignment))) == 0


def test_a_quiz_is_not_assigned_wholly_in_the_past(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    past = {"opens_at": "2020-01-01T08:00", "due_at": "2020-02-01T08:00", "closes_at": "2020-02-01T08:00"}
    form = TERMS | past | {"classroom_id": str(school_desk.class_id)}
    response = visit("alice").post(address(school_desk), data=form)
    assert response.status_code == 422
    assert page_of(response).has("This time is over. Choose a later one.")
    assert in_app(assignments) == []
