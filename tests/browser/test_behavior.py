"""Practice with tries and hints, the layouts of a quiz, and practice of what was missed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quizapp.quizzes.behavior import USUAL, Behavior
from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.support.school import single_choice, true_false

Visitor = Callable[..., Page]
HINTS = ["Think of April.", "It is above 100."]
ORDER = {
    "kind": "ordering",
    "topic": "Visits and meetings",
    "stem": "Put these in order, earliest first.",
    "items": [{"text": "The visit to Florida"}, {"text": "The visit to China"}, {"text": "The call"}],
}
CLUB = {
    "kind": "short_text",
    "topic": "Visits and meetings",
    "stem": "At which club did the two leaders meet in April 2017?",
    "answers": [{"text": "Mar-a-Lago"}],
    "explanation": "They met at Mar-a-Lago.",
}


def given_quiz(name: str, release: str, behavior: Behavior = USUAL) -> Given:
    contents: list[dict[str, Any]] = [
        single_choice(f"choice-{name}", hints=HINTS, feedback={"wrong": "Look again."}),
        {**CLUB, "id": f"club-{name}"},
        {**ORDER, "id": f"order-{name}"},
    ]
    return class_with_quiz(name, contents, release=release, behavior=behavior)


def begin(
    site: Site, visitor: Visitor, name: str, release: str, behavior: Behavior = USUAL, **more: Any
) -> Page:
    given = site.run(given_quiz, name, release, behavior)
    page = visitor(**more)
    sign_in(page, given.student)
    page.wait_for_url("**/")
    page.goto(f"/assignments/{given.assignment}/take")
    with page.expect_navigation():
        page.get_by_role("button", name="Start the quiz").click()
    return page


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def expect_saved(page: Page) -> None:
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")


def answers_of(page: Page) -> list[str]:
    return [label.strip() for label in page.locator(".ballot label > :last-child").all_inner_texts()]


def choose(page: Page, wanted: str) -> None:
    """By the keyboard: the letter of the option."""
    texts = page.locator(".ballot label > :last-child")
    expect(texts).to_have_count(3)
    page.locator("body").press("abc"[answers_of(page).index(wanted)])
    expect(page.get_by_role("radio", name=wanted)).to_be_checked()


def test_practice_by_keyboard(site: Site, visitor: Visitor) -> None:
    page = begin(site, visitor, "practice", "practice")
    heading(page, "Question 1 of 3")
    choose(page, "54%")
    expect_saved(page)
    inspect(page)
    with page.expect_navigation():
        page.locator("body").press("Enter")
    result = page.locator(".result")
    expect(result).to_contain_text("Not right")
    expect(result).to_be_focused()
    expect(result).to_contain_text("Look again.")
    expect(page.locator(".hints")).to_contain_text(HINTS[0])
    expect(page.locator("body")).not_to_contain_text(HINTS[1])
    inspect(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Try again").press("Enter")
    expect(page.locator(".hints")).to_contain_text(HINTS[0])
    choose(page, "145%")
    with page.expect_navigation():
        page.locator("body").press("Enter")
    expect(page.locator(".result")).to_contain_text("0.67 of 1")
    expect(page.locator(".result")).to_contain_text("They reached 145%")
    inspect(page)
    with page.expect_navigation():
        page.locator("#next").press("Enter")
    heading(page, "Question 2 of 3")


@pytest.mark.parametrize("viewport", [PHONE])
def test_practice_without_scripts(site: Site, visitor: Visitor, viewport: dict[str, int]) -> None:
    page = begin(site, visitor, "plainpractice", "practice", java_script_enabled=False, viewport=viewport)
    page.get_by_role("radio", name="54%").check()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".result")).to_contain_text("Not right")
    expect(page.locator(".hints")).to_contain_text(HINTS[0])
    page.get_by_role("link", name="Try again").click()
    page.get_by_role("radio", name="145%").check()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".result")).to_contain_text("They reached 145%")
    page.get_by_role("button", name="Next").last.click()
    heading(page, "Question 2 of 3")
    page.locator("[name=response]").fill("Camp David")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".result")).to_contain_text("2 tries are left.")


def test_all_on_a_page_saves_each_answer(site: Site, visitor: Visitor) -> None:
    page = begin(site, visitor, "sheet", "after_close", Behavior(layout="page"))
    heading(page, "Quiz sheet")
    page.get_by_role("radio", name="145%").check()
    expect_saved(page)
    page.locator("[name='response-2']").fill("Mar-a-Lago")
    page.locator("[name='response-2']").blur()
    expect(page.locator(".qmap [data-number='2']")).to_have_attribute("aria-label", "Question 2, answered")
    page.get_by_role("button", name="Flag question 2").click()
    expect(page.locator(".qmap [data-number='2']")).to_have_attribute(
        "aria-label", "Question 2, answered, flagged"
    )
    page.locator("#q-3 [data-move=down]:enabled").first.click()
    expect(page.locator(".qmap [data-number='3']")).to_have_attribute("aria-label", "Question 3, answered")
    expect_saved(page)
    inspect(page)
    order = page.locator("[name='response-3']").input_value()
    page.reload()
    expect(page.get_by_role("radio", name="145%")).to_be_checked()
    expect(page.locator("[name='response-2']")).to_have_value("Mar-a-Lago")
    expect(page.locator("[name='response-3']")).to_have_value(order)
    with page.expect_navigation():
        page.get_by_role("button", name="Check and hand in").click()
    heading(page, "Check and hand in")
    expect(page.locator("main")).to_contain_text("You have answered every question.")


def test_all_on_a_page_tells_of_another_tab(site: Site, visitor: Visitor) -> None:
    first = begin(site, visitor, "sheettabs", "after_close", Behavior(layout="page"))
    second = first.context.new_page()
    second.goto(first.url)
    first.locator("[name='response-2']").fill("The White House")
    first.locator("[name='response-2']").blur()
    expect_saved(first)
    second.locator("[name='response-2']").fill("Mar-a-Lago")
    second.locator("[name='response-2']").blur()
    expect(second.locator("[data-alert=other]")).to_contain_text("The White House")
    inspect(second)
    second.get_by_role("button", name="Keep the one on this page").click()
    expect_saved(second)
    first.reload()
    expect(first.locator("[name='response-2']")).to_have_value("Mar-a-Lago")


def test_all_on_a_page_without_a_network(site: Site, visitor: Visitor) -> None:
    page = begin(site, visitor, "sheetoffline", "after_close", Behavior(layout="page"))
    page.context.set_offline(True)
    page.locator("[name='response-2']").fill("Mar-a-Lago")
    page.locator("[name='response-2']").blur()
    expect(page.locator("#save")).to_have_attribute("data-state", "waiting")
    page.context.set_offline(False)
    expect_saved(page)


def test_all_on_a_page_without_scripts(site: Site, visitor: Visitor) -> None:
    page = begin(
        site, visitor, "plainsheet", "after_close", Behavior(layout="page"), java_script_enabled=False
    )
    page.get_by_role("radio", name="145%").check()
    page.locator("[name='response-2']").fill("Mar-a-Lago")
    page.locator("#q-3 [data-move=down]:enabled").first.click()  # posts the whole form
    expect(page.get_by_role("radio", name="145%")).to_be_checked()
    expect(page.locator("[name='response-2']")).to_have_value("Mar-a-Lago")
    page.locator("[name='response-2']").fill("Camp David")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[name='response-2']")).to_have_value("Camp David")
    page.get_by_role("button", name="Check and hand in").click()
    expect(page.locator("main")).to_contain_text("You have answered every question.")


def test_forward_only(site: Site, visitor: Visitor) -> None:
    page = begin(site, visitor, "forward", "after_close", Behavior(layout="forward"), viewport=PHONE)
    expect(page.locator("main")).to_contain_text("you cannot come back to this one")
    inspect(page)
    first = page.url
    with page.expect_navigation():
        page.locator("#next").click()
    heading(page, "Question 2 of 3")
    expect(page.get_by_role("button", name="Back")).to_have_count(0)
    page.goto(first)
    heading(page, "Question 2 of 3")
    expect(page.locator(".notices .notice")).to_contain_text("stays as you left it")
    inspect(page)


def test_practice_what_i_missed(site: Site, visitor: Visitor) -> None:
    contents = [single_choice("choice-missed", hints=HINTS), true_false("truth-missed")]
    given = site.run(class_with_quiz, "missed", contents, release="after_hand_in")
    page = visitor()
    sign_in(page, given.student)
    page.wait_for_url("**/")
    page.goto(f"/assignments/{given.assignment}/take")
    with page.expect_navigation():
        page.get_by_role("button", name="Start the quiz").click()
    choose(page, "54%")
    expect_saved(page)
    page.goto(page.url.partition("/questions")[0] + "/hand-in")
    with page.expect_navigation():
        page.get_by_role("button", name="Hand in").click()
    with page.expect_navigation():
        page.get_by_role("link", name="See your answers").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Practice what I missed").click()
    heading(page, "Practice: question 1 of 2")
    inspect(page)
    page.get_by_role("radio", name="95%").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".hints")).to_contain_text(HINTS[0])
    inspect(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Try again").click()
    page.get_by_role("radio", name="145%").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".result")).to_contain_text("They reached 145%")
    with page.expect_navigation():
        page.get_by_role("link", name="Next").click()
    page.get_by_role("radio", name="False").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Check", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("link", name="See what came of it").click()
    heading(page, "Practice: 1 of 2 right")
    inspect(page)
    with page.expect_navigation():
        page.get_by_role("link", name="See your progress").click()
    expect(page.get_by_role("button", name="Practice what I missed")).to_contain_text("(1)")
    inspect(page)


def test_the_teacher_chooses_a_table_and_a_layout(site: Site, visitor: Visitor) -> None:
    given = site.run(given_quiz, "table", "after_close")
    page = visitor()
    sign_in(page, "delgado")
    page.wait_for_url("**/")
    page.goto(f"/assignments/{given.assignment}/edit")
    page.locator("#more-behavior summary").click()
    page.get_by_role("radio", name="As the table says").check()
    page.get_by_role("checkbox", name="The right answer: After it closes").check()
    page.get_by_role("checkbox", name="Whether each answer is right: After it closes").uncheck()
    inspect(page)
    page.set_viewport_size(PHONE)
    inspect(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    expect(page.locator(".error-summary")).to_contain_text("tells whether an answer is right")
    inspect(page)
    page.get_by_role("checkbox", name="Whether each answer is right: After it closes").check()
    page.get_by_role("radio", name="All questions on one page").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("What your own table says")
    expect(page.locator("main")).to_contain_text("All questions on one page")


def test_the_teacher_makes_sections(site: Site, visitor: Visitor) -> None:
    site.run(given_quiz, "sections", "after_close")
    page = visitor()
    sign_in(page, "delgado")
    page.wait_for_url("**/")
    page.goto("/quizzes")
    with page.expect_navigation():
        page.get_by_role("link", name="Quiz sections", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("link", name="Add a section").click()
    page.get_by_label("Title").fill("Dates")
    inspect(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Add the section").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Down: question 3").click()
    expect(page.locator("h3", has_text="Dates")).to_be_visible()
    expect(page.locator("ol.bank")).to_have_count(2)
    inspect(page)
