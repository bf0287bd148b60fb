"""The whole story, from a teacher's first class to scores that are right.

A teacher makes a class, adds a question, builds and assigns a quiz. Two students join and take it, one by
keyboard on a phone, one without JavaScript. The teacher exports the scores.
"""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from quizapp.db import db
from quizapp.models.quizzes import Assignment, Quiz
from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.support import terms

Visitor = Callable[..., Page]
STEM = "Which body of the United States must agree to most treaties?"
CHOSEN = [
    (
        "how long did the phone call",
        "How long did the phone call of President Trump and President Xi in June 2025 last?",
    ),
    ("lengths of time", "Put these lengths of time"),
    ("which month did the breakthrough", "In which month did the breakthrough come"),
]

RIGHT_ORDER = [
    "The phone call between the two presidents",
    "The trade ceasefire between the two countries",
    "The gap between US presidential elections, as Trump mentions it",
]


def make_class(page: Page) -> str:
    page.get_by_role("link", name="Classes").click()
    page.get_by_role("link", name="New class").click()
    inspect(page)
    page.get_by_role("button", name="Make the class").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Name of the class").fill("Period 1 Civics")
    page.get_by_role("button", name="Make the class").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Period 1 Civics")
    inspect(page)
    return page.locator(".code").inner_text().strip()


def add_question(page: Page) -> None:
    page.get_by_role("link", name="Questions", exact=True).click()
    inspect(page)
    page.get_by_role("link", name="Add a question").click()
    inspect(page)
    page.get_by_role("link", name=re.compile("^Single choice")).click()
    page.locator("[name=stem]").fill(STEM)
    for index, text in enumerate(["The House", "The Senate", "The Supreme Court"]):
        page.locator(f"[name=options-{index}-text]").fill(text)
    page.locator("[name=right][value='1']").check()
    page.locator("[name=topic]").fill("Institutions")
    page.locator("[name=explanation]").fill("Two thirds of the Senate must agree.")
    page.get_by_role("radio", name=re.compile("^Ready")).check()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview")).to_contain_text("The Supreme Court")
    expect(page.locator("[name=options-1-text]")).to_have_value("The Senate")
    inspect(page)
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("main")).to_contain_text(STEM)
    inspect(page)


def build_quiz(page: Page) -> None:
    page.get_by_role("link", name="Quizzes", exact=True).click()
    inspect(page)
    page.get_by_role("link", name="New quiz").click()
    page.get_by_label(re.compile("^Title")).fill("The first quiz")
    page.get_by_role("button", name="Make the quiz").click()
    for words, stem in [("treaties", STEM), *CHOSEN]:
        page.get_by_role("link", name="Add questions").first.click()
        page.get_by_role("searchbox", name="Words").fill(words)
        page.get_by_role("button", name="Search").click()
        page.get_by_label(re.compile(re.escape(stem[:40]))).first.check()
        page.get_by_role("button", name="Add the ticked questions").click()
    expect(page.locator("main")).to_contain_text("4 questions")
    inspect(page)
    page.get_by_role("link", name="Preview as a student").click()
    inspect(page)
    page.go_back()


def assign(page: Page) -> None:
    page.get_by_role("link", name="Assign to a class").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Assign to a class")
    # Where other tests have made classes too, the class is chosen first.
    page.wait_for_load_state()
    choice = page.locator("main").get_by_role("link", name=re.compile("Period 1 Civics"))
    if choice.count():
        inspect(page)
        choice.click()
        expect(page.get_by_role("button", name="Assign")).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Assign").click()
    expect(page.locator("main")).to_contain_text("The first quiz")
    inspect(page)


def join(page: Page, code: str, given: str, family: str, username: str, *, check: bool) -> None:
    page.goto("/join")
    page.get_by_label("Class code").fill(code.lower())
    page.get_by_role("button", name="Find the class").click()
    if check:
        inspect(page)
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Given name").fill(given)
    page.get_by_label("Family name").fill(family)
    page.get_by_label("Choose a username").fill(username)
    page.get_by_label("Choose a password").fill("four small blue words")
    if check:
        inspect(page)
    page.get_by_role("button", name="Join this class").click()
    expect(page.locator("main")).to_contain_text("The first quiz")
    if check:
        inspect(page)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there: by keyboard alone."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")
    expect(page.locator(".save-text")).to_contain_text("Saved")


def next_question(page: Page, number: int) -> None:
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number} of 4")


def take_by_keyboard(page: Page) -> None:
    """On a phone: everything right, without a pointer."""
    press(page, "main a[href*='/take']")
    expect(page.get_by_role("heading", level=1)).to_have_text("The first quiz")
    inspect(page)
    press(page, "main form[action*='/take'] button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1 of 4")
    inspect(page)
    option = page.get_by_role("radio", name="The Senate")
    tab_to(page, "input[name=response]")
    for _ in range(4):
        if option.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(option).to_be_checked()
    saved(page)
    press(page, "#flag")
    next_is_by_button(page, 2)
    press(page, "input[name=response]", "Home")
    page.keyboard.type("1.5 hours")
    saved(page)
    inspect(page)
    next_question(page, 3)
    inspect(page)
    order_by_keyboard(page)
    saved(page)
    next_is_by_button(page, 4)
    press(page, "input[name=response]", "Home")
    page.keyboard.type("May 2025")
    saved(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check and hand in")
    inspect(page)


def next_is_by_button(page: Page, number: int) -> None:
    press(page, "#next")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number} of 4")


