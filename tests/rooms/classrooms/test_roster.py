from quizapp.classrooms.actions import change_class
from quizapp.db import db
from quizapp.models.classrooms import Classroom
from tests.support import school
from tests.support.desk import Desk, InApp, Visit, closed_to


def test_shows_the_students_and_the_code(visit: Visit, school_desk: Desk) -> None:
    here = f"/classes/{school_desk.class_id}"
    page = visit("alice").page(here)
    assert page.heading == "Period 3 Civics"
    assert page.has("1 student is in this class.")
    assert page.link("Example, Bob") == f"{here}/students/{school_desk.bob_id}/progress"
    assert not page.has("Charlie")
    assert "".join(page.one("p", class_="code").itertext()) == school_desk.code
    assert page.link("Show it on the board") == f"/join/{school_desk.code}"


def test_the_tabs_lead_to_the_pages_of_the_class(visit: Visit, school_desk: Desk) -> None:
    here = f"/classes/{school_desk.class_id}"
    page = visit("alice").page(here)
    tabs = page.one("nav", aria_label="Pages of Period 3 Civics")
    links = [link.get("href") for link in tabs.iter("a")]
    assert links == [here, f"{here}/quizzes", f"{here}/cards", f"{here}/report", f"{here}/settings"]
    assert page.one("a", href=here, aria_current="page") is not None


def test_removing_asks_first_and_needs_no_script(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(f"/classes/{school_desk.class_id}")
    address = f"/classes/{school_desk.class_id}/students/{school_desk.bob_id}/remove"
    forms = [form for details in page.all("details") for form in details.iter("form")]
    assert address in [form.get("action") for form in forms]


def test_says_when_the_class_is_closed_to_new_students(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    def close() -> None:
        classroom = db.session.get_one(Classroom, school_desk.class_id)
        change_class(classroom, name="Period 3", time_zone="America/Denver", is_joinable=False)

    in_app(close)
    page = visit("alice").page(f"/classes/{school_desk.class_id}")
    assert page.has("The class is closed to new students")
    assert not page.has(school_desk.code)


def test_names_are_shown_as_typed(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def join() -> None:
        mallory = school.person("mallory", given_name="<b>Mal</b>", family_name="O'Neil")
        classroom = db.session.get_one(Classroom, school_desk.class_id)
        school.join_class(classroom, mallory, school.NOW)

    in_app(join)
    assert visit("alice").page(f"/classes/{school_desk.class_id}").has("O'Neil, <b>Mal</b>")


def test_is_closed_to_all_but_its_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, f"/classes/{school_desk.class_id}", "dora", "bob", "charlie", "ada")
    assert visit("alice").get("/classes/9999").status_code == 404
