"""Editing a question of the bank."""

import pytest

from quizapp.questions import KINDS
from tests.support import bank, school
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import page_of


@pytest.mark.parametrize("kind", KINDS)
def test_saving_untouched_changes_nothing(visit: Visit, stocked: Bank, in_app: InApp, kind: str) -> None:
    teacher, question_id = visit("alice"), stocked.ids[kind]
    before = in_app(bank.stored, question_id)
    fields = bank.form_of(teacher.page(f"/bank/{question_id}/edit"))
    page = page_of(teacher.send(f"/bank/{question_id}/edit", fields))
    assert page.has("Saved as version 1.")
    assert in_app(bank.stored, question_id) == before
    assert in_app(bank.version_of, question_id) == (1, "ready")


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_a_new_version(visit: Visit, stocked: Bank, in_app: InApp, kind: str) -> None:
    teacher, question_id = visit("alice"), stocked.ids[kind]
    before = in_app(bank.stored, question_id)
    fields = bank.form_of(teacher.page(f"/bank/{question_id}/edit"))
    stem = f"{before['stem']} Think."
    page = page_of(teacher.send(f"/bank/{question_id}/edit", fields | {"stem": stem, "tags": "one, two"}))
    assert page.has("Saved as version 2.")
    assert in_app(bank.stored, question_id) == before | {"stem": stem, "tags": ["one", "two"]}


def test_a_preview_shows_the_question_as_students_see_it(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    teacher, question_id = visit("alice"), stocked.ids["single_choice"]
    fields = bank.form_of(teacher.page(f"/bank/{question_id}/edit"))
    answer = teacher.post(
        f"/bank/{question_id}/edit", data=fields | {"stem": "Which *other*?", "do": "preview"}
    )
    page = page_of(answer)
    assert answer.status_code == 200
    preview = next(s for s in page.all("section") if s.get("class") == "preview")
    text = " ".join("".join(preview.itertext()).split())
    assert "Which other?" in text
    assert "Mark one oval." in text
    assert "Right answer" in text
    assert [i.get("value") for i in preview.iter("input")] == ["0", "1", "2", "3"]
    assert page.one("textarea", name="stem").text == "Which *other*?"
    assert in_app(bank.version_of, question_id) == (1, "ready")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_preview(visit: Visit, stocked: Bank, kind: str) -> None:
    teacher, address = visit("alice"), f"/bank/{stocked.ids[kind]}/edit"
    fields = bank.form_of(teacher.page(address))
    page = page_of(teacher.post(address, data=fields | {"do": "preview", "topic": ""}))
    assert page.has("What is right")
    assert page.has("It stands in the text.")


def test_a_preview_of_what_is_not_fit_says_why(visit: Visit, stocked: Bank) -> None:
    teacher, address = visit("alice"), f"/bank/{stocked.ids['date']}/edit"
    fields = bank.form_of(teacher.page(address)) | {"answer": "soon", "do": "preview"}
    answer = teacher.post(address, data=fields)
    assert answer.status_code == 422
    assert page_of(answer).has("“soon” is not a date.")


def test_a_ready_question_must_say_whose_account_it_asks_for(
    visit: Visit, stocked: Bank, in_app: InApp
) -> None:
    teacher, question_id = visit("alice"), stocked.ids["numeric"]
    address = f"/bank/{question_id}/edit"
    fields = bank.form_of(teacher.page(address)) | {"stem": "How high?"}
    answer = teacher.post(address, data=fields)
    page = page_of(answer)
    assert answer.status_code == 422
    wanted = "Name the article “First Report” in the question."
    assert any(wanted in "".join(a.itertext()) and a.get("href") == "#q-stem" for a in page.all("a"))
    assert page.one("textarea", name="stem").text == "How high?"
    assert in_app(bank.version_of, question_id) == (1, "ready")
    page = page_of(teacher.send(address, fields | {"status": "draft"}))
    assert page.has("Saved as version 2.")
    assert page.has(wanted)
    assert in_app(bank.version_of, question_id) == (2, "draft")


def test_what_could_be_better_is_said_after_saving(visit: Visit, stocked: Bank) -> None:
    teacher, address = visit("alice"), f"/bank/{stocked.ids['date']}/edit"
    page = page_of(teacher.send(address, bank.form_of(teacher.page(address))))
    assert page.has("This question cites no fact of a source.")


def test_facts_are_chosen_and_taken_out(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    teacher, question_id = visit("alice"), stocked.ids["date"]
    address = f"/bank/{question_id}/edit"
    page = teacher.page(address)
    assert page.has("No fact is cited yet.")
    assert page.has("Choose from “Second Report”")
    fields = bank.form_of(page) | {"facts": [bank.LENGTH, "second-report/protests"]}
    teacher.post(address, data=fields | {"status": "draft"})
    assert in_app(bank.stored, question_id)["facts"] == [bank.LENGTH, "second-report/protests"]
    page = teacher.page(address)
    assert page.has("2 facts are cited.")
    assert page.one("input", value=bank.LENGTH).get("checked") is not None
    teacher.post(address, data=bank.form_of(page) | {"facts": []})
    assert "facts" not in in_app(bank.stored, question_id)


def test_a_fact_that_is_not_there_is_refused(visit: Visit, stocked: Bank) -> None:
    teacher, address = visit("alice"), f"/bank/{stocked.ids['date']}/edit"
    fields = bank.form_of(teacher.page(address)) | {"facts": ["no/where"]}
    answer = teacher.post(address, data=fields)
    assert answer.status_code == 422
    assert page_of(answer).has("The fact “no/where” is in no source.")


def test_two_at_once_do_not_overwrite_one_another(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    in_app(school.person, "dora", "teacher")
    question_id = stocked.ids["true_false"]
    address = f"/bank/{question_id}/edit"
    alice, dora = visit("alice"), visit("dora")
    fields = bank.form_of(alice.page(address))
    dora.post(address, data=bank.form_of(dora.page(address)) | {"stem": "Dora's."})
    answer = alice.post(address, data=fields | {"stem": "Alice's."})
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.has("Somebody has saved this question since you opened it.")
    assert page.one("textarea", name="stem").text == "Alice's."
    assert in_app(bank.stored, question_id)["stem"] == "Dora's."
    alice.post(address, data=bank.form_of(page))
    assert in_app(bank.stored, question_id)["stem"] == "Alice's."
    assert in_app(bank.version_of, question_id) == (3, "ready")


def test_a_retired_question_stays_retired(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    teacher, question_id = visit("alice"), stocked.ids["date"]
    teacher.post(f"/bank/{question_id}/status", data={"status": "retired"})
    page = teacher.page(f"/bank/{question_id}/edit")
    assert page.one("input", name="status", value="retired").get("checked") is not None
    teacher.post(f"/bank/{question_id}/edit", data=bank.form_of(page) | {"tags": "old"})
    assert in_app(bank.version_of, question_id) == (2, "retired")


def test_is_closed_to_students(visit: Visit, stocked: Bank) -> None:
    address = f"/bank/{stocked.ids['date']}/edit"
    closed_to(visit, address, "bob")
    closed_to(visit, address, "bob", method="POST", data={"stem": "Mine"})
    assert visit("alice").get("/bank/999/edit").status_code == 404
