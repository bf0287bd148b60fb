"""A wrong key from the student's dispute through edit and regrade to the changed mark."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.support.regrades import wrong_key

Visitor = Callable[..., Page]
REF = "browser-wrong-key"


def take(page: Page, given: Given) -> None:
    sign_in(page, given.student)
    page.goto(f"/assignments/{given.assignment}/take")
    page.get_by_role("button", name="Start the quiz").click()
    page.get_by_role("radio", name="145%").check()
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")
    page.get_by_role("button", name=re.compile("Check|Next|finish", re.IGNORECASE)).last.click()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("link", name=re.compile("answers", re.IGNORECASE)).first.click()
    expect(page.locator(".score")).to_contain_text("0 of 1")


def dispute(page: Page) -> None:
    page.get_by_text("Dispute this question").click()
    inspect(page)
    page.get_by_role("button", name="Send to the teacher").click()
    expect(page.get_by_role("alert")).to_be_focused()
    inspect(page)
    page.get_by_label(re.compile("^What is wrong")).fill("They reached 145%, the explanation says so too.")
    page.get_by_role("button", name="Send to the teacher").click()
    expect(page.locator("main")).to_contain_text("Waits for your teacher")
    inspect(page)


def correct(page: Page) -> None:
    page.get_by_role("link", name="Read and answer").click()
    inspect(page)
    page.get_by_role("link", name=re.compile("^Open the question")).first.click()
    page.get_by_role("link", name="Edit").click()
    page.locator("[name=right][value='0']").check()
    page.get_by_role("radio", name=re.compile("^Mend a typo")).check()
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("alert")).to_contain_text("more than a typo")
    inspect(page)
    page.get_by_role("radio", name=re.compile("^Make a new version")).check()
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("main")).to_contain_text("Saved as version 2.")
    inspect(page)


def regrade(page: Page) -> None:
    page.get_by_role("link", name="Regrade", exact=True).click()
    inspect(page)
    page.get_by_role("radio", name=re.compile("^New key only")).check()
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("heading", name="1 of 1 marks changes")).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Mark the ticked attempts anew").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label(re.compile("^Reason")).fill("The key named the wrong figure.")
    page.get_by_role("button", name="Mark the ticked attempts anew").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 of 1 marks changes")
    inspect(page)


def test_a_wrong_key_ends_in_a_changed_mark(site: Site, visitor: Visitor) -> None:
    given = site.run(class_with_quiz, "regrade", [wrong_key(REF)], release="after_hand_in")
    student = visitor(viewport=PHONE)
    take(student, given)
    dispute(student)
    teacher = visitor()
    sign_in(teacher, "delgado")
    correct(teacher)
    regrade(teacher)
    student.reload()
    expect(student.locator(".score")).to_contain_text("1 of 1")
    expect(student.locator("main")).to_contain_text("from 0 to 1. The corrected key counts.")
    expect(student.locator("main")).to_contain_text("Reason: The key named the wrong figure.")
    expect(student.locator("main")).to_contain_text("Accepted")
    inspect(student)
    teacher.set_viewport_size(PHONE)
    teacher.get_by_role("link", name="Regrade again").click()
    teacher.get_by_role("radio", name=re.compile("^Full credit")).check()
    teacher.get_by_role("button", name="Show what changes").click()
    expect(teacher.get_by_role("heading", name="No mark changes")).to_be_visible()
    inspect(teacher)
