"""Every kind of question: written in the editor without JavaScript, previewed, taken, reviewed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import class_with_quiz
from tests.support.school import single_choice

Visitor = Callable[..., Page]
Fill = Callable[[Page], None]


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"[name='{name.replace('__', '-')}']").fill(text)


def write_multiple_choice(page: Page) -> None:
    fill(page, options__0__text="The US rate", options__1__text="China's rate", options__2__text="A fee")
    page.locator("[name='options-0-key']").check()
    page.locator("[name='options-1-key']").check()


def write_true_false(page: Page) -> None:
    page.locator("[name='answer'][value='true']").check()


def write_numeric(page: Page) -> None:
    fill(page, answers__0__value="90", answers__0__unit="minutes")


def write_short_text(page: Page) -> None:
    fill(page, answers__0__text="Mar-a-Lago")


def write_date(page: Page) -> None:
    fill(page, answer="2017-11")


def write_ordering(page: Page) -> None:
    fill(page, items__0__text="The visit to Florida", items__1__text="The visit to China")
    fill(page, items__2__text="The call")


def write_single_choice(page: Page) -> None:
    fill(page, options__0__text="145%", options__1__text="54%")
    page.locator("[name='right'][value='0']").check()


def tick_both(page: Page) -> None:
    page.get_by_label("The US rate").check()
    page.get_by_label("China's rate").check()


KINDS: dict[str, tuple[Fill, Fill]] = {
    "single_choice": (write_single_choice, lambda page: page.get_by_label("145%").check()),
    "multiple_choice": (write_multiple_choice, tick_both),
    "true_false": (write_true_false, lambda page: page.get_by_role("radio", name="True").check()),
    "numeric": (write_numeric, lambda page: page.locator("[name=response]").fill("1.5 hours")),
    "short_text": (write_short_text, lambda page: page.locator("[name=response]").fill("mar a lago")),
    "date": (write_date, lambda page: page.locator("[name=response]").fill("Nov. 2017")),
    "ordering": (write_ordering, lambda page: put_in_order(page)),
}


def put_in_order(page: Page) -> None:
    """Without JavaScript each move is a round trip."""
    wanted = ["The visit to Florida", "The visit to China", "The call"]
    page.wait_for_load_state()
    for place, text in enumerate(wanted):
        while True:
            shown = page.locator(".order .text").all_inner_texts()
            position = shown.index(text)
            if position == place:
                break
            with page.expect_navigation():
                page.locator(".order li").nth(position).locator("[data-move=up]").click()
    if page.locator("[name=keep]").count():
        with page.expect_navigation():
            page.locator("[name=keep]").click()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_from_the_editor_to_the_review(site: Site, visitor: Visitor, kind: str) -> None:
    write, answer = KINDS[kind]
    teacher = visitor(java_script_enabled=False)
    sign_in(teacher, "delgado")
    teacher.goto(f"/bank/new/{kind}")
    teacher.get_by_role("button", name="Save").last.click()
    expect(teacher.get_by_role("alert")).to_be_visible()
    stem = f"A question of the kind {kind}?"
    fill(teacher, stem=stem, topic=f"Topic {kind}", explanation="So it stands in the source.")
    write(teacher)
    teacher.get_by_role("button", name="Preview").click()
    expect(teacher.locator(".preview")).to_contain_text(stem)
    teacher.get_by_role("button", name="Save").last.click()
    expect(teacher.locator("main")).to_contain_text("So it stands in the source.")
    teacher.wait_for_url(re.compile(r"/bank/\d+$"))
    question = int(teacher.url.split("/")[-1])

    other = [single_choice(f"other-{kind}")]
    given = site.run(class_with_quiz, kind.replace("_", ""), other, "after_hand_in")
    add_to_newest_quiz(teacher, question)
    student = visitor(viewport=PHONE, java_script_enabled=False)
    sign_in(student, given.student)
    student.goto(f"/assignments/{given.assignment}/take")
    student.get_by_role("button", name="Start the quiz").click()
    student.get_by_role("button", name="Next").last.click()
    expect(student.locator("main")).to_contain_text(stem)
    answer(student)
    student.get_by_role("button", name="Check and hand in").last.click()
    student.get_by_role("button", name="Hand in").click()
    expect(student.locator("main")).to_contain_text("1 of 2")
    student.goto(student.url.replace("/done", ""))
    expect(student.locator("main")).to_contain_text("So it stands in the source.")

    looking = visitor(viewport=PHONE)
    sign_in(looking, given.student)
    looking.goto(student.url)
    inspect(looking)


def add_to_newest_quiz(teacher: Page, question: int) -> None:
    """Put the question into the newest quiz, by the pages of the quiz."""
    teacher.goto("/quizzes")
    teacher.locator("main a.t").first.click()
    teacher.get_by_role("link", name="Add questions").first.click()
    teacher.get_by_role("searchbox", name="Words").fill("kind")
    teacher.get_by_role("button", name="Search").click()
    teacher.locator(f"[name=question][value='{question}']").check()
    teacher.get_by_role("button", name="Add the ticked questions").click()
    expect(teacher.locator("main")).to_contain_text("2 questions")
