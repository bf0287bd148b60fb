"""The quiz builder: sections that move as a whole, and points that are told to be wrong where they stand."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.quizzes.actions import add_questions, create_quiz
from quizapp.quizzes.draw_actions import add_draw, new_draw
from quizapp.quizzes.sections import add_section
from tests.browser.conftest import DESK, PHONE, Site, inspect, sign_in
from tests.browser.test_story import press
from tests.support.school import single_choice, store, true_false

Visitor = Callable[..., Page]


def quiz_in_parts(name: str) -> int:
    """A quiz of two sections, the second with a draw; returns its id."""
    teacher = db.session.scalars(select(Person).where(Person.username == "delgado")).one()
    contents = [single_choice(f"built-{name}-{place}", topic="To build with") for place in range(2)]
    ids = store(*contents, author=teacher)
    store(true_false(f"drawn-{name}", topic=f"To draw, {name}"), author=teacher)
    quiz = create_quiz(title="In parts", instructions="", owner=teacher, now=datetime.now(UTC))
    add_section(quiz, title="Reading", instructions="Read *first*.")
    add_questions(quiz, ids)
    add_section(quiz, title="Numbers", instructions="")
    sort = {"topic": f"To draw, {name}", "kind": "", "difficulty": 0, "bank_id": None}
    add_draw(quiz, new_draw(quiz, count=1, full_mark=1, **sort))
    return quiz.id


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desk", DESK)])
def test_parts_and_points(site: Site, visitor: Visitor, name: str, size: dict[str, int]) -> None:
    page = visitor(viewport=size)
    sign_in(page, "delgado")
    page.goto(f"/quizzes/{site.run(quiz_in_parts, name)}")
    inspect(page)
    parts = page.locator(".part h3")
    expect(parts).to_have_text(["Reading", "Numbers"])
    press(page, "[aria-label='Down: the section “Reading”']")
    expect(parts).to_have_text(["Numbers", "Reading"])
    expect(page.locator("ol.bank > li").first).to_contain_text(f"1 from To draw, {name}")

    points = page.get_by_role("textbox", name=f"Points for each: 1 from To draw, {name}")
    points.fill("many")
    points.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Points: Enter a number above 0").click()
    expect(points).to_be_focused()
    expect(points).to_have_attribute("aria-invalid", "true")
    sentence = page.locator(".points .error")
    expect(sentence).to_be_visible()
    red = page.evaluate("getComputedStyle(document.querySelector('.error-summary')).borderTopColor")
    expect(sentence).to_have_css("color", red)
    expect(points).to_have_css("border-top-color", red)
    inspect(page)
    points.fill("2.5")
    points.press("Enter")
    expect(page.locator("main")).to_contain_text("2.5 points each")

    page.get_by_role("link", name="the section “Numbers”").press("Enter")
    page.get_by_text("Take apart").click()
    inspect(page)
    page.get_by_role("button", name="Take the section apart").click()
    expect(parts).to_have_text(["Reading"])
    expect(page.locator("main")).to_contain_text("2.5 points each")
