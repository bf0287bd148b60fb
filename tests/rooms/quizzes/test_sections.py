"""Sections of a quiz: add, word, fill by buttons, remove."""

from typing import Any

from sqlalchemy import select

from quizapp.db import db
from quizapp.models.quizzes import Assignment, Quiz, QuizSection, QuizSlot
from tests.support import attempts, desk
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of


def places(quiz_id: int) -> list[tuple[int, int | None]]:
    query = select(QuizSlot).where(QuizSlot.quiz_id == quiz_id).order_by(QuizSlot.position)
    return [(slot.question_id, slot.section_id) for slot in db.session.scalars(query)]


def sections(quiz_id: int) -> list[tuple[int, str]]:
    query = select(QuizSection).where(QuizSection.quiz_id == quiz_id).order_by(QuizSection.position)
    return [(section.position, section.title) for section in db.session.scalars(query)]


def add(visit: Visit, found: Desk, title: str) -> Any:
    data = {"title": title, "instructions": "Read *first*."}
    return visit("alice").send(f"/quizzes/{found.quiz_id}/sections/new", data)


def press(visit: Visit, found: Desk, place: int, action: str) -> None:
    address = f"/quizzes/{found.quiz_id}/questions/{found.questions[place]}"
    assert visit("alice").post(address, data={"action": action}).status_code == 302


