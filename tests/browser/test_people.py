"""An administrator adds, resets and deactivates accounts; a person changes the password."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, inspect, sign_in
from tests.support import school

Visitor = Callable[..., Page]


def test_accounts_from_beginning_to_end(visitor: Visitor) -> None:
    admin = visitor()
    sign_in(admin, "principal")
    inspect(admin)
    admin.get_by_role("link", name="People").first.click()
    inspect(admin)
    admin.get_by_role("link", name="Add a person").click()
    admin.get_by_role("button", name="Add this person").click()
    expect(admin.get_by_role("alert")).to_be_focused()
    inspect(admin)
    admin.get_by_label(re.compile("^Given name")).fill("Jo")
    admin.get_by_label(re.compile("^Username")).fill("jo.new")
    admin.get_by_label(re.compile("^Role")).select_option("teacher")
    admin.get_by_role("button", name="Add this person").click()
    expect(admin.locator(".code")).to_be_visible()
    inspect(admin)
    password = admin.locator(".code").inner_text().strip()

    person = visitor(viewport=PHONE)
    sign_in(person, "jo.new", password)
    inspect(person)
    person.get_by_role("link", name=re.compile("^Jo")).click()
    inspect(person)
    person.get_by_label(re.compile("^Current password")).fill(password)
    person.get_by_label(re.compile("^New password")).fill("a quite new password")
    person.get_by_role("button", name="Change password").click()
    expect(person.locator("main")).to_contain_text("Your password is changed.")
    other = visitor()
    sign_in(other, "jo.new", password)
    expect(other.get_by_role("alert")).to_contain_text("do not belong together")
    inspect(other)
    sign_in(other, "JO.new", "a quite new password")
    expect(other.get_by_role("link", name="Classes")).to_be_visible()

    admin.goto("/people")
    admin.get_by_text("Deactivate … Jo").click()
    inspect(admin)
    admin.set_viewport_size(PHONE)
    username = admin.locator(".people .m", has_text="jo.new").bounding_box()
    assert username
    assert username["width"] > username["height"], "the open question leaves no room for the name"
    inspect(admin)
    admin.get_by_role("button", name="Deactivate Jo").click()
    other.goto("/classes")
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(other, "jo.new", "a quite new password")
    expect(other.get_by_role("alert")).to_be_visible()


def test_a_page_that_is_not_there_or_not_yours(visitor: Visitor) -> None:
    teacher = visitor()
    sign_in(teacher, "delgado", school.PASSWORD)
    for address in ("/nowhere", "/people", "/classes/99999", "/classes/99999999999999999999"):
        answer = teacher.goto(address)
        assert answer is not None
        assert answer.status == 404
    inspect(teacher)
