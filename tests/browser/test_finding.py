"""Banks of colleagues, questions drawn for each student, and near duplicates shown while typing."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Site, inspect, sign_in
from tests.support import school

Visitor = Callable[..., Page]
STEM = "Under the *test* accord, how many lanterns were hung along the harbor wall in the first week of June?"


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page where a folder for pictures is given, light and dark, narrow and wide."""
    folder = os.environ.get("PICTURES")
    if not folder:
        return
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            path = Path(folder) / f"{name}-{size['width']}-{scheme}.png"
            page.screenshot(path=path, full_page=True)
    page.emulate_media(color_scheme="light")


@pytest.fixture(scope="module")
def colleague(site: Site) -> str:
    site.run(school.person, "colleague", "teacher", given_name="Cora", family_name="League")
    return "colleague"


def test_make_a_bank_write_into_it_and_share_it(visitor: Visitor, colleague: str) -> None:
    page = visitor(java_script_enabled=False)
    sign_in(page, "delgado")
    page.goto("/bank")
    page.get_by_role("link", name="Banks").click()
    page.get_by_role("link", name="Make a bank").click()
    page.get_by_role("button", name="Make the bank").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a name.")
    page.get_by_role("textbox", name="Name").fill("Harbor history")
    page.get_by_role("button", name="Make the bank").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbor history")
    page.get_by_role("link", name="Add a question").click()
    expect(page.locator(".lede")).to_contain_text("Harbor history")
    page.get_by_role("link", name="True or false").click()
    page.get_by_label("Statement").or_(page.get_by_label("Question")).first.fill("The harbor froze in 1912.")
    page.get_by_label("Explanation").fill("So it was.")
    page.get_by_label("Topic").fill("Harbor")
    page.get_by_label(re.compile("^True")).first.check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("dl.facts")).to_contain_text("Harbor history")
    question = page.url

    other = visitor()
    sign_in(other, colleague)
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    other.goto(question)
    expect(other.get_by_role("heading", level=1)).to_have_text("Page not found")

    page.goto("/bank/banks")
    page.get_by_role("link", name="Harbor history").click()
    page.get_by_role("combobox", name="Colleague").select_option(label="League, Cora")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("heading", name="Shared with one colleague")).to_be_visible()
    other.goto("/bank/banks")
    expect(other.get_by_role("link", name="Harbor history")).to_be_visible()
    inspect(other)
    picture(other, "banks")
    other.goto("/bank?text=harbor+froze")
    expect(other.get_by_role("heading", level=1)).to_have_text("One question matches")
    inspect(other)
    picture(other, "list")
    other.goto("/bank/new")
    inspect(other)
    other.goto(question)
    expect(other.get_by_role("heading", level=1)).to_contain_text("Harbor")
    expect(other.get_by_role("link", name="Edit")).to_have_count(0)
    inspect(other)

    owner = visitor(viewport=PHONE)
    sign_in(owner, "delgado")
    expect(owner.get_by_role("heading", level=1)).to_be_visible()
    owner.goto("/bank/banks")
    owner.get_by_role("link", name="Harbor history").click()
    expect(owner.get_by_role("button", name="End the share Cora League")).to_be_visible()
    inspect(owner)
    picture(owner, "bank")
    owner.get_by_role("button", name="End the share Cora League").click()
    expect(owner.get_by_role("heading", name="Shared with nobody by name")).to_be_visible()
    owner.goto("/bank/banks/new")
    inspect(owner)
    picture(owner, "new-bank")


def test_draw_for_each_student_by_keyboard(visitor: Visitor) -> None:
    page = visitor()
    sign_in(page, "delgado")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/quizzes/new")
    page.get_by_label("Title").fill("Drawn for each")
    page.get_by_label("Title").press("Enter")
    page.get_by_role("link", name="Draw questions").press("Enter")
    count = page.get_by_label("How many")
    count.fill("60")
    topics = page.get_by_label("Topic").locator("option")
    topic = topics.nth(1).text_content()
    page.get_by_label("Topic").select_option(label=topic)
    count.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("of these that fit together")
    expect(summary).to_be_focused()
    inspect(page)
    picture(page, "draw")
    count.fill("2")
    count.press("Enter")
    expect(page.get_by_text("2 questions are drawn for each student.")).to_be_visible()
    expect(page.locator("ol.bank")).to_contain_text(f"2 from {topic}")
    page.get_by_role("link", name="Draw questions").click()
    page.get_by_label("How many").fill("1")
    page.get_by_label("Everybody gets the same, drawn now").check()
    page.get_by_role("button", name="Draw", exact=True).click()
    expect(page.get_by_text("1 question added.")).to_be_visible()
    page.get_by_role("button", name="Down: 2 from").click()
    expect(page.locator("ol.bank > li").last).to_contain_text("Drawn for each student")
    page.get_by_label("A further attempt gets other questions").check()
    page.get_by_role("button", name="Save how to draw").click()
    expect(page.get_by_label("A further attempt gets other questions")).to_be_checked()
    inspect(page)
    picture(page, "builder")
    page.get_by_role("link", name="Preview as a student").click()
    expect(page.locator("main form")).to_have_count(3)
    page.get_by_role("link", name="What another student may get").click()
    page.wait_for_url("**/preview?draw=2")
    inspect(page)


def test_near_duplicates_while_typing(visitor: Visitor, site: Site) -> None:
    def store() -> None:
        from sqlalchemy import select

        from quizapp.db import db
        from quizapp.models.accounts import Person

        teacher = db.session.scalars(select(Person).where(Person.username == "delgado")).one()
        school.store(school.true_false("lanterns", stem=STEM, topic="Harbor"), author=teacher)

    site.run(store)
    page = visitor()
    sign_in(page, "delgado")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/bank/new/single_choice")
    place = page.locator("#alike")
    expect(place).to_be_empty()
    page.locator("[name=stem]").fill(STEM.replace("*", "").replace("first week", "last week"))
    expect(place.get_by_role("heading")).to_have_text("One question of the bank asks nearly the same")
    expect(place.get_by_role("link")).to_have_text(STEM.replace("*", ""))
    inspect(page)
    picture(page, "alike")
    page.locator("[name=stem]").fill("Something else entirely?")
    expect(place.get_by_role("link")).to_have_count(0)
