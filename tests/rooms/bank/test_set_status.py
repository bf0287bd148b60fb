"""Retiring a question, and bringing it back."""

from tests.support import bank
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import page_of


def status_of(in_app: InApp, question_id: int) -> str:
    status: str = in_app(bank.version_of, question_id)[1]
    return status


def test_retires_and_brings_back(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    teacher, question_id = visit("alice"), stocked.ids["date"]
    page = page_of(teacher.send(f"/bank/{question_id}/status", {"status": "retired"}))
    assert page.has("This question is retired.")
    assert page.has("Bring back")
    assert status_of(in_app, question_id) == "retired"
    page = page_of(teacher.send(f"/bank/{question_id}/status", {"status": "ready"}))
    assert page.has("This question is ready to be used.")
    assert status_of(in_app, question_id) == "ready"


def test_makes_no_new_version(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    visit("alice").post(f"/bank/{stocked.ids['date']}/status", data={"status": "retired"})
    assert in_app(bank.version_of, stocked.ids["date"]) == (1, "retired")


def test_a_draft_with_two_right_answers_does_not_become_ready(
    visit: Visit, stocked: Bank, in_app: InApp
) -> None:
    teacher, question_id = visit("alice"), stocked.ids["numeric"]
    fields = bank.form_of(teacher.page(f"/bank/{question_id}/edit"))
    teacher.post(f"/bank/{question_id}/edit", data=fields | {"stem": "How high?", "status": "draft"})
    page = page_of(teacher.send(f"/bank/{question_id}/status", {"status": "ready"}))
    assert page.has("Name the article “First Report” in the question.")
    assert status_of(in_app, question_id) == "draft"


def test_a_status_that_is_none(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    for status in ("", "gone"):
        answer = visit("alice").post(f"/bank/{stocked.ids['date']}/status", data={"status": status})
        assert answer.status_code == 404
    assert status_of(in_app, stocked.ids["date"]) == "ready"


def test_is_closed_to_students(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    address = f"/bank/{stocked.ids['date']}/status"
    closed_to(visit, address, "bob", method="POST", data={"status": "retired"})
    assert status_of(in_app, stocked.ids["date"]) == "ready"
