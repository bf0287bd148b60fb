"""Regrading in the browser: the dry run, the regrade, its report, and the changed review."""

from typing import Any

import pytest

from quizapp.db import db
from quizapp.models.attempts import Regrade
from tests.support import attempts, bank, regrades, school
from tests.support.desk import InApp, Visit, closed_to
from tests.support.pages import Page, page_of
from tests.support.regrades import Wrong


@pytest.fixture
def wrong(in_app: InApp) -> Wrong:
    built = in_app(regrades.build)
    assert isinstance(built, Wrong)
    in_app(regrades.correct, built)
    return built


def address(wrong: Wrong, policy: str = "") -> str:
    return f"/questions/{wrong.question}/regrade" + (f"?policy={policy}" if policy else "")


def fields(page: Page, **more: Any) -> dict[str, Any]:
    form = page.one("form", **{"class": "form wide"})
    found: dict[str, Any] = {}
    for name, value in bank.sent(form.iter()):
        found.setdefault(name, []).append(value)
    return found | more


def regrade_count() -> int:
    return len(db.session.query(Regrade).all())


def test_the_question_leads_to_the_regrade(visit: Visit, wrong: Wrong) -> None:
    teacher = visit("alice")
    page = teacher.page(teacher.page(f"/bank/{wrong.question}").link("Regrade"))
    assert page.heading == "Regrade a question on Tariff levels"
    assert page.has("It was given 3 times in your classes.")
    assert page.has("Tariffs, Period 3 Civics (3 attempts)")
    assert page.has("Version 2 145% not given yet Version 1 54% given 3 times")
    assert not page.has("Reason")


def test_the_dry_run_shows_who_moves_and_stores_nothing(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    page = visit("alice").page(address(wrong, "old_and_new"))
    assert page.has("1 of 3 marks changes")
    assert page.has("Mean of this question 50% 100%")
    assert page.has("Mean of the attempts 75% 100%")
    assert page.has("Example, Bob Tariffs, Period 3 Civics 145% (version 1) 0 to 2 2 to 4 of 4")
    assert page.has("54% (version 1) stays 2 4 of 4")
    assert page.has("One attempt is not handed in yet; it is marked this way when it is.")
    assert in_app(regrades.marks, wrong)[0] == (0, 2)
    assert in_app(regrade_count) == 0


def test_marking_anew_changes_the_mark_and_the_student_reads_why(
    visit: Visit, wrong: Wrong, in_app: InApp
) -> None:
    teacher = visit("alice")
    sent = fields(teacher.page(address(wrong, "new_key")), reason="145% was right all along.")
    page = page_of(teacher.send(address(wrong), sent))
    assert page.heading == "2 of 3 marks change"
    assert page.has("145% was right all along.")
    assert page.has("Mean of the question: 50% before, 50% after.")
    assert in_app(regrades.marks, wrong)[:2] == [(1, 4), (0, 2)]
    review = visit("bob").page(f"/attempts/{wrong.bob}")
    assert review.has("4 of 4")
    assert review.has("This mark was changed on")
    assert review.has("from 0 to 2. The corrected key counts. Reason: 145% was right all along.")
    keys = [li for li in review.all("li") if li.get("data-key") is not None]
    assert ["145%" in "".join(li.itertext()) for li in keys] == [True, False]
    assert teacher.page(f"/attempts/{wrong.eve}").has("from 2 to 0.")
    assert teacher.page(address(wrong)).has("Earlier regrades New key only: marks may fall")


def test_sent_twice_it_is_done_once(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    teacher = visit("alice")
    sent = fields(teacher.page(address(wrong, "new_key")), reason="Wrong key.")
    first, second = (teacher.post(address(wrong), data=sent) for _ in range(2))
    assert first.location == second.location
    assert in_app(regrade_count) == 1


def test_only_ticked_attempts_are_marked_anew(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    teacher = visit("alice")
    sent = fields(teacher.page(address(wrong, "new_key")), reason="Wrong key.", attempt=[str(wrong.bob)])
    teacher.post(address(wrong), data=sent)
    assert in_app(regrades.marks, wrong)[:2] == [(1, 4), (1, 4)]


def test_what_is_missing_is_said_and_ticks_stay(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    teacher = visit("alice")
    sent = fields(teacher.page(address(wrong, "new_key")), reason=" ", attempt=[str(wrong.bob)])
    answer = teacher.post(address(wrong), data=sent)
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.has("Say why: the students whose mark changes read it.")
    ticked = [box.get("value") for box in page.all("input", name="attempt") if box.get("checked") is not None]
    assert ticked == [str(wrong.bob)]
    answer = teacher.post(address(wrong), data=fields(page, reason="Now", attempt=[]))
    assert answer.status_code == 422
    assert page_of(answer).has("Choose at least one attempt.")
    assert in_app(regrade_count) == 0


def test_a_question_that_changed_meanwhile_is_looked_at_again(
    visit: Visit, wrong: Wrong, in_app: InApp
) -> None:
    teacher = visit("alice")
    sent = fields(teacher.page(address(wrong, "new_key")), reason="Wrong key.")
    assert page_of(teacher.send(address(wrong), sent | {"version": "1"})).has("was changed meanwhile")
    assert in_app(regrade_count) == 0


def test_an_attempt_that_was_open_says_that_the_question_was_corrected(
    visit: Visit, wrong: Wrong, in_app: InApp
) -> None:
    in_app(regrades.commit, wrong)
    in_app(attempts.actions.hand_in, wrong.finn, school.NOW + school.days(2))
    page = visit("alice").page(f"/attempts/{wrong.finn}")
    assert page.has("before this attempt was handed in. The corrected key counts. Reason: The key was wrong.")


def test_while_answers_are_hidden_only_the_whole_mark_is_explained(visit: Visit, in_app: InApp) -> None:
    built = in_app(regrades.build, release="after_close")
    in_app(regrades.correct, built)
    in_app(regrades.commit, built)
    page = visit("bob").page(f"/attempts/{built.bob}")
    assert page.has("Your mark has changed, since a question was corrected.")
    assert not page.has("The key was wrong.")
    assert not page.has("Dispute this question")


def test_without_a_new_version_all_can_get_full_credit(visit: Visit, in_app: InApp) -> None:
    built = in_app(regrades.build)
    page = visit("alice").page(address(built, "full_credit"))
    assert page.has("There is no other key yet.")
    assert page.has("1 of 3 marks changes")


def test_a_question_that_nobody_was_given(visit: Visit, wrong: Wrong) -> None:
    page = visit("dora").page(address(wrong, "new_key"))
    assert page.has("No attempt in your classes was given this question yet.")
    assert not page.has("Example, Bob")


def test_outsiders(visit: Visit, wrong: Wrong, in_app: InApp) -> None:
    made = in_app(lambda: regrades.commit(wrong).id)
    closed_to(visit, address(wrong), "bob", "charlie")
    closed_to(visit, address(wrong), "bob", method="POST", data={"policy": "full_credit"})
    closed_to(visit, f"/regrades/{made}", "bob", "dora")
    assert visit("alice").get("/questions/999/regrade").status_code == 404
    sent = {"policy": "full_credit", "reason": "Mine", "attempt": str(wrong.bob), "version": "2"}
    assert visit("dora").post(address(wrong), data=sent).status_code == 404
