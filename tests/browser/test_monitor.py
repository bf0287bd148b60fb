"""The teacher's side of the room: watch, pause, speak, give time, hand in, withdraw and take back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, inspect, sign_in
from tests.browser.given import Given, class_with_quiz
from tests.support.school import single_choice

Visitor = Callable[..., Page]
TWO_POLLS = 12_000  # ms, with a second for a slow machine


def room(site: Site, visitor: Visitor, name: str) -> tuple[Page, Page, Given]:
    """The teacher at the monitor, and the student at the first question."""
    contents = [single_choice(f"{name}-{number}") for number in range(3)]
    given = site.run(class_with_quiz, name, contents)
    teacher, student = visitor(), visitor()
    sign_in(teacher, "delgado")
    teacher.goto(f"/assignments/{given.assignment}/live")
    sign_in(student, given.student)
    return teacher, student, given


def start(student: Page, given: Given) -> None:
    student.goto(f"/assignments/{given.assignment}/take")
    student.get_by_role("button", name="Start the quiz").click()
    expect(student.get_by_role("heading", level=1)).to_have_text("Question 1 of 3")


def answer(student: Page) -> None:
    student.get_by_role("radio").first.check()
    expect(student.locator("#save")).to_have_attribute("data-state", "saved")


def test_the_monitor_follows_who_answers_and_can_be_paused(site: Site, visitor: Visitor) -> None:
    teacher, student, given = room(site, visitor, "monitor")
    expect(teacher.locator("#code-box")).to_be_visible()
    inspect(teacher)
    start(student, given)
    expect(teacher.locator("#lines [data-cell=state]")).to_have_text("Working", timeout=TWO_POLLS)
    expect(teacher.locator("#code-box")).to_be_hidden()
    answer(student)
    expect(teacher.locator("#lines [data-cell=answered]")).to_have_text("1 of 3", timeout=TWO_POLLS)
    inspect(teacher)
    teacher.get_by_role("button", name="Pause").click()
    expect(teacher.locator("#as-of")).to_contain_text("Paused")
    student.locator("#next").click()
    expect(student.get_by_role("heading", level=1)).to_have_text("Question 2 of 3")
    answer(student)
    asked: list[str] = []
    teacher.on("request", lambda request: asked.append(request.url))
    teacher.wait_for_timeout(6_000)
    assert asked == [], "a paused page asked the server"
    expect(teacher.locator("#lines [data-cell=answered]")).to_have_text("1 of 3")
    teacher.get_by_role("button", name="Go on").click()
    expect(teacher.locator("#lines [data-cell=answered]")).to_have_text("2 of 3", timeout=TWO_POLLS)


def test_a_lost_connection_is_told_and_passes(site: Site, visitor: Visitor) -> None:
    teacher, student, given = room(site, visitor, "cut")
    start(student, given)
    teacher.context.set_offline(True)
    expect(teacher.locator("#live-status")).to_contain_text("No connection", timeout=TWO_POLLS)
    teacher.context.set_offline(False)
    expect(teacher.locator("#live-status")).to_have_text("Connected again.", timeout=TWO_POLLS)
    expect(teacher.locator("#lines [data-cell=state]")).to_have_text("Working")


def test_a_message_reaches_the_open_question_and_is_read_once(site: Site, visitor: Visitor) -> None:
    teacher, student, given = room(site, visitor, "message")
    student.clock.install()
    start(student, given)
    teacher.get_by_role("button", name="Send").click()
    expect(teacher.get_by_role("alert")).to_be_focused()
    inspect(teacher)
    teacher.get_by_role("textbox", name="Message").fill("Ten minutes left.\nCheck question 2.")
    teacher.get_by_role("button", name="Send").click()
    expect(teacher.locator("main")).to_contain_text("Sent to everybody who is taking this quiz.")
    student.clock.fast_forward(31_000)
    expect(student.locator("#room")).to_contain_text("Ten minutes left.")
    expect(student.locator("#heard")).to_contain_text("Your teacher says: Ten minutes left.")
    inspect(student)
    student.reload()
    expect(student.locator("#room")).to_contain_text("Ten minutes left.")
    student.clock.fast_forward(1_000)
    expect(student.locator("#heard")).to_be_empty()
    teacher.get_by_text("Take back …").click()
    teacher.get_by_role("button", name="Take it back").click()
    expect(teacher.locator("main")).to_contain_text("Students no longer see this message.")
    student.clock.fast_forward(31_000)
    expect(student.locator("#room")).to_be_hidden()


def test_time_is_given_and_work_handed_in_for_a_student(site: Site, visitor: Visitor) -> None:
    teacher, student, given = room(site, visitor, "hand")
    student.clock.install()
    start(student, given)
    answer(student)
    teacher.reload()
    teacher.locator("#lines input").check()
    teacher.get_by_role("button", name="Give time …", exact=True).click()
    expect(teacher.get_by_role("checkbox", name="Hand, Sam")).to_be_checked()
    inspect(teacher)
    teacher.get_by_label("Minutes").fill("15")
    teacher.get_by_role("button", name="Give these minutes").click()
    expect(teacher.locator("main")).to_contain_text("1 student has more time.")
    teacher.locator("#lines input").check()
    teacher.get_by_role("button", name="Hand in for them …").click()
    teacher.get_by_role("button", name="Hand in for them").click()
    expect(teacher.get_by_role("alert")).to_be_focused()
    inspect(teacher)
    teacher.get_by_label("Why").fill("Went home with a fever.")
    teacher.get_by_role("button", name="Hand in for them").click()
    expect(teacher.locator("main")).to_contain_text("Handed in for 1 student.")
    student.clock.fast_forward(31_000)
    expect(student.locator("[data-alert=closed]")).to_contain_text(
        "Your teacher has handed this quiz in for you."
    )
    inspect(student)
    student.get_by_role("link", name="See the quiz").click()
    expect(student.locator("main")).to_contain_text("Handed in for you by your teacher")


def test_a_quiz_is_withdrawn_and_given_out_again(site: Site, visitor: Visitor) -> None:
    teacher, student, given = room(site, visitor, "withdrawn")
    start(student, given)
    answer(student)
    teacher.goto(f"/assignments/{given.assignment}")
    inspect(teacher)
    teacher.get_by_role("link", name="Withdraw the quiz …").click()
    expect(teacher.locator(".lede")).to_contain_text("1 running, 0 handed in, 0 not started.")
    inspect(teacher)
    teacher.get_by_role("radio", name=re.compile("do not count them")).check()
    teacher.get_by_label("Why").fill("Two keys are wrong")
    teacher.get_by_role("button", name="Withdraw the quiz").click()
    expect(teacher.locator("main")).to_contain_text("1 attempt that was running was handed in")
    inspect(teacher)
    student.goto("/")
    expect(student.locator("main")).to_contain_text(
        "Your teacher has withdrawn this quiz: Two keys are wrong."
    )
    inspect(student)
    teacher.get_by_text("Take the withdrawal back …").click()
    teacher.get_by_role("button", name="Take the withdrawal back").click()
    expect(teacher.locator("main")).to_contain_text("The quiz is no longer withdrawn. 1 attempt goes on.")
    student.goto("/")
    student.get_by_role("link", name=re.compile("^Continue at question 2")).click()
    expect(student.get_by_role("heading", level=1)).to_have_text("Question 2 of 3")


def test_absent_and_make_up(site: Site, visitor: Visitor) -> None:
    teacher, _, given = room(site, visitor, "absent")
    teacher.goto(f"/assignments/{given.assignment}")
    teacher.get_by_role("link", name="Mark absent …").click()
    teacher.get_by_role("checkbox", name="Absent, Sam").check()
    teacher.get_by_role("button", name="Mark absent").click()
    expect(teacher.locator("table")).to_contain_text("Absent")
    teacher.get_by_role("link", name="Give a make-up …").click()
    teacher.get_by_role("checkbox", name="Absent, Sam").check()
    inspect(teacher)
    teacher.get_by_label("Due and closed for them").fill("2098-06-10T12:00")
    teacher.get_by_role("button", name="Give these dates").click()
    expect(teacher.locator("table")).to_contain_text("Make-up until")
    teacher.get_by_text("What was done").click()
    expect(teacher.locator("main")).to_contain_text("Marked absent, Sam Absent")
    inspect(teacher)


def test_names_hidden_on_a_phone_and_without_a_script(site: Site, visitor: Visitor) -> None:
    teacher, student, given = room(site, visitor, "projected")
    start(student, given)
    phone = visitor(viewport=PHONE, java_script_enabled=False)
    sign_in(phone, "delgado")
    phone.goto(f"/assignments/{given.assignment}/live")
    expect(phone.get_by_role("button", name="Pause")).to_be_hidden()
    phone.get_by_role("link", name="Hide names, to project").click()
    expect(phone.locator("table")).to_contain_text("Student 1 Working")
    expect(phone.locator("main")).not_to_contain_text("Projected, Sam")
    answer(student)
    phone.get_by_role("link", name="Refresh").click()
    expect(phone.locator("table")).to_contain_text("1 of 3")
    teacher.set_viewport_size(PHONE)
    inspect(teacher)
    teacher.goto(f"/assignments/{given.assignment}/live?names=hidden")
    inspect(teacher)
