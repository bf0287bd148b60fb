"""Finding questions and changing many of them, without a script, on a desk and on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, inspect, sign_in

Visitor = Callable[..., Page]


def test_find_tick_tag_and_undo(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False)
    sign_in(page, "delgado")
    page.goto("/bank")
    page.get_by_role("searchbox", name="Search").fill("pause on most tar")
    page.get_by_text("More filters").click()
    page.get_by_label("Never used").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("match")
    address = page.url
    page.locator("[name=question]").nth(0).check()
    page.locator("[name=question]").nth(1).check()
    page.get_by_label("Tag").first.fill("unit three")
    page.get_by_role("button", name="Tag the ticked ones").click()
    expect(page.locator("main")).to_contain_text("2 done.")
    assert page.url == address
    page.goto("/bank?text=unit+three")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 questions match")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No question matches")


def test_the_list_passes_on_desk_and_phone(visitor: Visitor) -> None:
    for options in ({}, {"viewport": PHONE}):
        page = visitor(**options)
        sign_in(page, "delgado")
        page.goto("/bank")
        inspect(page)
        page.goto("/bank")
        page.locator("main .list a.t").first.click()
        inspect(page)
