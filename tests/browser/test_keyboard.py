"""Every kind of question with Tab, Shift and Tab, arrows, Space and Enter alone; the keys of one letter."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from quizapp.db import db
from quizapp.flashcards.actions import open_decks
from quizapp.models.accounts import Person
from quizapp.models.attempts import Attempt, AttemptSlot, Step
from quizapp.models.bank import QuestionVersion
from quizapp.models.flashcards import Review
from quizapp.questions import KINDS, QUIZ_KINDS, Question
from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.browser.test_new_kinds import choose
from tests.browser.test_story import press, saved, tab_to
from tests.support.school import card, single_choice, store, true_false
from tests.support.taking import basis

Visitor = Callable[..., Page]
Answer = Callable[[Page], None]
ARTICLES = ["mutual-state-visits", "ninety-minute-call"]
WORDS = "Because both sides gained from it."


def turn_to(label: str) -> Answer:
    """Among radio buttons: Tab into the group, then the arrows."""

    def answer(page: Page) -> None:
        wanted = page.get_by_role("radio", name=label)
        tab_to(page, "input[name=response]")
        page.keyboard.press("Space")
        for _ in range(6):
            if wanted.is_checked():
                break
            page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()

    return answer


def tick(*labels: str) -> Answer:
    """Among boxes: Tab to each of them, then Space."""

    def answer(page: Page) -> None:
        for label in labels:
            box = page.get_by_role("checkbox", name=label)
            tab_to(page, f"input[name=response][value='{box.get_attribute('value')}']")
            page.keyboard.press("Space")
            expect(box).to_be_checked()

    return answer


def choose_each(*labels: str) -> Answer:
    """In lists to choose from: Tab to each of them, then the arrows."""

    def answer(page: Page) -> None:
        for place, label in enumerate(labels):
            choose(page, place, label)

    return answer


def write(text: str, field: str = "input") -> Answer:
    """In a field: what is typed there."""

    def answer(page: Page) -> None:
        tab_to(page, f"{field}[name=response]")
        page.keyboard.type(text)

    return answer


def write_and_choose(page: Page) -> None:
    write("ninety")(page)
    choose(page, 0, "trade")


def bring_up(*texts: str) -> Answer:
    """Among things to be ordered: Tab to Up of what belongs further up, and Enter; the focus goes with it."""

    def answer(page: Page) -> None:
        rows = page.locator(".order li")
        for place, text in enumerate(texts):
            row = rows.filter(has_text=text)
            index = row.get_attribute("data-index")
            position = [found.get_attribute("data-index") for found in rows.all()].index(index)
            for above in range(position - 1, place - 1, -1):
                tab_round(page, f"li[data-index='{index}'] [data-move=up]")
                page.keyboard.press("Enter")
                expect(rows.nth(above)).to_have_attribute("data-index", index or "")
        keep = page.locator("[name=keep]")
        if keep.is_visible():
            tab_round(page, "[name=keep]")
            page.keyboard.press("Space")

    return answer


def tab_round(page: Page, selector: str) -> None:
    """Press Shift and Tab until the focus is there."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"Shift and Tab never come to {selector}")


# The part of a question that its kind adds, and the way to its right answer.
WALKS: dict[str, tuple[dict[str, Any], Answer]] = {
    "single_choice": (single_choice("key-single-choice"), turn_to("145%")),
    "multiple_choice": (
        {
            "options": [
                {"text": "The US rate", "key": True},
                {"text": "China's", "key": True},
                {"text": "None"},
            ]
        },
        tick("The US rate", "China's"),
    ),
    "true_false": (true_false("key-true-false", answer=False), turn_to("False")),
    "numeric": ({"answers": [{"value": 90, "unit": "minutes"}]}, write("1.5 hours")),
    "short_text": ({"answers": [{"text": "Mar-a-Lago"}]}, write("mar a lago")),
    "date": ({"answer": "2017-11"}, write("Nov. 2017")),
    "ordering": (
        {
            "items": [
                {"text": "The visit to Florida", "date": "2017-04"},
                {"text": "The visit to Beijing", "date": "2017-11"},
                {"text": "The call", "date": "2025-06-05"},
            ]
        },
        bring_up("The visit to Florida", "The visit to Beijing", "The call"),
    ),
    "matching": (
        {
            "pairs": [
                {"left": "April 2017", "right": "Florida"},
                {"left": "November 2017", "right": "Beijing"},
            ],
            "distractors": ["Busan"],
        },
        choose_each("Florida", "Beijing"),
    ),
    "cloze": (
        {
            "text": "The call took {a} minutes and was about {b}.",
            "gaps": {
                "a": {"kind": "numeric", "answers": [{"value": 90}]},
                "b": {
                    "kind": "single_choice",
                    "options": [{"text": "trade", "key": True}, {"text": "sport"}],
                },
            },
        },
        write_and_choose,
    ),
    "source_comparison": (
        {
            "sources": ARTICLES,
            "claims": [
                {
                    "text": "The call took 90 minutes.",
                    "marks": dict(zip(ARTICLES, ["silent", "says"], strict=True)),
                }
            ],
        },
        choose_each("does not say", "says so"),
    ),
    "written": ({"rubric": [{"points": 1, "text": "names a gain"}]}, write(WORDS, "textarea")),
}


