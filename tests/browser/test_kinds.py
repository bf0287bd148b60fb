"""Every kind of question without JavaScript: written, previewed, taken, marked, corrected, regraded."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from quizapp.questions.registry import MACHINE_MARKED, QUIZ_KINDS
from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.support.school import single_choice

Visitor = Callable[..., Page]
Fill = Callable[[Page], None]


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"[name='{name.replace('__', '-')}']").fill(text)


def write_multiple_choice(page: Page) -> None:
    fill(page, options__0__text="The US rate", options__1__text="China's rate", options__2__text="A fee")
    page.locator("[name='options-0-key']").check()
    page.locator("[name='options-1-key']").check()


def write_true_false(page: Page) -> None:
    page.locator("[name='answer'][value='true']").check()


def write_numeric(page: Page) -> None:
    fill(page, answers__0__value="90", answers__0__unit="minutes")


def write_short_text(page: Page) -> None:
    fill(page, answers__0__text="Mar-a-Lago")


def write_date(page: Page) -> None:
    fill(page, answer="2017-11")


def write_ordering(page: Page) -> None:
    fill(page, items__0__text="The visit to Florida", items__0__date="April 2017")
    fill(page, items__1__text="The visit to China", items__1__date="November 2017")
    fill(page, items__2__text="The call", items__2__date="June 5, 2025")


def write_single_choice(page: Page) -> None:
    fill(page, options__0__text="145%", options__1__text="54%")
    page.locator("[name='right'][value='0']").check()


def write_matching(page: Page) -> None:
    fill(page, pairs__0__left="April 2017", pairs__0__right="Florida")
    fill(page, pairs__1__left="November 2017", pairs__1__right="Beijing", pairs__2__right="Busan")


def write_cloze(page: Page) -> None:
    fill(page, text="The call took {gap1} minutes, in {gap2}.")
    page.get_by_role("button", name="Add a number").click()
    fill(page, **{"gaps-0-numeric-answers-0-value": "90"})
    page.get_by_role("button", name="Add a date").click()
    fill(page, **{"gaps-1-date-answer": "June 2025"})


def write_comparison(page: Page) -> None:
    page.locator("[name=first_source]").select_option("mutual-state-visits")
    page.locator("[name=second_source]").select_option("ninety-minute-call")
    fill(page, claims__0__text="The call lasted 90 minutes.")
    page.locator("[name=claims-0-first]").select_option("silent")
    page.locator("[name=claims-0-second]").select_option("says")


def tick_both(page: Page) -> None:
    page.get_by_label("The US rate").check()
    page.get_by_label("China's rate").check()


def choose(*labels: str) -> Fill:
    """Choose in the selects of an answer, one after the other."""

    def answer(page: Page) -> None:
        for place, label in enumerate(labels):
            page.locator("select[name=response]").nth(place).select_option(label=label)

    return answer


def write_in(*texts: str) -> Fill:
    """Write into the fields of an answer, one after the other."""

    def answer(page: Page) -> None:
        for place, text in enumerate(texts):
            page.locator("input[name=response]").nth(place).fill(text)

    return answer


def other_options(page: Page) -> None:
    page.locator("[name='options-1-key']").uncheck()
    page.locator("[name='options-2-key']").check()


def other_order(page: Page) -> None:
    """The visit to Florida was in 2018 after all, and so it stands in second place."""
    fill(page, items__0__date="2018")
    page.locator("button[value='down:0']").click()


@dataclass(frozen=True)
class Kind:
    """How a question is written, answered with its key, and given another key; what the answer earns then."""

    write: Fill
    answer: Fill
    correct: Fill
    earns: str = "0"
    # What the review tells beside the explanation.
    told: str = ""


KINDS = {
    "single_choice": Kind(
        write_single_choice,
        lambda page: page.get_by_label("145%").check(),
        lambda page: page.locator("[name='right'][value='1']").check(),
    ),
    "multiple_choice": Kind(write_multiple_choice, tick_both, other_options),
    "true_false": Kind(
        write_true_false,
        lambda page: page.get_by_role("radio", name="True").check(),
        lambda page: page.locator("[name='answer'][value='false']").check(),
    ),
    "numeric": Kind(
        write_numeric,
        write_in("1.5 hours"),
        lambda page: fill(page, answers__0__value="60"),
        told="1.5 hours",
    ),
    "short_text": Kind(
        write_short_text, write_in("mar a lago"), lambda page: fill(page, answers__0__text="Camp David")
    ),
    "date": Kind(
        write_date, write_in("Nov. 2017"), lambda page: fill(page, answer="2018-11"), told="November 2017"
    ),
    "ordering": Kind(
        write_ordering, lambda page: put_in_order(page), other_order, earns="0.67", told="(April 2017)"
    ),
    "matching": Kind(
        write_matching,
        choose("Florida", "Beijing"),
        lambda page: fill(page, pairs__0__right="Busan", pairs__2__right="Florida"),
        earns="0.5",
    ),
    "cloze": Kind(
        write_cloze,
        write_in("ninety", "6/2025"),
        lambda page: fill(page, **{"gaps-0-numeric-answers-0-value": "60"}),
        earns="0.5",
    ),
    "source_comparison": Kind(
        write_comparison,
        choose("does not say", "says so"),
        lambda page: page.locator("[name=claims-0-first]").select_option("otherwise"),
        earns="0.5",
    ),
}


def put_in_order(page: Page) -> None:
    """Without JavaScript each move is a round trip."""
    wanted = ["The visit to Florida", "The visit to China", "The call"]
    page.wait_for_load_state()
    for place, text in enumerate(wanted):
        while True:
            shown = page.locator(".order .text").all_inner_texts()
            position = shown.index(text)
            if position == place:
                break
            with page.expect_navigation():
                page.locator(".order li").nth(position).locator("[data-move=up]").click()
    if page.locator("[name=keep]").count():
        with page.expect_navigation():
            page.locator("[name=keep]").click()


def test_the_walk_takes_every_kind_that_the_app_marks() -> None:
    assert set(KINDS) == set(MACHINE_MARKED) & set(QUIZ_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_from_the_editor_to_the_changed_mark(site: Site, visitor: Visitor, kind: str) -> None:
    teacher = visitor(java_script_enabled=False)
    stem = f"According to “Mutual State Visits”, a question of the kind {kind}?"
    question = create(teacher, kind, stem)
    given = site.run(
        class_with_quiz, kind.replace("_", ""), [single_choice(f"other-{kind}")], "after_hand_in"
    )
    add_to_newest_quiz(teacher, question)
    student = visitor(viewport=PHONE, java_script_enabled=False)
    take(student, given, stem, KINDS[kind].answer)
    expect(student.locator("main")).to_contain_text(KINDS[kind].told)
    teacher.goto(f"/bank/{question}/edit")
    KINDS[kind].correct(teacher)
    correct(teacher)
    regrade(teacher)
    student.reload()
    expect(student.locator("main")).to_contain_text(f"from 1 to {KINDS[kind].earns}.")
    expect(student.locator("main")).to_contain_text("Reason: The key was another one.")

    looking = visitor(viewport=PHONE)
    sign_in(looking, given.student)
    looking.goto(student.url)
    inspect(looking)


def create(teacher: Page, kind: str, stem: str) -> int:
    """Write a question, look at its preview, and store it; returns its id."""
    sign_in(teacher, "delgado")
    teacher.goto(f"/bank/new/{kind}")
    teacher.get_by_role("button", name="Save").last.click()
    expect(teacher.get_by_role("alert")).to_be_visible()
    fill(teacher, stem=stem, topic=f"Topic {kind}", explanation="So it stands in the source.")
    KINDS[kind].write(teacher)
    teacher.get_by_role("button", name="Preview").click()
    expect(teacher.locator(".preview")).to_contain_text(stem)
    expect(teacher.locator(".preview")).to_contain_text("What is right")
    teacher.get_by_role("button", name="Save").last.click()
    expect(teacher.locator("main")).to_contain_text("So it stands in the source.")
    teacher.wait_for_url(re.compile(r"/bank/\d+$"))
    return int(teacher.url.split("/")[-1])


def take(student: Page, given: Given, stem: str, answer: Fill) -> None:
    """Answer the second question of the quiz, hand in, and open the review."""
    sign_in(student, given.student)
    student.goto(f"/assignments/{given.assignment}/take")
    student.get_by_role("button", name="Start the quiz").click()
    student.get_by_role("button", name="Next").last.click()
    expect(student.locator("main")).to_contain_text(stem)
    answer(student)
    student.get_by_role("button", name="Check and hand in").last.click()
    student.get_by_role("button", name="Hand in").click()
    expect(student.locator("main")).to_contain_text("1 of 2")
    student.goto(student.url.replace("/done", ""))
    expect(student.locator("main")).to_contain_text("So it stands in the source.")


def correct(teacher: Page) -> None:
    """Store the other key as a new version."""
    expect(teacher.get_by_role("radio", name=re.compile("^Make a new version"))).to_be_checked()
    teacher.get_by_role("button", name="Save").last.click()
    expect(teacher.locator("main")).to_contain_text("Saved as version 2.")


def regrade(teacher: Page) -> None:
    """Look at what the new key would change, and do it."""
    teacher.get_by_role("link", name="Regrade", exact=True).click()
    teacher.get_by_role("radio", name=re.compile("^New key only")).check()
    teacher.get_by_role("button", name="Show what changes").click()
    expect(teacher.get_by_role("heading", name="1 of 1 marks changes")).to_be_visible()
    teacher.get_by_label(re.compile("^Reason")).fill("The key was another one.")
    teacher.get_by_role("button", name="Mark the ticked attempts anew").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("1 of 1 marks changes")


def add_to_newest_quiz(teacher: Page, question: int) -> None:
    """Put the question into the newest quiz, by the pages of the quiz."""
    teacher.goto("/quizzes")
    teacher.locator("main a.t").first.click()
    teacher.get_by_role("link", name="Add questions").first.click()
    teacher.get_by_role("searchbox", name="Words").fill("kind")
    teacher.get_by_role("button", name="Search").click()
    teacher.locator(f"[name=question][value='{question}']").check()
    teacher.get_by_role("button", name="Add the ticked questions").click()
    expect(teacher.locator("main")).to_contain_text("2 questions")
