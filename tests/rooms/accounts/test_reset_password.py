from tests.support import school
from tests.support.desk import Desk, Visit, closed_to
from tests.support.pages import page_of


def test_shows_a_new_password_once_and_ends_the_sign_ins(visit: Visit, school_desk: Desk) -> None:
    bob, admin = visit("bob"), visit("ada")
    page = page_of(admin.post(f"/people/{school_desk.bob_id}/reset"))
    password = "".join(page.one("dd", class_="code").itertext())
    assert page.heading == "Password for Bob Example"
    assert page.link("Back to the list") == "/people"
    assert bob.get("/account").status_code == 302
    old = visit(None).post("/sign-in", data={"username": "bob", "password": school.PASSWORD})
    new = visit(None).post("/sign-in", data={"username": "bob", "password": password})
    assert (old.status_code, new.status_code) == (422, 302)


def test_the_newest_of_two_holds(visit: Visit, school_desk: Desk) -> None:
    admin = visit("ada")
    first, second = (
        "".join(
            page_of(admin.post(f"/people/{school_desk.bob_id}/reset")).one("dd", class_="code").itertext()
        )
        for _ in range(2)
    )
    assert visit(None).post("/sign-in", data={"username": "bob", "password": first}).status_code == 422
    assert visit(None).post("/sign-in", data={"username": "bob", "password": second}).status_code == 302


def test_nobody_of_that_number(visit: Visit, school_desk: Desk) -> None:
    assert visit("ada").post("/people/9999/reset").status_code == 404


def test_a_link_cannot_reset(visit: Visit, school_desk: Desk) -> None:
    assert visit("ada").get(f"/people/{school_desk.bob_id}/reset").status_code == 405


def test_is_the_administrators_alone(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, f"/people/{school_desk.bob_id}/reset", "alice", "bob", method="POST")
    visit("bob")  # still comes in with the old one
