from tests.support.desk import Desk, Visit
from tests.support.pages import page_of


def test_ends_the_sign_in(visit: Visit, school_desk: Desk) -> None:
    client = visit("bob")
    page = page_of(client.send("/sign-out"))
    assert page.heading == "Sign in"
    assert page.has("You are signed out.")
    assert client.get("/account").status_code == 302


def test_twice_is_harmless(visit: Visit, school_desk: Desk) -> None:
    client = visit("bob")
    client.post("/sign-out")
    assert client.post("/sign-out").location == "/sign-in"


def test_a_link_cannot_sign_out(visit: Visit, school_desk: Desk) -> None:
    client = visit("bob")
    assert client.get("/sign-out").status_code == 405
    assert client.get("/account").status_code == 200
