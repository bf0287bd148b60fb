import pytest

from tests.support.desk import Desk, Visit, closed_to
from tests.support.pages import page_of

CHANGED = {"name": "Period 5", "time_zone": "America/Chicago", "is_joinable": "y"}


def address(desk: Desk) -> str:
    return f"/classes/{desk.class_id}/settings"


def test_shows_what_holds_now(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(address(school_desk))
    assert page.heading == "Settings"
    assert page.title.startswith("Settings: Period 3 Civics")
    assert page.one("input", name="name").get("value") == "Period 3 Civics"
    assert page.one("option", value="America/New_York").get("selected") is not None
    assert page.one("input", name="is_joinable").get("checked") is not None


def test_stores_changes(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    page = page_of(teacher.send(address(school_desk), CHANGED))
    assert page.heading == "Period 5"
    assert page.has("Saved.")
    shown = teacher.page(address(school_desk))
    assert shown.one("option", value="America/Chicago").get("selected") is not None


def test_closes_the_class_to_new_students(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    teacher.post(address(school_desk), data={"name": "Period 5", "time_zone": "America/Chicago"})
    assert visit("charlie").get(f"/join/{school_desk.code}").status_code == 404
    teacher.post(address(school_desk), data=CHANGED)
    assert visit("charlie").get(f"/join/{school_desk.code}").status_code == 200


def test_saving_twice_is_harmless(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    for _ in range(2):
        assert page_of(teacher.send(address(school_desk), CHANGED)).has("Saved.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Name of the class: Enter a name, such as Period 3 Civics."),
        ({"time_zone": "Nowhere"}, "Time zone: Not a valid choice."),
    ],
)
def test_bad_input_is_named_and_kept(
    visit: Visit, school_desk: Desk, typed: dict[str, str], sentence: str
) -> None:
    teacher = visit("alice")
    response = teacher.post(address(school_desk), data=CHANGED | typed)
    page = page_of(response)
    assert response.status_code == 422
    assert page.link(sentence) in ("#name", "#time_zone")
    assert page.one("input", name="name").get("value") == (CHANGED | typed)["name"]
    assert teacher.page("/classes").has("Period 3 Civics")


def test_is_closed_to_all_but_its_teachers(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, address(school_desk), "dora", "bob", "charlie")
    closed_to(visit, address(school_desk), "dora", "bob", "charlie", method="POST", data=CHANGED)
