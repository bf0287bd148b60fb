import pytest

from tests.support import school
from tests.support.desk import Desk, Visit, closed_to
from tests.support.pages import page_of

NEW = {"current": school.PASSWORD, "password": "four other small words"}


@pytest.mark.parametrize(
    ("username", "role"), [("bob", "Student"), ("alice", "Teacher"), ("ada", "Administrator")]
)
def test_says_who_you_are(visit: Visit, school_desk: Desk, username: str, role: str) -> None:
    page = visit(username).page("/account")
    assert page.heading == "Your account"
    assert page.has(f"Username {username}")
    assert page.has(f"Role {role}")


def test_changes_the_password_and_ends_other_sign_ins(visit: Visit, school_desk: Desk) -> None:
    here, elsewhere = visit("bob"), visit("bob")
    page = page_of(here.send("/account", NEW))
    assert page.has("Your password is changed. Other devices are signed out.")
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    signed_in = visit(None).post("/sign-in", data={"username": "bob", "password": NEW["password"]})
    assert signed_in.status_code == 302


def test_a_second_post_finds_the_old_password_gone(visit: Visit, school_desk: Desk) -> None:
    client = visit("bob")
    client.post("/account", data=NEW)
    assert client.post("/account", data=NEW).status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current": "not it at all"}, "Current password: That is not the password you use now."),
        ({"current": ""}, "Current password: Enter the password you use now."),
        ({"password": "short"}, "New password: Use 8 to 200 characters for the password."),
        ({"password": "x" * 201}, "New password: Use 8 to 200 characters for the password."),
        ({"password": ""}, "New password: Enter a new password."),
    ],
)
def test_bad_input_changes_nothing(
    visit: Visit, school_desk: Desk, typed: dict[str, str], sentence: str
) -> None:
    response = visit("bob").post("/account", data=NEW | typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.link(sentence) in ("#current", "#password")
    assert not page.has("Your password is changed")
    visit("bob")  # still comes in with the old one


def test_strangers_are_led_to_the_sign_in(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, "/account")
    closed_to(visit, "/account", method="POST", data=NEW)
