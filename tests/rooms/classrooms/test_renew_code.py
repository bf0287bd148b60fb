from tests.support.desk import Desk, Visit, closed_to
from tests.support.pages import page_of


def test_the_old_code_stops_working(visit: Visit, school_desk: Desk) -> None:
    page = page_of(visit("alice").send(f"/classes/{school_desk.class_id}/code"))
    assert page.has("The class has a new code. The old one no longer works.")
    fresh = "".join(page.one("p", class_="code").itertext())
    assert fresh != school_desk.code
    student = visit("charlie")
    assert student.get(f"/join/{school_desk.code}").status_code == 404
    assert student.get(f"/join/{fresh}").status_code == 200


def test_twice_leaves_one_code(visit: Visit, school_desk: Desk) -> None:
    teacher, address = visit("alice"), f"/classes/{school_desk.class_id}/code"
    first = "".join(page_of(teacher.send(address)).one("p", class_="code").itertext())
    second = "".join(page_of(teacher.send(address)).one("p", class_="code").itertext())
    assert visit("charlie").get(f"/join/{first}").status_code == 404
    assert visit("charlie").get(f"/join/{second}").status_code == 200


def test_is_closed_to_all_but_its_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, f"/classes/{school_desk.class_id}/code", "dora", "bob", "charlie", method="POST")
    assert visit("charlie").get(f"/join/{school_desk.code}").status_code == 200
