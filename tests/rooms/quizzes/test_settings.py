import pytest

from tests.support.desk import Desk, Visit, closed_to
from tests.support.pages import page_of

CHANGED = {"title": "Tariffs, again", "instructions": "Read twice."}


def address(desk: Desk) -> str:
    return f"/quizzes/{desk.quiz_id}/settings"


def test_shows_and_stores(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    assert teacher.page(address(school_desk)).one("input", name="title").get("value") == "Tariffs"
    for _ in range(2):  # saving twice is harmless
        page = page_of(teacher.send(address(school_desk), CHANGED))
        assert page.heading == "Tariffs, again"
        assert page.has("Read twice.")
        assert page.has("Saved.")


@pytest.mark.parametrize("title", ["", "   ", "x" * 161])
def test_bad_input_is_named_and_kept(visit: Visit, school_desk: Desk, title: str) -> None:
    teacher = visit("alice")
    response = teacher.post(address(school_desk), data=CHANGED | {"title": title})
    page = page_of(response)
    assert response.status_code == 422
    assert page.has("One thing to fix")
    assert page.one("input", name="title").get("value") == title
    assert "Read twice." in "".join(page.one("textarea", name="instructions").itertext())
    assert teacher.page(f"/quizzes/{school_desk.quiz_id}").heading == "Tariffs"


def test_is_its_owners_alone(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, address(school_desk), "dora", "bob")
    closed_to(visit, address(school_desk), "dora", "bob", method="POST", data=CHANGED)