def asked(kind: str) -> dict[str, Any]:
    stem = f"Two articles: {' '.join(ARTICLES)}. What is right ({kind})?"
    return {**basis(f"key-{kind.replace('_', '-')}", kind, stem), "status": "ready", **WALKS[kind][0]}


def last_answers(username: str) -> dict[str, tuple[Any, Any]]:
    """By kind: what is in the database as the newest answer of this student, and the body of its question."""
    rows = db.session.execute(
        select(QuestionVersion.content, Step.response)
        .join(AttemptSlot, AttemptSlot.question_version_id == QuestionVersion.id)
        .join(Step, (Step.attempt_id == AttemptSlot.attempt_id) & (Step.slot == AttemptSlot.slot))
        .join(Attempt, Attempt.id == AttemptSlot.attempt_id)
        .join(Person, Person.id == Attempt.person_id)
        .where(Person.username == username)
        .order_by(Step.sequence)
    )
    return {content["kind"]: (response, Question.from_dict(content).body) for content, response in rows}


def start(page: Page, given: Given) -> None:
    sign_in(page, given.student)
    expect(page.locator("main")).to_contain_text("Quiz")
    page.goto(f"/assignments/{given.assignment}/take")
    press(page, "main form[action*='/take'] button")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 1 of")


def test_a_quiz_of_every_kind_by_keyboard_alone(site: Site, visitor: Visitor) -> None:
    assert list(WALKS) == list(QUIZ_KINDS), "a kind that nobody has walked by keyboard"
    given = site.run(class_with_quiz, "keyboard", [asked(kind) for kind in WALKS])
    page = visitor(viewport=PHONE)
    start(page, given)
    for number, (_, answer) in enumerate(WALKS.values(), 1):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number} of {len(WALKS)}")
        answer(page)
        saved(page)
        inspect(page)
        press(page, "#next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check and hand in")
    found = site.run(last_answers, given.student)
    written, _ = found.pop("written")
    assert written == WORDS
    assert {kind: body.fraction(response) for kind, (response, body) in found.items()} == dict.fromkeys(
        found, 1
    )
    assert len(found) == len(WALKS) - 1


def test_a_flashcard_by_keyboard_alone(site: Site, visitor: Visitor) -> None:
    assert set(KINDS) - set(WALKS) == {"card"}, "a kind that nobody has walked by keyboard"
    given = site.run(class_with_quiz, "card-by-key", [single_choice("key-no")])
    site.run(offer_card, given.classroom)
    page = visitor(viewport=PHONE)
    sign_in(page, given.student)
    page.goto("/cards/study?deck=By+keyboard")
    inspect(page)
    press(page, "#reveal")
    expect(page.locator("#back")).to_contain_text("A tax on imports.")
    inspect(page)
    press(page, "#rate [value=good]")
    expect(page.locator("#rate")).not_to_be_attached()
    assert site.run(reviews_of, given.student) == 1


