"""What scripts add to the editor: live preview, keys, drafts, images, dragging; two at one question."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.support import images, school

Visitor = Callable[..., Page]
NEW = "/bank/new/single_choice"


@pytest.fixture(scope="module")
def dora(site: Site) -> str:
    site.run(school.person, "dora-edits", "teacher", given_name="Dora", family_name="Fields")
    return "dora-edits"


def open_new(page: Page, username: str = "delgado", address: str = NEW) -> None:
    sign_in(page, username)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")
    page.goto(address)


def write(page: Page, stem: str) -> None:
    page.locator("[name=stem]").fill(stem)
    page.locator("[name=options-0-text]").fill("145%")
    page.locator("[name=options-1-text]").fill("54%")
    page.locator("[name=right][value='0']").check()
    page.locator("[name=topic]").fill("Editing")


def stored(page: Page) -> None:
    expect(page.locator("main")).to_contain_text(re.compile(r"Saved as version \d"))


def test_the_preview_follows_what_is_typed(visitor: Visitor) -> None:
    page = visitor()
    open_new(page)
    look = page.locator("#look")
    page.locator("[name=stem]").fill("How *high*?<img src=x onerror=alert(1)><script>alert(1)</script>")
    expect(look).to_contain_text("How high?<img src=x onerror=alert(1)>")
    expect(look.locator("em")).to_have_text("high")
    expect(look).to_contain_text("A choice needs at least two options.")
    write(page, "How high did the tariffs climb?")
    expect(look.locator(".ballot label")).to_have_count(2)
    expect(look).to_contain_text("What is right")
    expect(look).to_contain_text("This question cites no fact of a source.")
    expect(page.locator("[name=topic]")).to_be_focused()  # nothing takes the place of the one who types
    expect(page.locator("#look script, #look img")).to_have_count(0)
    inspect(page)


def test_the_preview_is_a_fold_on_a_phone(visitor: Visitor) -> None:
    page = visitor(viewport=PHONE, has_touch=True)
    open_new(page)
    fold = page.locator(".preview summary")
    expect(page.locator("#look")).to_be_hidden()
    expect(fold).to_be_in_viewport()
    write(page, "How high did the tariffs climb?")
    inspect(page)
    fold.click()
    expect(page.locator("#look")).to_contain_text("How high did the tariffs climb?")
    inspect(page)
    fold.click()
    expect(page.locator("#look")).to_be_hidden()


def test_items_can_be_moved_in_the_preview(visitor: Visitor) -> None:
    page = visitor()
    open_new(page, address="/bank/new/ordering")
    page.locator("[name=stem]").fill("In which order?")
    for place, text in enumerate(("First", "Second", "Third")):
        page.locator(f"[name=items-{place}-text]").fill(text)
    rows = page.locator("#look .order .text")
    expect(rows).to_have_count(3)
    first = rows.first.inner_text()
    page.locator("#look [data-move=down]").first.click()
    expect(rows.nth(1)).to_have_text(first)


def test_keys_save_and_can_be_switched_off(visitor: Visitor) -> None:
    page = visitor()
    open_new(page)
    write(page, "Saved by Ctrl and Enter?")
    page.locator("[name=stem]").press("Control+Enter")
    stored(page)
    expect(page).to_have_url(re.compile(r"/bank/new/single_choice\?topic=Editing&bank=\d+$"))
    expect(page.locator("[name=topic]")).to_have_value("Editing")
    expect(page.locator("[name=stem]")).to_have_value("")
    write(page, "Saved by Ctrl and S?")
    page.locator("[name=stem]").press("Control+s")
    stored(page)
    expect(page.locator("main")).to_contain_text("Saved by Ctrl and S?")
    page.goto(NEW)
    write(page, "Not saved")
    page.get_by_label("Use these keys").uncheck()
    page.locator("[name=stem]").press("Control+s")
    page.locator("[name=stem]").press("Control+Enter")
    expect(page.locator("[name=stem]")).to_have_value("Not saved")
    page.get_by_label("Use these keys").check()
    page.get_by_role("button", name="Save and write another").click()
    stored(page)


def drafts(page: Page) -> int:
    found: int = page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft/')).length")
    return found


def kept(page: Page, count: int = 1) -> None:
    """Wait until so many drafts are kept; the content policy lets no test wait inside the page."""
    for _ in range(100):
        if drafts(page) == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{drafts(page)} drafts and not {count}")


def test_a_draft_survives_a_closed_page_and_goes_when_it_is_saved(visitor: Visitor) -> None:
    page = visitor()
    open_new(page)
    expect(page.locator("#draft")).to_be_hidden()
    page.get_by_role("button", name="Add another option").click()
    write(page, "Kept on this device?")
    page.locator("[name=options-4-text]").fill("the fifth")
    page.locator("[name=explanation]").fill("Line one.\n\nLine two.")
    kept(page)
    page.close()
    page = page.context.new_page()
    page.goto(NEW)
    offer = page.locator("#draft")
    expect(offer).to_contain_text(re.compile(r"keeps what you typed on .*\d{4}.*\d:\d\d"))
    inspect(page)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("[name=options-4-text]")).to_have_value("the fifth")
    expect(page.locator("[name=explanation]")).to_have_value("Line one.\n\nLine two.")
    expect(page.locator("[name=right][value='0']")).to_be_checked()
    page.get_by_role("button", name="Save", exact=True).last.click()
    stored(page)
    kept(page, 0)
    page.goto(NEW)
    expect(page.locator("#draft")).to_be_hidden()


def test_a_draft_stays_where_saving_failed_and_is_thrown_away(visitor: Visitor) -> None:
    page = visitor()
    open_new(page)
    page.locator("[name=stem]").fill("Not whole")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("alert")).to_be_focused()
    kept(page)
    page.goto(NEW)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("#draft")).to_be_hidden()
    kept(page, 0)
    expect(page.locator("[name=stem]")).to_be_focused()


def test_a_draft_is_gone_after_signing_out_and_never_shown_to_somebody_else(
    visitor: Visitor, dora: str
) -> None:
    page = visitor()
    open_new(page)
    page.locator("[name=stem]").fill("Mine alone")
    kept(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert drafts(page) == 0
    open_new(page)
    page.locator("[name=stem]").fill("Left behind")
    kept(page)
    page.context.clear_cookies()  # the sign-in ended, and nobody signed out
    open_new(page, dora)
    expect(page.locator("#draft")).to_be_hidden()
    kept(page, 0)


BLOCKED = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }})"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_storage_that_is_full_or_blocked_does_no_harm(visitor: Visitor, script: str) -> None:
    page = visitor()
    page.add_init_script(script)
    open_new(page)
    write(page, "Without a draft?")
    expect(page.locator("#look")).to_contain_text("Without a draft?")
    page.locator("[name=stem]").press("Control+s")
    stored(page)


def test_rows_are_dragged_by_their_handle(visitor: Visitor) -> None:
    page = visitor()
    open_new(page, address="/bank/new/short_text")
    page.get_by_role("button", name="Add another answer").click()
    for place, text in enumerate(("One", "Two")):
        page.locator(f"[name=answers-{place}-text]").fill(text)
    handles = page.locator(".handle")
    handles.nth(1).scroll_into_view_if_needed()
    handles.nth(1).hover()
    page.mouse.down()
    page.locator("[name=answers-0-text]").hover()
    with page.expect_navigation():
        page.mouse.up()
    expect(page.locator("[name=answers-0-text]")).to_have_value("Two")
    expect(page.locator("[name=answers-0-text]")).to_be_focused()
    expect(page.locator("[name=answers-1-text]")).to_have_value("One")


def test_an_image_is_uploaded_shown_and_fits_a_phone(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(images.picture(size=(1200, 700), color=(120, 160, 90)))
    (tmp_path / "large.png").write_bytes(b"x" * 5_300_000)
    page = visitor()
    open_new(page)
    write(page, "Which country is this?")
    page.get_by_text("Add an image").click()
    file = page.locator("[name=image_upload]")
    file.set_input_files(tmp_path / "large.png")
    page.get_by_role("button", name="Upload").click()
    assert "larger than 5 MB" in file.evaluate("(field) => field.validationMessage")
    file.set_input_files(tmp_path / "map.png")
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".shown-image img")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("alert")).to_contain_text("The image has no description in words.")
    page.get_by_label("What the image shows, in words").fill("A green field")
    expect(page.locator("#look").get_by_role("img", name="A green field")).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Save", exact=True).last.click()
    stored(page)
    image = page.get_by_role("img", name="A green field")
    expect(image).to_be_visible()
    assert image.evaluate("(image) => image.naturalWidth") == 1200
    page.set_viewport_size(PHONE)
    inspect(page)


def test_two_at_one_question_see_both_sides(visitor: Visitor, dora: str) -> None:
    first, second = visitor(), visitor(java_script_enabled=False)
    open_new(first)
    write(first, "Edited by two?")
    first.get_by_role("button", name="Save", exact=True).last.click()
    stored(first)
    address = f"{first.url}/edit"
    first.goto(address)
    open_new(second, dora, address)
    second.locator("[name=tags]").fill("hers")
    second.locator("[name=stem]").fill("Edited by Dora?")
    second.get_by_role("button", name="Save", exact=True).last.click()
    stored(second)
    first.locator("[name=stem]").fill("Edited by Rosa?")
    expect(first.locator("#look")).to_contain_text("Dora Fields saved this question as version 2.")
    first.locator("[name=stem]").press("Control+s")
    expect(first.get_by_role("alert")).to_be_focused()
    both = first.get_by_role("group", name="Question", exact=True)
    expect(both).to_contain_text("Edited by Dora?")
    expect(both).to_contain_text("Edited by Rosa?")
    expect(first.locator("[name=stem]")).to_have_value("Edited by Rosa?")
    expect(first.locator("[name=tags]")).to_have_value("hers")
    inspect(first)
    first.set_viewport_size(PHONE)
    inspect(first)
    first.get_by_role("button", name=re.compile("^Take theirs.*Question")).click()
    expect(first.locator("[name=stem]")).to_have_value("Edited by Dora?")
    first.get_by_role("button", name=re.compile("^Take yours.*Question")).click()
    expect(first.locator("[name=stem]")).to_have_value("Edited by Rosa?")
    first.get_by_role("button", name="Save", exact=True).last.click()
    expect(first.locator("main")).to_contain_text("Saved as version 3.")
    expect(first.locator("main")).to_contain_text("Edited by Rosa?")
