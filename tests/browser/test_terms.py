"""Time and what single students are given, as they meet it: clock, warnings, the end, code, voice."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from quizapp.attempts import queries
from quizapp.attempts.settling import settle_before_reading
from quizapp.db import db
from quizapp.models.attempts import Attempt
from quizapp.models.classrooms import Membership
from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.support import school, terms
from tests.support.school import single_choice

Visitor = Callable[..., Page]
TEXT = {
    "kind": "short_text",
    "topic": "Visits and meetings",
    "stem": "At which club did the two leaders meet in April 2017?",
    "answers": [{"text": "Mar-a-Lago"}],
    "explanation": "They met at Mar-a-Lago.",
    "status": "ready",
}


def quiz(site: Site, name: str, **more: Any) -> Given:
    contents = [{**TEXT, "id": f"text-{name}"}, single_choice(f"choice-{name}")]
    given = site.run(class_with_quiz, name, contents, "after_hand_in")
    site.run(terms.change, given.assignment, **({"time_limit": 30} | more))
    return given


def student_id(given: Given) -> int:
    return db.session.scalars(
        select(Membership.person_id).where(
            Membership.classroom_id == given.classroom, Membership.role == "student"
        )
    ).one()


def at_the_cover(visitor: Visitor, given: Given, **options: Any) -> Page:
    page = visitor(**options)
    sign_in(page, given.student)
    page.goto(f"/assignments/{given.assignment}/take")
    return page


def begin(page: Page) -> int:
    page.get_by_role("button", name="Start the quiz").click()
    page.wait_for_url("**/attempts/*/questions/*")
    return int(page.url.split("/")[4])


def attempt(attempt_id: int) -> tuple[datetime | None, bool, Any]:
    found = db.session.get_one(Attempt, attempt_id)
    return found.handed_in_at, found.is_handed_in_by_time, queries.slot_states(attempt_id)[0].response


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_clock_counts_and_can_be_hidden(site: Site, visitor: Visitor, size: str) -> None:
    given = quiz(site, f"clock{size}")
    page = at_the_cover(visitor, given, **({"viewport": PHONE} if size == "phone" else {}))
    expect(page.locator("main")).to_contain_text("You have 30 minutes once you start")
    inspect(page)
    begin(page)
    left = page.locator(".clock .left")
    expect(left).to_have_text("29:58 left", timeout=20_000)
    inspect(page)
    before = page.locator("#save").bounding_box()
    page.get_by_role("button", name="Hide the clock").click()
    expect(left).to_be_hidden()
    assert page.locator("#save").bounding_box() == before, "something moved"
    page.locator("#next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 2")
    expect(page.locator(".clock .left")).to_be_hidden()
    page.get_by_role("button", name="Show the clock").click()
    expect(page.locator(".clock .left")).to_contain_text("left")


@pytest.mark.parametrize(("seconds", "words"), [(303, "Five minutes left."), (63, "One minute left.")])
def test_a_warning_is_said_once(site: Site, visitor: Visitor, seconds: int, words: str) -> None:
    page = at_the_cover(visitor, quiz(site, f"warned{seconds}"))
    number = begin(page)
    site.run(terms.end_in, number, seconds)
    page.reload()
    status = page.locator(".clock [role=status]")
    expect(status).to_have_text(words, timeout=20_000)
    inspect(page)
    page.locator("#next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 2")
    expect(page.locator(".clock .left")).to_contain_text("left")
    expect(status).to_be_empty()


def test_when_time_is_over_the_page_sends_what_it_has_and_hands_in(site: Site, visitor: Visitor) -> None:
    page = at_the_cover(visitor, quiz(site, "over"))
    number = begin(page)
    site.run(terms.end_in, number, 6, 60)
    page.reload()
    page.locator("[name=response]").press_sequentially(
        "Mar-a-Lago", delay=10
    )  # never blurred, never saved by hand
    page.wait_for_url("**/done", timeout=30_000)
    expect(page.locator("main")).to_contain_text("Handed in for you when your time was over")
    expect(page.locator("main")).to_contain_text("1 of 2")
    assert site.run(attempt, number)[1:] == (True, "Mar-a-Lago")


def test_without_a_script_the_page_says_until_when(site: Site, visitor: Visitor) -> None:
    page = at_the_cover(visitor, quiz(site, "plain"), java_script_enabled=False)
    number = begin(page)
    expect(page.locator(".clock .left")).to_contain_text("Until ")
    expect(page.get_by_role("button", name="Hide the clock")).to_be_hidden()
    page.locator("[name=response]").fill("Mar-a-Lago")
    site.run(terms.end_in, number, -1, 60)
    page.locator("#next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check and hand in")
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("main")).to_contain_text("1 of 2")


def settle(site: Site) -> None:
    with site.app.test_request_context():
        settle_before_reading(datetime.now(UTC))


def test_what_was_saved_is_handed_in_when_the_browser_is_gone(site: Site, visitor: Visitor) -> None:
    page = at_the_cover(visitor, quiz(site, "gone"))
    number = begin(page)
    page.locator("[name=response]").fill("Mar-a-Lago")
    page.locator("[name=response]").blur()
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")
    page.context.close()
    site.run(terms.end_in, number, -1)
    deadline = site.run(lambda: db.session.get_one(Attempt, number).deadline_at)
    settle(site)
    assert site.run(attempt, number) == (deadline, True, "Mar-a-Lago")


def test_minutes_that_a_teacher_gives_reach_the_open_page(site: Site, visitor: Visitor) -> None:
    given = quiz(site, "given")
    page = at_the_cover(visitor, given)
    begin(page)
    teacher = visitor()
    sign_in(teacher, "delgado")
    teacher.goto(f"/assignments/{given.assignment}")
    teacher.get_by_text("Give time …").click()
    inspect(teacher)
    teacher.get_by_label("Minutes").fill("20")
    teacher.get_by_role("button", name="Give these minutes").click()
    expect(teacher.get_by_role("status").first).to_contain_text("now has until ")
    page.evaluate(
        "document.dispatchEvent(new Event('visibilitychange'))"
    )  # as when the page is looked at again
    expect(page.locator(".clock .say")).to_contain_text("You have more time now.")
    expect(page.locator(".clock .left")).to_contain_text("49:")


def test_extra_time_is_granted_and_told_to_its_student_alone(site: Site, visitor: Visitor) -> None:
    given = quiz(site, "extra")
    teacher = visitor()
    sign_in(teacher, "delgado")
    person = site.run(student_id, given)
    teacher.goto(f"/classes/{given.classroom}/students/{person}/progress")
    teacher.get_by_role("link", name="Accommodations").click()
    teacher.get_by_label("Half as much again").check()
    teacher.get_by_label("Questions can be read aloud").check()
    teacher.get_by_label("Larger text").check()
    inspect(teacher)
    teacher.get_by_role("button", name="Save").click()
    expect(teacher.locator("main")).to_contain_text("In every quiz: 1.5 times the time")
    inspect(teacher)
    page = at_the_cover(visitor, given, viewport=PHONE)
    expect(page.locator("main")).to_contain_text("You have 45 minutes, because you have extra time")
    inspect(page)
    begin(page)
    expect(page.locator(".clock .left")).to_contain_text("44:")
    expect(page.get_by_role("button", name="Read aloud 1")).to_be_visible()
    inspect(page)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20.8px"


def test_the_question_is_read_by_the_voice_of_the_device(site: Site, visitor: Visitor) -> None:
    given = quiz(site, "voice")
    site.run(lambda: terms.give(student_id(given), reads_aloud=True))
    page = at_the_cover(visitor, given)
    page.add_init_script(
        """window.spoken = [];
        Object.defineProperty(window, "speechSynthesis", { value: {
          cancel() { window.spoken.push("cancel"); },
          speak(words) { window.spoken.push(`${words.lang}: ${words.text}`); },
        } });"""
    )
    begin(page)
    page.locator("#next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 2")
    page.get_by_role("button", name="Read aloud").click()
    expect(page.get_by_role("button", name="Stop reading")).to_be_visible()
    spoken = page.evaluate("window.spoken.filter((words) => words !== 'cancel')")
    assert spoken[0] == "en: How high did the tariffs climb by April (choice-voice)?"
    assert sorted(words.partition(", ")[2] for words in spoken[1:]) == ["145%", "54%", "95%"]
    assert [words.partition(", ")[0] for words in spoken[1:]] == ["en: A", "en: B", "en: C"]
    page.get_by_role("button", name="Stop reading").click()
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()


def test_the_code_is_asked_on_the_cover(site: Site, visitor: Visitor) -> None:
    page = at_the_cover(visitor, quiz(site, "code", access_code="blue heron"), viewport=PHONE)
    page.get_by_label("Access code").fill("red heron")
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("This is not the code.")
    inspect(page)
    page.get_by_label("Access code").fill("Blue Heron")
    begin(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1 of 2")


def test_a_teacher_finds_the_rest_under_more(site: Site, visitor: Visitor) -> None:
    given = quiz(site, "more", grace_minutes=1, time_limit=None)
    teacher = visitor(viewport=PHONE)
    sign_in(teacher, "delgado")
    teacher.goto(f"/assignments/{given.assignment}/edit")
    expect(teacher.get_by_label("Time limit in minutes")).to_be_hidden()
    teacher.get_by_text("More: time limit").click()
    teacher.get_by_label("Time limit in minutes").fill("25")
    teacher.get_by_label("Percent off for each day late").fill("300")
    inspect(teacher)
    teacher.get_by_role("button", name="Save").click()
    expect(teacher.locator(".error-summary")).to_contain_text("Enter a number from 0 to 100.")
    expect(teacher.get_by_label("Time limit in minutes")).to_have_value("25")
    inspect(teacher)
    teacher.get_by_label("Percent off for each day late").fill("10")
    teacher.get_by_role("button", name="Save").click()
    expect(teacher.locator("main")).to_contain_text("10% off for each day")
    inspect(teacher)


def test_one_student_gets_other_dates(site: Site, visitor: Visitor) -> None:
    given = quiz(site, "dates")
    teacher = visitor()
    sign_in(teacher, "delgado")
    teacher.goto(f"/assignments/{given.assignment}")
    teacher.get_by_role("link", name="Own terms").click()
    later = datetime.now(UTC) + timedelta(days=5)
    teacher.get_by_label("Closes for this student").fill(f"{later:%Y-%m-%dT%H:%M}")
    inspect(teacher)
    teacher.get_by_role("button", name="Save").click()
    expect(teacher.locator("tbody")).to_contain_text("Closes ")
    page = at_the_cover(visitor, given)
    expect(page.locator("main")).to_contain_text("dates of your own")
    assert school.PASSWORD not in page.content()