def test_keys_of_one_letter_are_switched_off_and_stay_off(site: Site, visitor: Visitor) -> None:
    given = site.run(class_with_quiz, "letters", [single_choice("letters"), true_false("letters-too")])
    page = visitor()
    start(page, given)
    options, flag = page.locator("input[name=response]"), page.locator("#flag")
    page.keyboard.press("b")
    expect(options.nth(1)).to_be_checked()
    page.keyboard.press("1")
    expect(options.nth(0)).to_be_checked()
    page.keyboard.press("f")
    expect(flag).to_have_attribute("aria-pressed", "true")
    saved(page)

    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    press(page, "[data-keys-switch]", "Space")
    expect(page.get_by_role("checkbox", name="Use these keys")).not_to_be_checked()
    no_key_does_anything(page)
    page.reload()
    expect(page.get_by_role("checkbox", name="Use these keys")).not_to_be_checked()
    no_key_does_anything(page)
    press(page, "[data-keys-switch]", "Space")
    page.keyboard.press("f")
    expect(flag).to_have_attribute("aria-pressed", "false")


def no_key_does_anything(page: Page) -> None:
    """Each key is followed by one that shows that it was heard: Tab moves the focus in any case."""
    for key in "bB2f":
        page.keyboard.press(key)
        page.keyboard.press("Tab")
    expect(page.locator("input[name=response]").nth(0)).to_be_checked()
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#save")).not_to_have_attribute("data-state", "waiting")


def test_a_keyboard_at_a_touch_screen_is_shown_the_switch(site: Site, visitor: Visitor) -> None:
    given = site.run(class_with_quiz, "tablet", [single_choice("tablet")])
    page = visitor(viewport=PHONE, has_touch=True, is_mobile=True)
    start(page, given)
    switch = page.get_by_role("checkbox", name="Use these keys")
    if page.evaluate("matchMedia('not (any-pointer: fine)').matches"):
        expect(switch).to_be_hidden()  # nobody needs it who has no keys
    page.keyboard.press("b")
    expect(page.locator("input[name=response]").nth(1)).to_be_checked()
    expect(switch).to_be_visible()
    inspect(page)


def test_what_goes_well_is_not_announced(site: Site, visitor: Visitor) -> None:
    given = site.run(class_with_quiz, "quiet", [asked("short_text") | {"id": "key-quiet"}])
    page = visitor()
    start(page, given)
    watch_what_is_announced(page)
    field = page.locator("[name=response]")
    for text in ("A club", "Mar-a-Lago"):
        field.fill(text)
        field.blur()
        saved(page)
    assert announced(page) == []
    page.context.set_offline(True)
    for text in ("The White House", "Beijing", "Busan"):
        field.fill(text)
        field.blur()
        expect(page.locator("#save")).to_have_attribute("data-state", "waiting")
    page.context.set_offline(False)
    saved(page)
    expect(page.locator("#announce")).not_to_contain_text("Not sent")
    failed, recovered = announced(page)
    assert "Not sent" in failed, "told once, when it begins"
    assert recovered


def watch_what_is_announced(page: Page) -> None:
    """Note each text that comes into a part of the page that a screen reader reads out by itself."""
    page.evaluate(
        """() => {
          const live = "[role=status],[role=alert],[aria-live]:not([aria-live=off])";
          window.heard = [];
          const isShown = (node) => node.checkVisibility({ visibilityProperty: true });
          const text = (node) => isShown(node) ? node.innerText.trim() : "";
          const before = new Map([...document.querySelectorAll(live)].map((node) => [node, text(node)]));
          const what = { subtree: true, childList: true, characterData: true, attributes: true };
          new MutationObserver(() => {
            for (const node of document.querySelectorAll(live)) {
              const now = text(node);
              if (now !== (before.get(node) ?? "") && now) window.heard.push(now);
              before.set(node, now);
            }
          }).observe(document.body, what);
        }"""
    )


def announced(page: Page) -> list[str]:
    heard: list[str] = page.evaluate("window.heard")
    return heard


def offer_card(classroom: int) -> None:
    teacher = db.session.scalars(select(Person).where(Person.username == "delgado")).one()
    store(card("key-card", topic="By keyboard"), author=teacher)
    open_decks(classroom, ["By keyboard"])


def reviews_of(username: str) -> int:
    query = select(func.count()).select_from(Review).join(Person, Person.id == Review.person_id)
    return db.session.scalar(query.where(Person.username == username)) or 0
