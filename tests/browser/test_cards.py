"""Studying cards: by keyboard, with undo, and without JavaScript; a teacher chooses the decks."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import class_with_quiz, open_all_decks
from tests.support.school import single_choice

Visitor = Callable[..., Page]


def student_of(site: Site, name: str) -> str:
    given = site.run(class_with_quiz, name, [single_choice(f"card-{name}")])
    site.run(open_all_decks, given)
    return given.student


def front(page: Page) -> str:
    return page.locator(".card-face").inner_text().strip()


def test_study_by_keyboard_with_undo(site: Site, visitor: Visitor) -> None:
    student = student_of(site, "study")
    page = visitor(viewport=PHONE)
    sign_in(page, student)
    page.goto("/cards")
    inspect(page)
    page.get_by_role("link", name=re.compile("Study all|Study the")).first.click()
    expect(page.locator(".card")).to_be_visible()
    inspect(page)
    first = front(page)
    page.keyboard.press("Space")
    expect(page.locator(".card-back")).to_be_visible()
    inspect(page)
    page.keyboard.press("2")
    expect(page.locator("main")).to_contain_text("1 of")
    assert front(page) != first
    page.keyboard.press("z")
    expect(page.locator("main")).to_contain_text("0 of")
    assert front(page) == first


def test_study_without_script(site: Site, visitor: Visitor) -> None:
    student = student_of(site, "plain")
    page = visitor(java_script_enabled=False)
    sign_in(page, student)
    page.goto("/cards/study")
    page.get_by_role("link", name="Show the answer").click()
    expect(page.locator(".card-back")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Not yet")).click()
    expect(page.locator("main")).to_contain_text("Not yet")
    page.get_by_role("button", name=re.compile("Undo", re.IGNORECASE)).click()
    expect(page.locator("main")).to_contain_text("0 of")


def test_a_teacher_chooses_the_decks(site: Site, visitor: Visitor) -> None:
    given = site.run(class_with_quiz, "decks", [single_choice("card-decks")])
    teacher = visitor()
    sign_in(teacher, "delgado")
    teacher.goto(f"/classes/{given.classroom}/cards")
    inspect(teacher)
    teacher.get_by_label(re.compile("^Tariff levels")).check()
    teacher.get_by_role("button", name="Save").click()
    expect(teacher.get_by_label(re.compile("^Tariff levels"))).to_be_checked()
    student = visitor()
    sign_in(student, given.student)
    student.goto("/cards")
    expect(student.locator("main")).to_contain_text("Tariff levels")
    expect(student.locator("main")).not_to_contain_text("Visits and meetings")