def test_questions_move_between_sections_by_buttons(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    page = page_of(add(visit, school_desk, "Reading"))
    assert page.has("Added at the end. Move questions into it with Down.")
    assert page.has("No question stands in this section yet.")
    first, second, _ = school_desk.questions
    press(visit, school_desk, 1, "down")
    assert in_app(places, school_desk.quiz_id) == [(first, None), (second, 1)]
    press(visit, school_desk, 1, "down")  # there is no section after it
    assert in_app(places, school_desk.quiz_id) == [(first, None), (second, 1)]
    press(visit, school_desk, 0, "down")
    assert in_app(places, school_desk.quiz_id) == [(first, 1), (second, 1)]
    press(visit, school_desk, 0, "down")
    assert in_app(places, school_desk.quiz_id) == [(second, 1), (first, 1)]
    press(visit, school_desk, 1, "up")
    assert in_app(places, school_desk.quiz_id) == [(second, None), (first, 1)]


def test_new_questions_come_into_the_last_section(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    add(visit, school_desk, "Reading")
    data = {"question": str(school_desk.questions[2])}
    visit("alice").post(f"/quizzes/{school_desk.quiz_id}/add", data=data)
    assert in_app(places, school_desk.quiz_id)[-1] == (school_desk.questions[2], 1)


def test_removing_a_section_keeps_its_questions(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    for title in ("One", "Two", "Three"):
        add(visit, school_desk, title)
    for _ in range(2):
        press(visit, school_desk, 1, "down")
    page = page_of(visit("alice").send(f"/quizzes/{school_desk.quiz_id}/sections/2/remove"))
    assert page.has("Its questions stand in the part before it.")
    assert in_app(sections, school_desk.quiz_id) == [(1, "One"), (2, "Three")]
    assert in_app(places, school_desk.quiz_id) == [
        (school_desk.questions[0], None),
        (school_desk.questions[1], 1),
    ]
    visit("alice").post(f"/quizzes/{school_desk.quiz_id}/sections/1/remove")
    assert [section for _, section in in_app(places, school_desk.quiz_id)] == [None, None]


def test_a_section_is_worded_anew_also_in_use(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    add(visit, school_desk, "Reading")
    in_app(begin, school_desk)
    address = f"/quizzes/{school_desk.quiz_id}/sections/1"
    page = page_of(visit("alice").send(address, {"title": "Sources", "instructions": ""}))
    assert page.has("Saved.")
    assert in_app(sections, school_desk.quiz_id) == [(1, "Sources")]
    assert visit("alice").post(f"{address}/remove").status_code == 409
    assert (
        visit("alice").post(f"/quizzes/{school_desk.quiz_id}/sections/new", data={"title": "x"}).status_code
        == 409
    )


def begin(found: Desk) -> None:
    assigned = db.session.get_one(Assignment, desk.assign(found.quiz_id, found.class_id))
    attempts.begin(assigned, desk.person("bob"), at=assigned.opens_at)


def test_a_blank_title_is_refused(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    answer = visit("alice").post(f"/quizzes/{school_desk.quiz_id}/sections/new", data={"title": " "})
    assert answer.status_code == 422
    assert page_of(answer).has("Enter a title.")
    assert in_app(sections, school_desk.quiz_id) == []


def test_a_copy_has_the_sections(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    add(visit, school_desk, "Reading")
    press(visit, school_desk, 1, "down")
    visit("alice").post(f"/quizzes/{school_desk.quiz_id}/copy")
    copy = in_app(lambda: max(db.session.scalars(select(Quiz.id))))
    assert in_app(sections, copy) == [(1, "Reading")]
    assert [section for _, section in in_app(places, copy)] == [None, 2]


def test_a_section_of_another_quiz_is_not_found(visit: Visit, school_desk: Desk) -> None:
    add(visit, school_desk, "Reading")
    visit("alice").post("/quizzes/new", data={"title": "Other", "instructions": ""})
    assert visit("alice").get("/quizzes/2/sections/1").status_code == 404
    assert visit("alice").post("/quizzes/2/sections/1/remove").status_code == 404


def test_outsiders(visit: Visit, school_desk: Desk) -> None:
    add(visit, school_desk, "Reading")
    quiz = f"/quizzes/{school_desk.quiz_id}"
    for where, method in ((f"{quiz}/sections/new", "GET"), (f"{quiz}/sections/1", "POST")):
        closed_to(visit, where, "bob", "dora", method=method, data={"title": "x"})
    closed_to(visit, f"{quiz}/sections/1/remove", "bob", "dora", method="POST")


def move(visit: Visit, found: Desk, section: int, action: str, username: str = "alice") -> Any:
    address = f"/quizzes/{found.quiz_id}/sections/{section}/move"
    return visit(username).post(address, data={"action": action})


def test_a_section_moves_as_a_whole(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    first, second, third = school_desk.questions
    for title in ("One", "Two", "Three"):
        add(visit, school_desk, title)
    visit("alice").post(f"/quizzes/{school_desk.quiz_id}/add", data={"question": str(third)})
    press(visit, school_desk, 1, "down")
    press(visit, school_desk, 0, "down")
    press(visit, school_desk, 0, "down")  # one: second and first; three: third
    assert in_app(places, school_desk.quiz_id) == [(second, 1), (first, 1), (third, 3)]
    answer = move(visit, school_desk, 1, "down")
    assert answer.location == f"/quizzes/{school_desk.quiz_id}#section-1"
    move(visit, school_desk, 1, "down")
    assert in_app(sections, school_desk.quiz_id) == [(1, "Two"), (2, "Three"), (3, "One")]
    assert in_app(places, school_desk.quiz_id) == [(third, 3), (second, 1), (first, 1)]
    move(visit, school_desk, 1, "down")  # there is nothing after it
    move(visit, school_desk, 1, "up")
    assert in_app(sections, school_desk.quiz_id) == [(1, "Two"), (2, "One"), (3, "Three")]
    assert in_app(places, school_desk.quiz_id) == [(second, 1), (first, 1), (third, 3)]
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}")
    buttons = {
        button.get("aria-label"): button.get("disabled") is None
        for button in page.all("button")
        if "the section" in (button.get("aria-label") or "")
    }
    assert buttons == {
        "Up: the section “Two”": False,
        "Down: the section “Two”": True,
        "Up: the section “One”": True,
        "Down: the section “One”": True,
        "Up: the section “Three”": True,
        "Down: the section “Three”": False,
    }


def test_what_stands_in_no_section_stays_first(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    first, second, _ = school_desk.questions
    for title in ("One", "Two"):
        add(visit, school_desk, title)
    press(visit, school_desk, 1, "down")
    assert move(visit, school_desk, 2, "up").status_code == 302
    assert in_app(sections, school_desk.quiz_id) == [(1, "Two"), (2, "One")]
    assert in_app(places, school_desk.quiz_id) == [(first, None), (second, 1)]


def test_a_section_moves_for_its_owner_and_before_it_is_used(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    for title in ("One", "Two"):
        add(visit, school_desk, title)
    address = f"/quizzes/{school_desk.quiz_id}/sections/1/move"
    closed_to(visit, address, "dora", "bob", method="POST", data={"action": "down"})
    assert move(visit, school_desk, 1, "sideways").status_code == 404
    assert move(visit, school_desk, 99, "up").status_code == 404

    def begin() -> None:
        found = db.session.get_one(Assignment, desk.assign(school_desk.quiz_id, school_desk.class_id))
        attempts.begin(found, desk.person("bob"), at=found.opens_at)

    in_app(begin)
    assert move(visit, school_desk, 1, "down").status_code == 409
    assert in_app(sections, school_desk.quiz_id) == [(1, "One"), (2, "Two")]
    page = visit("alice").page(f"/quizzes/{school_desk.quiz_id}")
    assert not any("the section" in (each.get("aria-label") or "") for each in page.all("button"))
