"""Saving while something is wrong: another tab, no network, an ended sign-in, a quiz handed in elsewhere."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.support import school
from tests.support.school import single_choice

Visitor = Callable[..., Page]
TEXT = {
    "kind": "short_text",
    "topic": "Visits and meetings",
    "stem": "At which club did the two leaders meet in April 2017?",
    "answers": [{"text": "Mar-a-Lago"}],
    "explanation": "They met at Mar-a-Lago.",
}


def begin(site: Site, visitor: Visitor, name: str) -> tuple[Page, Given]:
    contents = [{**TEXT, "id": f"text-{name}"}, single_choice(f"choice-{name}")]
    given = site.run(class_with_quiz, name, contents)
    page = visitor()
    sign_in(page, given.student)
    page.goto(f"/assignments/{given.assignment}/take")
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1 of 2")
    return page, given


def ready(page: Page) -> None:
    """Wait until the questions lie on the device."""
    expect(page.locator("#answer[data-ready]")).to_be_attached(timeout=20_000)


def expect_saved(page: Page) -> None:
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")


def test_an_answer_in_two_tabs_is_shown_and_not_lost(site: Site, visitor: Visitor) -> None:
    first, _ = begin(site, visitor, "tabs")
    second = first.context.new_page()
    second.goto(first.url)
    first.locator("[name=response]").fill("The White House")
    first.locator("[name=response]").blur()
    expect_saved(first)
    second.locator("[name=response]").fill("Mar-a-Lago")
    second.locator("[name=response]").blur()
    expect(second.locator("[data-alert=other]")).to_be_visible()
    expect(second.locator("[data-alert=other]")).to_contain_text("The White House")
    expect(second.locator("[data-alert=other]")).to_contain_text("Mar-a-Lago")
    inspect(second)
    second.get_by_role("button", name="Keep the one on this page").click()
    expect_saved(second)
    first.reload()
    expect(first.locator("[name=response]")).to_have_value("Mar-a-Lago")


def test_what_was_given_before_the_script_came_is_saved(site: Site, visitor: Visitor) -> None:
    page, _ = begin(site, visitor, "early")
    held: list[Route] = []
    page.route("**/taking.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.locator("[name=response]").fill("Mar-a-Lago")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect_saved(page)
    page.unroute("**/taking.js")
    page.reload()
    expect(page.locator("[name=response]")).to_have_value("Mar-a-Lago")


def test_an_old_tab_does_not_take_back_a_newer_answer(site: Site, visitor: Visitor) -> None:
    first, _ = begin(site, visitor, "old")
    old = first.context.new_page()
    old.goto(first.url)
    first.locator("[name=response]").fill("Mar-a-Lago")
    first.locator("[name=response]").blur()
    expect_saved(first)
    old.locator("#next").click()
    expect(old.get_by_role("heading", level=1)).to_have_text("Question 2 of 2")
    old.get_by_role("button", name="Back").click()
    expect(old.locator("[name=response]")).to_have_value("Mar-a-Lago")


def go_offline(context: BrowserContext, is_offline: bool) -> None:
    context.set_offline(is_offline)


def test_without_a_network_the_page_says_so_and_sends_later(site: Site, visitor: Visitor) -> None:
    page, _ = begin(site, visitor, "offline")
    go_offline(page.context, True)
    page.locator("[name=response]").fill("Mar-a-Lago")
    page.locator("[name=response]").blur()
    expect(page.locator("#save")).to_have_attribute("data-state", "waiting")
    expect(page.locator(".save-text")).to_contain_text("Not sent")
    go_offline(page.context, False)
    expect_saved(page)
    page.reload()
    expect(page.locator("[name=response]")).to_have_value("Mar-a-Lago")


def test_a_sign_in_that_ended_costs_no_answer(site: Site, visitor: Visitor) -> None:
    page, given = begin(site, visitor, "signin")
    other = site.run(school.person, "sam-elsewhere").username
    ready(page)  # a request on its way would bring the cookie back
    page.context.clear_cookies()
    page.locator("[name=response]").fill("Mar-a-Lago")
    page.locator("[name=response]").blur()
    expect(page.locator("[data-alert=signin]")).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Sign in here").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Username")).to_have_value(given.student)
    inspect(page)
    for username, password, answer in [
        (given.student, "not the password", "do not belong together"),
        (other, school.PASSWORD, "belongs to somebody else"),
    ]:
        dialog.get_by_label("Username").fill(username)
        dialog.get_by_label("Password").fill(password)
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog.get_by_role("alert")).to_contain_text(answer)
    dialog.get_by_label("Username").fill(given.student)
    dialog.get_by_label("Password").fill(school.PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect_saved(page)
    page.reload()
    expect(page.locator("[name=response]")).to_have_value("Mar-a-Lago")


def test_after_signing_in_in_another_tab_the_page_goes_on(site: Site, visitor: Visitor) -> None:
    page, given = begin(site, visitor, "elsewhere")
    ready(page)  # a request on its way would bring the cookie back
    page.context.clear_cookies()
    tab = page.context.new_page()
    sign_in(tab, given.student)
    tab.wait_for_url("**/")
    page.locator("[name=response]").fill("Mar-a-Lago")
    page.locator("[name=response]").blur()
    expect_saved(page)


def test_a_quiz_handed_in_elsewhere_says_so(site: Site, visitor: Visitor) -> None:
    page, _ = begin(site, visitor, "closed")
    other = page.context.new_page()
    other.goto(page.url.replace("questions/1", "hand-in"))
    other.get_by_role("button", name="Hand in").click()
    expect(other.locator("main")).to_contain_text("of 2")
    page.locator("[name=response]").fill("Mar-a-Lago")
    page.locator("[name=response]").blur()
    expect(page.locator("[data-alert=closed]")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="See the quiz").click()
    expect(page.locator("main")).to_contain_text("0 of 2")


def test_the_keys_choose_and_can_be_switched_off(site: Site, visitor: Visitor) -> None:
    page, _ = begin(site, visitor, "keys")
    page.locator("#next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 2")
    page.locator("body").press("b")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.locator("body").press("1")
    expect(page.get_by_role("radio").nth(0)).to_be_checked()
    expect_saved(page)
    page.get_by_label("Use these keys").uncheck()
    page.locator("body").press("c")
    expect(page.get_by_role("radio").nth(0)).to_be_checked()