def order_by_keyboard(page: Page) -> None:
    """Bring the items into their right order with the Up buttons alone."""
    items = page.locator(".order li")
    for place, text in enumerate(RIGHT_ORDER):
        position = [item.inner_text() for item in items.locator(".text").all()].index(text)
        for above in range(position - 1, place - 1, -1):
            items.nth(above + 1).locator("[data-move=up]").focus()
            page.keyboard.press("Enter")
            expect(items.nth(above).locator(".text")).to_have_text(text)
    if page.locator("[name=keep]").is_visible():
        page.locator("[name=keep]").focus()
        page.keyboard.press("Enter")


def take_without_script(page: Page) -> None:
    """Without JavaScript: one right, one wrong, one blank, and one changed after coming back."""
    page.locator("main a[href*='/take']").first.click()
    page.get_by_role("button", name="Start the quiz").click()
    page.get_by_label("The House").check()
    page.get_by_role("button", name="Next").last.click()
    page.locator("[name=response]").fill("60 minutes")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("The House")).to_be_checked()
    page.get_by_label("The Senate").check()
    page.get_by_role("button", name=re.compile("^Question 2")).click()
    expect(page.locator("[name=response]")).to_have_value("60 minutes")
    page.get_by_role("button", name="Next").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 3 of 4")
    page.get_by_role("button", name="Save and leave").click()
    page.get_by_role("link", name="Continue at question 3").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 3 of 4")
    page.get_by_role("button", name="Next").last.click()
    page.locator("[name=response]").fill("March 2025")
    page.get_by_role("button", name="Check and hand in").last.click()
    expect(page.locator("main")).to_contain_text("One question is still blank.")
    page.get_by_role("button", name="Hand in").dblclick()
    expect(page.locator("main")).to_contain_text("of 4")


def close_quiz() -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    mine = select(Assignment.id).join(Quiz).where(Quiz.title == "The first quiz")
    terms.close_at(past, db.session.scalars(mine).all())


def read_csv(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_whole_story(site: Site, visitor: Visitor) -> None:
    teacher = visitor()
    sign_in(teacher, "delgado")
    inspect(teacher)
    code = make_class(teacher)
    add_question(teacher)
    build_quiz(teacher)
    assign(teacher)

    phone = visitor(viewport=PHONE, has_touch=True)
    join(phone, code, "Maya", "Ramos", "maya.r", check=True)
    plain = visitor(java_script_enabled=False)
    join(plain, code, "=Noah", "Martin", "noah.m", check=False)

    take_by_keyboard(phone)
    press(phone, "main form button.primary")
    expect(phone.locator("main")).to_contain_text("4 of 4")
    inspect(phone)
    take_without_script(plain)

    phone.goto("/")
    inspect(phone)
    site.run(close_quiz)
    for student in (phone, plain):
        student.goto("/progress")
        student.get_by_role("link", name="The first quiz").click()
        expect(student.locator("main")).to_contain_text("Two thirds of the Senate must agree.")
        expect(student.locator("main")).to_contain_text("The Ninety-Minute Call")
    inspect(phone)
    phone.goto("/progress")
    inspect(phone)

    teacher.goto("/classes")
    teacher.get_by_role("link", name="Period 1 Civics").click()
    teacher.get_by_role("link", name="Quizzes").last.click()
    inspect(teacher)
    teacher.locator("main").get_by_role("link", name="The first quiz").first.click()
    expect(teacher.locator("main")).to_contain_text("All 2 have handed in")
    inspect(teacher)
    rows = {row["Username"]: row for row in read_csv(teacher)}
    check_scores(rows)
    teacher.get_by_role("link", name="Report").last.click()
    inspect(teacher)
    teacher.go_back()
    teacher.get_by_role("link", name=re.compile("Ramos")).first.click()
    inspect(teacher)


def check_scores(rows: dict[str, dict[str, str]]) -> None:
    maya, noah = rows["maya.r"], rows["noah.m"]
    assert (maya["Mark"], maya["Max mark"], maya["Percent"]) == ("4", "4", "100")
    # One right, one wrong, one blank, and half a point for the right year.
    assert (noah["Mark"], noah["Max mark"], noah["Percent"]) == ("1.5", "4", "37.5")
    assert noah["Given name"] == "'=Noah", "no formula"
    marks = [float(value) for name, value in maya.items() if re.match(r"Q\d+ (?!answer)", name)]
    assert marks == [1, 1, 1, 1]
    assert noah["Q2 answer"] == "60 minutes"
    assert noah["Q3 answer"] == ""
