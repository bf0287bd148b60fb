"""Written answers from the student to the teacher's mark and back: by mouse, by keys, without scripts."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from quizapp.classrooms.actions import join_class
from quizapp.db import db
from quizapp.models.classrooms import Classroom, Membership
from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.support import school

Visitor = Callable[..., Page]
RUBRIC = [
    {"points": 2, "text": "Names a source"},
    {"points": 1, "text": "Gives a reason"},
    {"points": 1, "text": "Says what remained open"},
]
SAME = ["Because of trade.", "because of  trade", "Because of Trade!"]


def build() -> tuple[Given, list[str]]:
    """A class with four students and a second teacher, and a quiz with one written question."""
    content = school.written("browser-written", rubric=RUBRIC, explanation="Look at both articles.")
    given = class_with_quiz("marking", [content], release="after_hand_in")
    room = db.session.get_one(Classroom, given.classroom)
    others = [school.person(f"marking-{name}", given_name=name) for name in ("Ann", "Ben", "Cleo")]
    for student in others:
        join_class(room, student, room.created_at)
    second = school.person("marking-lee", "teacher", given_name="Kim", family_name="Lee")
    db.session.add(
        Membership(classroom_id=room.id, person_id=second.id, role="teacher", joined_at=room.created_at)
    )
    return given, [given.student, *(student.username for student in others)]


def write(page: Page, username: str, given: Given, text: str) -> None:
    sign_in(page, username)
    page.goto(f"/assignments/{given.assignment}/take")
    page.get_by_role("button", name="Start the quiz").click()
    page.get_by_label("Your answer").fill(text)
    page.get_by_role("button", name=re.compile("Check|finish", re.IGNORECASE)).last.click()
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.locator("main")).to_contain_text("One answer is still being marked.")
    expect(page.locator(".score")).to_contain_text("0 of 1 so far")


def mark_by_keys(page: Page) -> None:
    """Two parts by digits, one with half a point; a wrong digit is said and changes nothing."""
    expect(page.locator("#answer")).to_have_text("The same answer, 3 times")
    page.locator("body").press("9")
    expect(page.locator("#said")).to_have_text("This part cannot have 9 points.")
    page.keyboard.press("1")
    page.keyboard.press(".")
    expect(page.locator("#sum")).to_have_text("1.5 of 4")
    page.keyboard.press("1")
    page.keyboard.press("0")
    expect(page.locator("#sum")).to_have_text("2.5 of 4")
    page.keyboard.press("k")
    expect(page.locator("[name=points_1]:focus")).to_have_count(1)
    page.keyboard.press("j")
    inspect(page)
    page.keyboard.press("n")
    expect(page.locator("main")).to_contain_text("3 answers are marked.")
    expect(page.locator("#answer")).to_contain_text("Answer of")


def switch_keys_off(page: Page) -> None:
    page.get_by_label("Use these keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("1")
    expect(page.locator("#sum")).to_have_text("0 of 4")
    page.get_by_label("Use these keys").check()


def its_title_keeps_half_of_the_row(page: Page) -> None:
    """In the list of newest marks on a phone, beside "being marked" and the marks so far."""
    page.goto("/")
    row = page.locator(".list > li", has_text="being marked")
    expect(row).to_have_count(1)
    parts = [each.bounding_box() for each in (row, row.locator(".v"))]
    assert all(parts)
    assert parts[1]["width"] < parts[0]["width"] / 2  # type: ignore[index]


def test_from_the_answer_to_the_mark_with_its_comment(site: Site, visitor: Visitor) -> None:
    given, students = site.run(build)
    phone = visitor(viewport=PHONE)
    write(phone, students[0], given, SAME[0])
    at_the_end = phone.url
    its_title_keeps_half_of_the_row(phone)
    phone.goto(at_the_end)
    for username, text in zip(students[1:], [*SAME[1:], "It is about talks."], strict=True):
        write(visitor(), username, given, text)

    teacher = visitor()
    sign_in(teacher, "delgado")
    expect(teacher.locator("main")).to_contain_text("4 answers wait for your mark.")
    teacher.get_by_role("link", name=re.compile("^Quiz marking")).first.click()
    inspect(teacher)
    teacher.get_by_role("link", name=re.compile("^Question 1")).click()
    inspect(teacher)
    switch_keys_off(teacher)
    teacher.get_by_label("Comment", exact=True).first.fill("Say which article.")
    teacher.locator("h1").click()
    mark_by_keys(teacher)

    phone.get_by_role("link", name="See your answers").click()
    main = phone.locator("main")
    for words in ("0.63 of 1", "1.5 of 2", "Say which article.", "Marked by Rosa Delgado"):
        expect(main).to_contain_text(words)
    inspect(phone)

    plain = visitor(java_script_enabled=False, viewport=PHONE)
    sign_in(plain, "marking-lee")
    plain.goto(teacher.url)
    plain.locator("[name=points_0][value='2']").check()
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_role("alert")).to_contain_text("Choose the points, also where there are none.")
    expect(plain.locator("[name=points_0][value='2']")).to_be_checked()
    for place in (1, 2):
        plain.locator(f"[name=points_{place}][value='1']").check()
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("All written answers are marked")

    for place in range(3):
        teacher.locator(f"[name=points_{place}][value='0']").check()
    teacher.get_by_label("Comment", exact=True).fill("Mine.")
    teacher.get_by_role("button", name="Save").click()
    expect(teacher.get_by_role("alert")).to_contain_text("Kim Lee gave 4 of 4 points")
    expect(teacher.get_by_label("Comment", exact=True)).to_have_value("Mine.")
    inspect(teacher)
    teacher.set_viewport_size(PHONE)
    inspect(teacher)
    teacher.get_by_role("link", name="Keep that mark and go on").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("All written answers are marked")
    teacher.get_by_role("button", name="Hide the names").click()
    teacher.get_by_role("link", name=re.compile("^Question 1")).click()
    expect(teacher.locator("main")).not_to_contain_text("Ann")
    inspect(teacher)
