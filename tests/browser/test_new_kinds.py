"""Questions with several fields, and one without a key: written, previewed, taken by keyboard, reviewed.

A flashcard is written and studied. A second student does without JavaScript.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect
from sqlalchemy import select

from quizapp.db import db
from quizapp.flashcards.actions import open_decks
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.test_story import press, saved, tab_to
from tests.support import attempts, school

Visitor = Callable[..., Page]
TOPIC = "Two reports"


def open_editor(page: Page, kind: str, stem: str) -> None:
    page.goto("/bank/new")
    page.get_by_role("link", name=kind, exact=True).click()
    page.locator("[name=stem]").fill(stem)
    page.locator("[name=topic]").fill(TOPIC)


def store(page: Page, expected: str) -> None:
    """Preview, look at everything, save."""
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview")).to_contain_text("What is right")
    expect(page.locator(".preview")).to_contain_text(expected)
    inspect(page)
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("main")).to_contain_text("Saved as version 1.")
    expect(page.locator("main")).to_contain_text(expected)
    inspect(page)


def write_matching(page: Page) -> None:
    open_editor(page, "Matching", "Where did they meet?")
    for row, (left, right) in enumerate(
        [("April 2017", "Florida"), ("November 2017", "Beijing"), ("", "Busan")]
    ):
        page.locator(f"[name=pairs-{row}-left]").fill(left)
        page.locator(f"[name=pairs-{row}-right]").fill(right)
    store(page, "November 2017 → Beijing")


def write_cloze(page: Page) -> None:
    open_editor(page, "Text with gaps", "Fill in the gaps.")
    page.locator("[name=text]").fill("The call took {gap1} minutes and was about {gap2}.")
    page.get_by_role("button", name="Add a number").click()
    page.locator("[name=gaps-0-numeric-answers-0-value]").fill("90")
    page.get_by_role("button", name="Add a choice").click()
    for row, text in enumerate(["trade", "sport"]):
        page.locator(f"[name=gaps-1-single_choice-options-{row}-text]").fill(text)
    page.locator("[name=gaps-1-single_choice-options-0-key]").check()
    page.get_by_role("button", name="Add another option").click()
    expect(page.locator("[name=gaps-1-single_choice-options-4-text]")).to_be_focused()
    store(page, "{gap1} 90")


def write_comparison(page: Page) -> None:
    open_editor(page, "Comparing two sources", "What does each article say?")
    page.locator("[name=first_source]").select_option("mutual-state-visits")
    page.locator("[name=second_source]").select_option("ninety-minute-call")
    page.locator("[name=claims-0-text]").fill("The call lasted 90 minutes.")
    page.locator("[name=claims-0-first]").select_option("silent")
    page.locator("[name=claims-0-second]").select_option("says")
    store(page, "does not say")


def write_written(page: Page) -> None:
    open_editor(page, "Written answer", "Why did both sides agree to a pause?")
    page.locator("[name=rubric-0-text]").fill("names a source")
    store(page, "names a source")


def write_card(page: Page) -> None:
    open_editor(page, "Flashcard", "")
    page.locator("[name=front]").fill("What is a tariff?")
    page.locator("[name=back]").fill("A tax on imports.")
    store(page, "A tax on imports.")


def choose(page: Page, place: int, text: str) -> None:
    """Choose in one of the selects of the answer with the arrow keys."""
    field = page.locator("select[name=response]").nth(place)
    tab_to(page, f"#{field.get_attribute('id')}")
    chosen = field.locator("option:checked")
    for _ in range(6):
        if chosen.inner_text() == text:
            break
        page.keyboard.press("ArrowDown")
    expect(chosen).to_have_text(text)


def go_on(page: Page, heading: str) -> None:
    saved(page)
    press(page, "#next")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def take_by_keyboard(page: Page) -> None:
    choose(page, 0, "Florida")
    choose(page, 1, "Busan")
    go_on(page, "Question 2 of 4")
    tab_to(page, "input[name=response]")
    page.keyboard.type("ninety")
    choose(page, 0, "trade")
    go_on(page, "Question 3 of 4")
    choose(page, 0, "does not say")
    choose(page, 1, "says otherwise")
    go_on(page, "Question 4 of 4")
    tab_to(page, "textarea[name=response]")
    page.keyboard.type("Because of the markets.")
    page.keyboard.press("Enter")
    page.keyboard.type("And of the talks.")
    saved(page)
    inspect(page)
    page.reload()
    expect(page.locator("textarea[name=response]")).to_have_value(
        "Because of the markets.\nAnd of the talks."
    )
    press(page, ".qmap button[value='1']")
    expect(page.locator("select[name=response] option:checked").first).to_have_text("Florida")


def offer_to(*usernames: str) -> int:
    """Assign the questions of the topic to a class with these students; returns the assignment."""
    query = select(Question.id).where(Question.topic == TOPIC, Question.kind != "card")
    teacher = db.session.scalars(select(Person).where(Person.username == "delgado")).one()
    room = school.classroom(teacher, *(school.person(name) for name in usernames), name="Kinds")
    quiz = attempts.quiz(teacher, db.session.scalars(query.order_by(Question.id)).all(), "Four kinds")
    now = datetime.now(UTC)
    moments = {"opens_at": now, "due_at": now + school.days(1), "closes_at": now + school.days(1)}
    open_decks(room.id, [TOPIC])
    return attempts.assignment(quiz, room, **moments).id


def start(page: Page, username: str, assignment: int) -> None:
    sign_in(page, username)
    expect(page.locator("main")).to_contain_text("Four kinds")
    page.goto(f"/assignments/{assignment}/take")
    press(page, "main form[action*='/take'] button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1 of 4")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Question 4")).click()
    page.get_by_role("button", name="Check and hand in").last.click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("main")).to_contain_text("2 of 4")
    expect(page.locator("main")).to_contain_text("One answer is still being marked.")
    inspect(page)


def review(page: Page) -> None:
    page.get_by_role("link", name="See your answers").click()
    main = page.locator("main")
    for words in ("Right answer: Beijing", "Read as 90.", "Being marked", "names a source", "says otherwise"):
        expect(main).to_contain_text(words)
    inspect(page)


def study(page: Page) -> None:
    """Go through the deck until the card that is no question comes."""
    page.goto(f"/cards/study?deck={TOPIC}")
    front = page.locator("#front")
    while "What is a tariff?" not in (shown := front.inner_text()):
        inspect(page)
        page.get_by_role("link", name="Show the answer").click()
        inspect(page)
        page.get_by_role("button", name=re.compile("^Got it")).click()
        expect(front).not_to_have_text(shown)
    page.get_by_role("link", name="Show the answer").click()
    expect(page.locator("#back")).to_contain_text("A tax on imports.")
    inspect(page)


def answer_without_script(page: Page) -> None:
    page.locator("select[name=response]").first.select_option(label="Florida")
    page.get_by_role("button", name="Next").last.click()
    page.get_by_label("Gap 1").fill("90")
    page.get_by_role("button", name="Back").click()
    expect(page.locator("select[name=response] option:checked").first).to_have_text("Florida")
    page.get_by_role("button", name="Next").last.click()
    expect(page.get_by_label("Gap 1")).to_have_value("90")


def test_every_kind_in_parts_from_the_editor_to_the_review(site: Site, visitor: Visitor) -> None:
    teacher = visitor()
    sign_in(teacher, "delgado")
    for write in (write_matching, write_cloze, write_comparison, write_written, write_card):
        write(teacher)
    assignment = site.run(offer_to, "kim", "lou")

    phone = visitor(viewport=PHONE, has_touch=True)
    start(phone, "kim", assignment)
    inspect(phone)
    take_by_keyboard(phone)
    hand_in(phone)
    review(phone)
    study(phone)

    plain = visitor(java_script_enabled=False)
    start(plain, "lou", assignment)
    answer_without_script(plain)
