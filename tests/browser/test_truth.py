"""A fact that turns out to be wrong: from its correction to a changed mark; and a dispute at a paragraph."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quizapp.bank.fact_loading import load_facts
from quizapp.db import db
from quizapp.facts import Source
from quizapp.models.bank import Source as SourceRow
from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.support import school

Visitor = Callable[..., Page]


def sheet(name: str) -> dict[str, Any]:
    """A source of one test, so that no other test corrects its facts."""
    toll = {"kind": "percent", "unit": "percent", "paragraphs": [2]}
    return {
        "id": f"harbor-{name}",
        "title": "Harbor News",
        "publisher": "The Example",
        "published": "2025-06-05",
        "facts": [
            {"id": "toll", "statement": "The toll rose by 30%.", "value": 30, **toll},
            {"id": "later-toll", "statement": "The toll rose by 50% later.", "value": 50, **toll},
        ],
    }


PARAGRAPHS = "The bridge is old.\nThe toll rose by 40 percent in May.\nDrivers were angry."


def question(name: str) -> dict[str, Any]:
    return {
        "id": f"toll-{name}",
        "kind": "numeric",
        "topic": "Tolls",
        "stem": f"By how much did the toll rise (toll-{name})? Answer in percent.",
        "answers": [{"value": 30, "unit": "percent"}],
        "explanation": "It rose by 30%, says the article.",
        "facts": [f"harbor-{name}/toll"],
        "status": "ready",
    }


def given(name: str) -> Given:
    """A class whose quiz rests on a fact."""
    source = Source.from_dict(sheet(name))
    db.session.add(SourceRow(id=source.id, title=source.title, published=source.published))
    db.session.flush()
    load_facts(source, school.NOW)
    return class_with_quiz(name, [question(name)], release="after_hand_in")


@pytest.fixture
def copy_of_article(site: Site) -> Iterator[None]:
    folder: Path = site.app.extensions["settings"].texts
    folder.mkdir(exist_ok=True)
    file = folder / "harbor-passage.txt"
    file.write_text(PARAGRAPHS, "utf-8")
    yield
    file.unlink()


def take(page: Page, made: Given, answer: str) -> None:
    sign_in(page, made.student)
    page.goto(f"/assignments/{made.assignment}/take")
    page.get_by_role("button", name="Start the quiz").click()
    page.get_by_role("textbox").first.fill(answer)
    page.get_by_role("textbox").first.blur()
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")
    page.get_by_role("button", name=re.compile("Check|Next|finish", re.IGNORECASE)).last.click()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("link", name=re.compile("answers", re.IGNORECASE)).first.click()
    expect(page.locator(".score")).to_contain_text("0 of 1")


def correct(page: Page) -> None:
    page.goto("/facts/harbor-truth/toll")
    inspect(page)
    page.get_by_role("link", name="Correct it").click()
    inspect(page)
    page.get_by_label("The value in it").fill("40")
    page.get_by_label("Why?").fill("The article says 40 percent.")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_role("alert")).to_contain_text("The sentence still says what the fact said before")
    inspect(page)
    page.get_by_label("What the source says").fill("The toll rose by 40%.")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_role("heading", name=re.compile("rests? on it"))).to_contain_text("behind")
    inspect(page)


def rewrite(page: Page, ref: str) -> None:
    page.get_by_role("link", name=re.compile(rf"^Edit with the new answer filled in.*{ref}")).click()
    expect(page.get_by_role("textbox", name="Answer 1")).to_have_value("40")
    expect(page.locator("main")).to_contain_text("These still say what the fact said before: explanation.")
    inspect(page)
    page.get_by_label("Explanation").fill("It rose by 40%, says the article.")
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("main")).to_contain_text("One answer in your classes was marked by an older key.")
    inspect(page)


def regrade(page: Page) -> None:
    page.get_by_role("link", name="Show what a regrade changes").click()
    expect(page.get_by_role("heading", name="1 of 1 marks changes")).to_be_visible()
    expect(page.get_by_label(re.compile("^Reason"))).to_have_value(
        "What the question rests on was corrected: “The toll rose by 40%.” The article says 40 percent."
    )
    inspect(page)
    page.get_by_role("button", name="Mark the ticked attempts anew").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 of 1 marks changes")


def test_a_corrected_fact_ends_in_a_changed_mark(site: Site, visitor: Visitor) -> None:
    made = site.run(given, "truth")
    student = visitor(viewport=PHONE)
    take(student, made, "40")
    teacher = visitor()
    sign_in(teacher, "delgado")
    correct(teacher)
    rewrite(teacher, "toll-truth")
    regrade(teacher)
    teacher.goto("/facts/harbor-truth/toll")
    expect(teacher.locator("main")).to_contain_text("Says what the fact says")
    student.reload()
    expect(student.locator(".score")).to_contain_text("1 of 1")
    expect(student.locator("main")).to_contain_text("from 0 to 1. The corrected key counts.")
    expect(student.locator("main")).to_contain_text("The article says 40 percent.")
    expect(student.locator("main")).to_contain_text("before, it said: “The toll rose by 30%.”")
    inspect(student)
    student.goto("/sources/harbor-truth")
    expect(student.locator("#f-toll")).to_contain_text("Corrected on")
    inspect(student)


def test_a_fact_with_an_end_is_named_before_it_is_assigned(site: Site, visitor: Visitor) -> None:
    made = site.run(given, "ended")
    teacher = visitor(viewport=PHONE)
    sign_in(teacher, "delgado")
    teacher.goto("/facts/harbor-ended/toll/end")
    inspect(teacher)
    teacher.get_by_label("No longer so from").fill("May 12, 2025")
    teacher.get_by_label("What holds in its place").select_option("harbor-ended/later-toll")
    teacher.get_by_label("Why?").fill("It rose again.")
    teacher.get_by_role("button", name="Keep it").click()
    expect(teacher.locator("main")).to_contain_text("It is no longer so since May 12, 2025.")
    inspect(teacher)
    teacher.get_by_role("link", name="Quiz ended").first.click()
    expect(teacher.locator("main")).to_contain_text("It rests on a fact with an end")
    inspect(teacher)
    with teacher.expect_navigation():
        teacher.get_by_role("link", name="Assign to a class").click()
    teacher.goto(f"{teacher.url.partition('?')[0]}?class={made.classroom}")
    expect(teacher.locator("main")).to_contain_text("Now: “The toll rose by 50% later.”")
    inspect(teacher)


def test_two_facts_are_said_to_differ(site: Site, visitor: Visitor) -> None:
    site.run(given, "differ")
    teacher = visitor(viewport=PHONE)
    sign_in(teacher, "delgado")
    teacher.goto("/facts/harbor-differ/toll")
    teacher.get_by_role("link", name="Another source differs").click()
    inspect(teacher)
    teacher.get_by_role("button", name="Keep it").click()
    expect(teacher.get_by_role("alert")).to_be_focused()
    inspect(teacher)
    teacher.get_by_label("The other fact").select_option("mutual-state-visits")
    teacher.get_by_label("The other article does not say this").check()
    teacher.get_by_label("Where they differ").fill("It tells of states, not of harbors.")
    teacher.get_by_label("Why?").fill("A student asked.")
    teacher.get_by_role("button", name="Keep it").click()
    expect(teacher.locator("main")).to_contain_text("It tells of states, not of harbors. Kept.")
    expect(teacher.locator("main")).to_contain_text("Needs checking")
    inspect(teacher)
    teacher.get_by_role("link", name="Take this difference away").click()
    inspect(teacher)
    teacher.get_by_label("Why?").fill("They speak of other things.")
    teacher.get_by_role("button", name="Take it away").click()
    expect(teacher.locator("main")).to_contain_text("The difference is taken away.")


@pytest.mark.usefixtures("copy_of_article")
def test_a_dispute_points_at_a_paragraph(site: Site, visitor: Visitor) -> None:
    made = site.run(given, "passage")
    student = visitor(viewport=PHONE)
    take(student, made, "41")
    student.get_by_text("Dispute this question").click()
    student.get_by_label("Or which paragraph of the article?").select_option("harbor-passage:2")
    student.get_by_label(re.compile("^What is wrong")).fill("The article says 40 percent.")
    inspect(student)
    student.get_by_role("button", name="Send to the teacher").click()
    expect(student.locator("main")).to_contain_text("Points at paragraph 2 of “Harbor News”.")
    inspect(student)
    teacher = visitor()
    sign_in(teacher, "delgado")
    teacher.goto("/disputes")
    expect(teacher.locator("main")).to_contain_text("The toll rose by 40 percent in May.")
    inspect(teacher)
    mine = teacher.get_by_role("article", name="Sam Passage")
    mine.get_by_label(re.compile("^Your answer")).fill("Look at the first paragraph too.")
    mine.get_by_role("button", name="Send the answer").click()
    expect(teacher.locator("main")).to_contain_text("The student reads your answer beside the question.")
    student.reload()
    expect(student.locator("main")).to_contain_text("Look at the first paragraph too.")
