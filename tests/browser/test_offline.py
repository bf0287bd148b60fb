"""Answers given without a network: kept on the device, sent when it is back, and nobody else's to see."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from quizapp.attempts.queries import slot_states
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, DeviceHandIn
from tests.browser.conftest import DESK, PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.browser.test_saving import TEXT, expect_saved, ready
from tests.support import school
from tests.support.browser import ARGUMENTS, find_browser
from tests.support.taking import basis

Device = Callable[[], Any]
BLOCK_STORAGE = (
    "Object.defineProperty(globalThis, 'indexedDB', { value: { open() { throw new Error('blocked'); } } });"
)
FULL_STORAGE = """IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = function () {
  throw new DOMException('full', 'QuotaExceededError'); };"""


def questions(name: str) -> list[dict[str, Any]]:
    order = {
        **basis(f"order-{name}", "ordering", "Put these in order, earliest first."),
        "items": [{"text": "Mar-a-Lago"}, {"text": "China"}, {"text": "The call"}],
    }
    return [
        {**TEXT, "id": f"text-{name}"},
        school.single_choice(f"choice-{name}"),
        order,
        school.true_false(f"truth-{name}"),
    ]


@pytest.fixture
def device(browser: Browser, site: Site, tmp_path: Path) -> Device:
    """A computer that keeps its storage when the browser is closed."""

    @contextmanager
    def opened(**options: Any) -> Iterator[BrowserContext]:
        context = browser.browser_type.launch_persistent_context(
            tmp_path,
            executable_path=find_browser(),
            args=ARGUMENTS,
            base_url=site.url,
            locale="en-US",
            reduced_motion="reduce",
            **{"viewport": DESK, **options},
        )
        context.set_default_timeout(15_000)
        try:
            yield context
        finally:
            context.close()

    return opened


def begin(page: Page, given: Given, is_signed_in: bool = False) -> None:
    if not is_signed_in:
        sign_in(page, given.student)
        page.wait_for_url("**/")
    page.goto(f"/assignments/{given.assignment}/take")
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 1 of")
    ready(page)


def type_answer(page: Page, text: str) -> None:
    page.locator("[name=response]").fill(text)
    page.locator("[name=response]").blur()


def next_question(page: Page, number: int) -> None:
    page.locator("#next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number} of 4")


def answers(username: str) -> list[Any]:
    query = select(Attempt.id).join(Person, Person.id == Attempt.person_id).where(Person.username == username)
    return [state.response for state in slot_states(db.session.scalars(query).one())]


def expect_answers(site: Site, page: Page, username: str, expected: list[Any]) -> None:
    for _ in range(50):
        found = site.run(answers, username)
        if found == expected:
            return
        page.wait_for_timeout(200)
    assert found == expected


def answer_three_offline(page: Page) -> None:
    """Answer questions 2 to 4 without a network, from question 1 on."""
    next_question(page, 2)
    page.get_by_text("145%").click()
    expect(page.locator(".save-text")).to_have_text("Not sent – kept on this device")
    next_question(page, 3)
    page.get_by_role("button", name="Use this order").click()
    next_question(page, 4)
    page.get_by_role("radio").first.check()


def test_answers_given_offline_survive_a_closed_browser(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "cut", questions("cut"))
    with device() as context:
        page = context.new_page()
        begin(page, given)
        type_answer(page, "Mar-a-Lago")
        expect_saved(page)
        context.set_offline(True)
        answer_three_offline(page)
        page.get_by_role("button", name="Back").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Question 3 of 4")
        page.get_by_role("button", name="Back").click()
        expect(page.locator("[name=response]:checked")).to_have_count(1)
        inspect(page)
        assert site.run(answers, given.student) == ["Mar-a-Lago", None, None, None]
        page.close()  # while there is still no network: closing the browser would end that first
    with device() as context:
        page = context.new_page()
        page.goto("/")
        expect(page.locator("[data-sent]")).to_be_visible()
        found = site.run(answers, given.student)
        assert (found[0], found[1], found[3]) == ("Mar-a-Lago", 0, True)
        assert sorted(found[2]) == [0, 1, 2]


def test_a_page_that_stays_open_sends_when_the_network_is_back(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "back", questions("back"))
    with device() as context:
        page = context.new_page()
        begin(page, given)
        context.set_offline(True)
        type_answer(page, "Mar-a-Lago")
        answer_three_offline(page)
        context.set_offline(False)
        expect_saved(page)
        found = site.run(answers, given.student)
        assert (found[0], found[1], found[3]) == ("Mar-a-Lago", 0, True)
        page.get_by_role("button", name="Back").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Question 3 of 4")


def test_a_hand_in_without_a_network_waits_with_a_code(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "handin", questions("handin"))
    with device(viewport=PHONE) as context:
        page = context.new_page()
        begin(page, given)
        context.set_offline(True)
        type_answer(page, "Mar-a-Lago – the “club”")
        answer_three_offline(page)
        page.locator("#next").click()
        expect(page.locator("[data-alert=offline]")).to_be_visible()
        page.get_by_role("button", name="Hand in as soon as I am back").click()
        expect(page.locator("[data-code]")).to_have_text(re.compile(r"^\w{3}-\w{3}$"))
        code = page.locator("[data-code]").inner_text()
        inspect(page)
        context.set_offline(False)
        page.wait_for_url("**/done", timeout=30_000)
    kept = site.run(lambda: db.session.scalars(select(DeviceHandIn).order_by(DeviceHandIn.at.desc())).first())
    assert kept.code == code
    assert kept.is_matching
    found = site.run(answers, given.student)
    assert (found[0], found[1], found[3]) == ("Mar-a-Lago – the “club”", 0, True), (
        "before the hand-in, not late"
    )


def test_the_next_student_neither_sees_nor_sends_what_waits(site: Site, device: Device) -> None:
    first = site.run(class_with_quiz, "first", questions("first"))
    second = site.run(class_with_quiz, "second", questions("second"))
    with device() as context:
        page = context.new_page()
        begin(page, first)
        context.set_offline(True)
        type_answer(page, "A secret of the first")
        expect(page.locator("#save")).to_have_attribute("data-state", "waiting")
        # The teacher signed the first one out elsewhere. Before the page goes: a try that is under way
        # outlives it, and Chromium's offline switch does not.
        context.clear_cookies()
        page.close()
        context.set_offline(False)
        page = context.new_page()
        begin(page, second)
        assert "secret" not in page.evaluate(EVERYTHING_KEPT)
        assert site.run(answers, first.student)[0] is None
        page.goto("/")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")
        sign_in(page, first.student)
        expect(page.locator("[data-sent]")).to_be_visible()
    assert site.run(answers, first.student)[0] == "A secret of the first"


EVERYTHING_KEPT = """async () => {
  const ready = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const base = await ready(indexedDB.open("desk"));
  const all = await ready(base.transaction("waiting").objectStore("waiting").getAll());
  if (!all.length) throw new Error("nothing is kept");
  return all.map(({ data }) => new TextDecoder("latin1").decode(data)).join();
}"""


def test_signing_out_warns_of_what_waits(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "warned", questions("warned"))
    with device() as context:
        page = context.new_page()
        begin(page, given)
        page.goto("/")
        quiz = context.new_page()
        quiz.goto(f"/assignments/{given.assignment}/take")
        quiz.get_by_role("button", name="Go on").click()
        ready(quiz)
        context.set_offline(True)
        type_answer(quiz, "Mar-a-Lago")
        expect(quiz.locator("#save")).to_have_attribute("data-state", "waiting")
        quiz.close()
        page.get_by_role("button", name="Sign out").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("still wait on this device")
        inspect(page)
        dialog.get_by_role("button", name="Send them").click()
        expect(dialog.get_by_role("alert")).to_be_visible()
        context.set_offline(False)
        dialog.get_by_role("button", name="Send them").click()
        page.wait_for_url("**/sign-in")
    assert site.run(answers, given.student)[0] == "Mar-a-Lago"


@pytest.mark.parametrize(("name", "script"), [("blocked", BLOCK_STORAGE), ("full", FULL_STORAGE)])
def test_where_nothing_can_be_kept_the_page_says_so(
    site: Site, device: Device, name: str, script: str
) -> None:
    given = site.run(class_with_quiz, name, questions(name))
    with device() as context:
        context.add_init_script(script)
        page = context.new_page()
        sign_in(page, given.student)
        page.goto(f"/assignments/{given.assignment}/take")
        page.get_by_role("button", name="Start the quiz").click()
        type_answer(page, "The White House")
        expect_saved(page)
        context.set_offline(True)
        type_answer(page, "Mar-a-Lago")
        expect(page.locator(".save-text")).to_have_text("Not sent – stay on this page")
        expect(page.locator("[data-alert=unkept]")).to_be_visible()
        inspect(page)
        context.set_offline(False)
        expect_saved(page)
    assert site.run(answers, given.student)[0] == "Mar-a-Lago"


def test_two_tabs_without_a_network_meet_on_the_device(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "twotabs", questions("twotabs"))
    with device() as context:
        first = context.new_page()
        begin(first, given)
        second = context.new_page()
        second.goto(first.url)
        ready(second)
        context.set_offline(True)
        type_answer(first, "The White House")
        expect(first.locator("#save")).to_have_attribute("data-state", "waiting")
        type_answer(second, "Mar-a-Lago")
        alert = second.locator("[data-alert=other]")
        expect(alert).to_contain_text("The White House")
        expect(alert).to_contain_text("Mar-a-Lago")
        second.get_by_role("button", name="Keep the one on this page").click()
        expect(second.locator(".save-text")).to_have_text("Not sent – kept on this device")
        context.set_offline(False)
        expect_saved(second)
        first.wait_for_timeout(500)
    assert site.run(answers, given.student)[0] == "Mar-a-Lago"
