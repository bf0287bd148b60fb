from tests.support import desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of


def address(found: Desk) -> str:
    return f"/classes/{found.class_id}/students/{found.bob_id}/reset"


def test_shows_a_password_to_hand_over(visit: Visit, school_desk: Desk) -> None:
    page = page_of(visit("alice").post(address(school_desk)))
    password = "".join(page.one("dd", class_="code").itertext())
    assert page.heading == "Password for Bob Example"
    assert page.has("Username bob")
    assert page.link("Back to the roster") == f"/classes/{school_desk.class_id}"
    old = visit(None).post("/sign-in", data={"username": "bob", "password": school.PASSWORD})
    new = visit(None).post("/sign-in", data={"username": "bob", "password": password})
    assert (old.status_code, new.status_code) == (422, 302)


def test_the_newest_of_two_holds(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    teacher.post(address(school_desk))
    page = page_of(teacher.post(address(school_desk)))
    password = "".join(page.one("dd", class_="code").itertext())
    assert visit(None).post("/sign-in", data={"username": "bob", "password": password}).status_code == 302


def test_only_students_of_the_class(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    teacher = visit("alice")
    for username in ("charlie", "dora", "alice"):
        person_id = in_app(desk.person, username).id
        assert teacher.post(f"/classes/{school_desk.class_id}/students/{person_id}/reset").status_code == 404


def test_is_closed_to_all_but_its_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, address(school_desk), "dora", "bob", "charlie", method="POST")
    visit("bob")  # still comes in with the old one
