"""Going on without a network where a quiz goes forward only, is practice, or stands on one page."""

from pathlib import Path

from flask import current_app
from playwright.sync_api import Page, expect

from quizapp.bank.images import keep
from quizapp.documents.images import read_image
from quizapp.quizzes.behavior import Behavior
from tests.browser.conftest import Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.browser.test_offline import (
    Device,
    answers,
    begin,
    device,
    expect_answers,
    next_question,
    questions,
    type_answer,
)
from tests.browser.test_saving import expect_saved
from tests.support import images

__all__ = ["device"]


def waiting(page: Page) -> None:
    expect(page.locator("#save")).to_have_attribute("data-state", "waiting")


def begin_offline(page: Page, given: Given) -> None:
    """Begin the quiz, lose the network, and answer the first question."""
    begin(page, given)
    page.context.set_offline(True)
    type_answer(page, "Mar-a-Lago")
    waiting(page)


def test_forward_only_goes_on_and_never_back(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "onward", questions("onward"), behavior=Behavior(layout="forward"))
    with device() as context:
        page = context.new_page()
        begin_offline(page, given)
        next_question(page, 2)
        expect(page.locator(".qmap [value='1']")).to_be_disabled()
        page.get_by_text("145%").click()
        next_question(page, 3)
        inspect(page)
        context.set_offline(False)
        expect_saved(page)
        expect_answers(site, page, given.student, ["Mar-a-Lago", 0, None, None])
        page.goto(page.url.replace("questions/3", "questions/1"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Question 3 of 4")


def test_forward_only_survives_a_closed_page(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "closing", questions("closing"), behavior=Behavior(layout="forward"))
    with device() as context:
        page = context.new_page()
        begin_offline(page, given)
        address = page.url
        next_question(page, 2)
        page.get_by_text("145%").click()
        waiting(page)
        page.close()
        context.set_offline(False)
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 4")
        expect_answers(site, page, given.student, ["Mar-a-Lago", 0, None, None])


def test_practice_keeps_the_answer_and_goes_on(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "drill", questions("drill"), release="practice")
    with device() as context:
        page = context.new_page()
        begin_offline(page, given)
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.locator("[data-alert=check]")).to_contain_text("Checking needs a network")
        inspect(page)
        page.locator(".dock").get_by_role("button", name="Next").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 4")
        page.get_by_text("145%").click()
        context.set_offline(False)
        expect_saved(page)
        expect_answers(site, page, given.student, ["Mar-a-Lago", 0, None, None])


def test_all_on_one_page_waits_and_hands_in(site: Site, device: Device) -> None:
    given = site.run(class_with_quiz, "whole", questions("whole"), behavior=Behavior(layout="page"))
    with device() as context:
        page = context.new_page()
        start(page, given.student, given.assignment)
        expect(page.locator("#whole")).to_be_visible()
        page.wait_for_load_state("networkidle")
        context.set_offline(True)
        page.locator("[name=response-1]").fill("Mar-a-Lago")
        page.locator("[name=response-1]").blur()
        page.get_by_text("145%").click()
        waiting(page)
        page.get_by_role("button", name="Check and hand in").click()
        page.get_by_role("button", name="Hand in as soon as I am back").click()
        expect(page.locator("[data-code]")).to_be_visible()
        inspect(page)
        sent = []
        page.on("request", lambda request: sent.append(request.url) if "hand-in" in request.url else None)
        context.set_offline(False)
        page.wait_for_url("**/done")
    assert len(sent) == 1
    assert site.run(answers, given.student)[:2] == ["Mar-a-Lago", 0]


def start(page: Page, username: str, assignment: int) -> None:
    sign_in(page, username)
    page.wait_for_url("**/")
    page.goto(f"/assignments/{assignment}/take")
    with page.expect_navigation():
        page.get_by_role("button", name="Start the quiz").click()


def with_image(name: str) -> Given:
    """The second question has an image."""
    image = read_image(images.picture(size=(320, 200), color=(120, 160, 90)))
    keep(Path(current_app.instance_path) / "images", image)
    first, second, *others = questions(name)
    shown = {**second, "image": {"file": image.name, "alt": "A green field"}}
    return class_with_quiz(name, [first, shown, *others])


def test_the_image_of_a_question_to_come_is_there(site: Site, device: Device) -> None:
    given = site.run(with_image, "pictured")
    with device() as context:
        page = context.new_page()
        begin_offline(page, given)
        next_question(page, 2)
        image = page.get_by_role("img", name="A green field")
        expect(image).to_be_visible()
        expect(image).to_have_js_property("naturalWidth", 320)
        page.get_by_text("145%").click()
        next_question(page, 3)
        page.get_by_role("button", name="Back").click()
        expect(image).to_have_js_property("naturalWidth", 320)
        context.set_offline(False)
        expect_saved(page)
        expect_answers(site, page, given.student, ["Mar-a-Lago", 0, None, None])
