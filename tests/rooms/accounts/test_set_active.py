from tests.support import desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

BOB = {"username": "bob", "password": school.PASSWORD}


def test_deactivating_ends_the_sign_ins(visit: Visit, school_desk: Desk) -> None:
    bob = visit("bob")
    page = page_of(visit("ada").send(f"/people/{school_desk.bob_id}/active", {"active": "0"}))
    assert page.has("Bob Example can no longer sign in. Their work stays.")
    assert bob.get("/account").status_code == 302
    assert visit(None).post("/sign-in", data=BOB).status_code == 422


def test_reactivating_opens_the_account_again(visit: Visit, school_desk: Desk) -> None:
    admin, address = visit("ada"), f"/people/{school_desk.bob_id}/active"
    admin.post(address, data={"active": "0"})
    assert page_of(admin.send(address, {"active": "1"})).has("Bob Example can sign in again.")
    assert visit(None).post("/sign-in", data=BOB).status_code == 302


def test_a_second_post_keeps_the_first_moment(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    admin, address = visit("ada"), f"/people/{school_desk.bob_id}/active"
    admin.post(address, data={"active": "0"})
    first = in_app(desk.person, "bob").deactivated_at
    admin.post(address, data={"active": "0"})
    assert in_app(desk.person, "bob").deactivated_at == first


def test_the_own_account_stays_open(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    admin, ada_id = visit("ada"), in_app(desk.person, "ada").id
    page = page_of(admin.send(f"/people/{ada_id}/active", {"active": "0"}))
    assert "You cannot deactivate your own account." in "".join(page.one("p", role="alert").itertext())
    assert admin.get("/people").status_code == 200


def test_nobody_of_that_number(visit: Visit, school_desk: Desk) -> None:
    assert visit("ada").post("/people/9999/active", data={"active": "0"}).status_code == 404


def test_is_the_administrators_alone(visit: Visit, school_desk: Desk) -> None:
    address = f"/people/{school_desk.bob_id}/active"
    closed_to(visit, address, "alice", "bob", method="POST", data={"active": "0"})
    visit("bob")
