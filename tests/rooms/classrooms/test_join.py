import pytest

from tests.support.desk import Desk, Visit
from tests.support.pages import page_of


@pytest.mark.parametrize("username", [None, "charlie", "alice"])
def test_asks_everybody_for_the_code(visit: Visit, school_desk: Desk, username: str | None) -> None:
    page = visit(username).page("/join")
    assert page.heading == "Join a class"
    assert page.one("input", name="code").get("autocapitalize") == "characters"


def test_a_code_may_be_typed_in_any_way(visit: Visit, school_desk: Desk) -> None:
    code = school_desk.code.lower()
    response = visit(None).post("/join", data={"code": f" {code[:3]}-{code[3:]} "})
    assert (response.status_code, response.location) == (302, f"/join/{school_desk.code}")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Class code: Enter the code that your teacher gave you."),
        (
            "ZZZZZZZ",
            "Class code: No class has this code now. Check each letter and number, or ask your teacher.",
        ),
    ],
)
def test_a_wrong_code_is_kept(visit: Visit, school_desk: Desk, typed: str, sentence: str) -> None:
    response = visit(None).post("/join", data={"code": typed})
    page = page_of(response)
    assert response.status_code == 422
    assert page.link(sentence) == "#code"
    assert page.one("input", name="code").get("value") == typed
