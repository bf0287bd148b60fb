from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.classrooms.actions import join_class, remove_student
from quizapp.home.student import student_today
from quizapp.home.teacher import teacher_today
from quizapp.scheduling import study_day
from tests.support import attempts, school
from tests.support.attempts import statements
from tests.support.pages import PageClient, tidy

Visit = Callable[[str | None], PageClient]
InApp = Callable[..., Any]
HOUR = timedelta(hours=1)


def now() -> datetime:
    return datetime.now(UTC)


def terms(**more: Any) -> dict[str, Any]:
    """A quiz that is open in the running app: since yesterday, due tomorrow, closing a day later."""
    day = timedelta(days=1)
    return {"opens_at": now() - day, "due_at": now() + day, "closes_at": now() + 2 * day, **more}


def school_with_quiz(title: str = "Tariffs", **more: Any) -> dict[str, Any]:
    alice, bob = school.person("alice", "teacher"), school.person("bob")
    school.person("charlie")
    classroom = school.classroom(alice, bob)
    ids = school.store(school.single_choice(), school.true_false(), author=alice)
    made = attempts.quiz(alice, ids, title)
    assigned = attempts.assignment(made, classroom, **terms(**more))
    return {
        "alice": alice,
        "bob": bob,
        "classroom": classroom,
        "quiz": made,
        "assigned": assigned,
        "questions": ids,
    }


def test_a_student_without_a_class_is_asked_for_the_code(visit: Visit, in_app: InApp) -> None:
    in_app(school.person, "bob")
    page = visit("bob").page("/")
    assert page.heading == "Join your class"
    assert page.link("Enter the code") == "/join"


def test_what_is_due_with_attempts_left(visit: Visit, in_app: InApp) -> None:
    made = in_app(school_with_quiz)
    page = visit("bob").page("/")
    assert page.heading == "One quiz is due"
    assert page.has("Tariffs is due ")
    assert page.has("3 attempts left.")
    assert page.link("Tariffs") == f"/assignments/{made['assigned'].id}/take"


def test_an_unfinished_attempt_goes_on_at_its_first_blank(visit: Visit, in_app: InApp) -> None:
    def begun() -> int:
        made = school_with_quiz()
        return attempts.begin(made["assigned"], made["bob"], [0, None], now() - HOUR).id

    attempt_id = in_app(begun)
    page = visit("bob").page("/")
    assert page.link("Continue at question 2: Tariffs") == f"/attempts/{attempt_id}/questions/2"
    assert page.has("2 more attempts after this one.")


def test_a_quiz_that_is_handed_in_is_not_due(visit: Visit, in_app: InApp) -> None:
    def taken(**more: Any) -> None:
        made = school_with_quiz(**more)
        attempts.take(made["assigned"], made["bob"], [0, False], now() - HOUR)

    in_app(taken)
    page = visit("bob").page("/")
    assert page.heading == "Nothing due"
    assert page.has("You may try again Tariffs")
    assert page.has("2 attempts left.")
    assert page.has("1 of 2")


@pytest.mark.parametrize(
    ("release", "is_shown"), [("after_hand_in", True), ("after_close", True), ("by_teacher", False)]
)
def test_only_marks_that_may_be_seen(visit: Visit, in_app: InApp, release: str, is_shown: bool) -> None:
    def taken() -> None:
        made = school_with_quiz(attempts_allowed=1, release=release)
        attempts.take(made["assigned"], made["bob"], [0, False], now() - HOUR)

    in_app(taken)
    page = visit("bob").page("/")
    assert page.has("1 of 2") is is_shown
    assert page.has("Tariffs") is is_shown


def test_what_is_closed_or_elsewhere_is_not_due(visit: Visit, in_app: InApp) -> None:
    def closed() -> None:
        made = school_with_quiz(due_at=now() - HOUR, closes_at=now() - HOUR)
        other = school.classroom(made["alice"], name="Other")
        attempts.assignment(made["quiz"], other, **terms())

    in_app(closed)
    page = visit("bob").page("/")
    assert page.heading == "Nothing due"
    assert not page.has("Tariffs")


def test_late_and_coming_quizzes_say_so(visit: Visit, in_app: InApp) -> None:
    def late_and_coming() -> None:
        made = school_with_quiz(due_at=now() - HOUR)
        later = attempts.quiz(made["alice"], made["questions"], "Later")
        attempts.assignment(later, made["classroom"], **terms(opens_at=now() + HOUR))

    in_app(late_and_coming)
    page = visit("bob").page("/")
    assert page.heading == "One quiz is due"
    assert page.has("and is still open.")
    assert page.has("Opens later Later Opens ")


def test_cards_that_are_due_lead_to_the_decks(visit: Visit, in_app: InApp) -> None:
    def with_cards() -> None:
        alice, bob = school.person("alice", "teacher"), school.person("bob")
        classroom = school.classroom(alice, bob)
        [question] = school.store(school.single_choice(), author=alice)
        attempts.deck(classroom, question)
        attempts.card_due(bob, question, study_day(now(), classroom.time_zone))

    in_app(with_cards)
    page = visit("bob").page("/")
    assert page.has("1 card is ready, about 1 minute.")
    assert page.link("Study the cards") == "/cards"


def test_the_soonest_is_first(visit: Visit, in_app: InApp) -> None:
    def two() -> None:
        made = school_with_quiz("Second")
        first = attempts.quiz(made["alice"], made["questions"], "First")
        attempts.assignment(first, made["classroom"], **terms(due_at=now() + HOUR))

    in_app(two)
    page = visit("bob").page("/")
    assert page.heading == "2 quizzes are due"
    titles = [tidy("".join(link.itertext())) for link in page.all("a", class_="t")]
    assert titles == ["First", "Second"]
    assert page.has("First is due ")


def test_a_new_teacher_gets_three_steps(visit: Visit, in_app: InApp) -> None:
    in_app(school.person, "alice", "teacher")
    page = visit("alice").page("/")
    assert page.heading == "Your first quiz in three steps"
    assert page.link("Make a class") == "/classes/new"
    assert page.link("Build a quiz") == "/quizzes/new"
    assert page.has("3. Assign it to the class Later")


def test_the_third_step_comes_after_two(visit: Visit, in_app: InApp) -> None:
    def two_steps() -> int:
        alice = school.person("alice", "teacher")
        school.classroom(alice)
        return attempts.quiz(alice, school.store(school.single_choice(), author=alice)).id

    quiz_id = in_app(two_steps)
    page = visit("alice").page("/")
    assert page.has("code lets students in Done")
    assert page.link("Assign it") == f"/quizzes/{quiz_id}/assign"


def test_open_quizzes_with_who_handed_in(visit: Visit, in_app: InApp) -> None:
    def taken() -> int:
        made = school_with_quiz()
        dora = school.person("dora")
        school.classroom(made["alice"], name="Other")
        attempts.take(made["assigned"], made["bob"], [0, False], now() - HOUR)
        attempts.take(made["assigned"], made["bob"], [0, True], now() - HOUR / 2)
        join_class(made["classroom"], dora, school.NOW)
        attempts.take(made["assigned"], dora, [0, False], now() - HOUR)
        remove_student(made["classroom"], dora, now())
        return made["assigned"].id

    assignment_id = in_app(taken)
    page = visit("alice").page("/")
    assert page.heading == "One quiz is open"
    assert page.has("1 of 1 handed in")
    assert page.link("Tariffs") == f"/assignments/{assignment_id}"
    assert page.has("No quiz is open in this class.")
    assert not page.has("three steps")


@pytest.mark.parametrize(
    ("release", "released", "waits"),
    [("by_teacher", False, True), ("by_teacher", True, False), ("after_close", False, False)],
)
def test_marks_that_wait_to_be_shown(
    visit: Visit, in_app: InApp, release: str, released: bool, waits: bool
) -> None:
    def closed() -> None:
        made = school_with_quiz(release=release, released_at=now() if released else None)
        attempts.take(made["assigned"], made["bob"], [0, False], now() - HOUR)
        made["assigned"].due_at = made["assigned"].closes_at = now() - HOUR / 2

    in_app(closed)
    page = visit("alice").page("/")
    assert page.heading == ("One quiz waits for you" if waits else "No quiz is open")
    assert page.has("marks not shown") is waits


def test_an_administrator_without_classes(visit: Visit, in_app: InApp) -> None:
    in_app(school.person, "root", "admin")
    page = visit("root").page("/")
    assert page.heading == "The school"
    assert page.link("Question bank") == "/bank"


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("student", ["Today", "Cards", "Progress"]),
        ("teacher", ["Today", "Classes", "Questions", "Quizzes"]),
        ("admin", ["Today", "Classes", "Questions", "Quizzes", "People"]),
    ],
)
def test_navigation_by_role(visit: Visit, in_app: InApp, role: str, labels: list[str]) -> None:
    in_app(school.person, "somebody", role)
    page = visit("somebody").page("/")
    nav = page.one("nav", class_="nav")
    assert [tidy(link.text or "") for link in nav.iter("a")] == labels
    assert [link.text for link in nav.iter("a") if link.get("aria-current")] == ["Today"]


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/classes", "Classes"),
        ("/classes/{classroom}/report", "Classes"),
        ("/classes/{classroom}/quizzes", "Classes"),
        ("/bank", "Questions"),
        ("/quizzes", "Quizzes"),
    ],
)
def test_navigation_says_where_one_is(visit: Visit, in_app: InApp, address: str, current: str) -> None:
    classroom = in_app(lambda: school_with_quiz()["classroom"].id)
    nav = visit("alice").page(address.format(classroom=classroom)).one("nav", class_="nav")
    assert [link.text for link in nav.iter("a") if link.get("aria-current")] == [current]


def test_a_stranger_is_asked_to_sign_in_without_navigation(visit: Visit, in_app: InApp) -> None:
    response = visit(None).get("/")
    assert (response.status_code, response.location) == (302, "/sign-in")
    assert not visit(None).page("/sign-in").all("nav", class_="nav")


def test_as_many_statements_for_many_quizzes_as_for_one(context: None) -> None:
    made = school_with_quiz()
    counts = []
    for number in range(6):
        assigned = attempts.assignment(made["quiz"], made["classroom"], **terms())
        attempts.begin(assigned, made["bob"], [0], now())
        if number in (0, 5):
            student_today(made["bob"].id, now())
            with statements() as seen:
                assert len(student_today(made["bob"].id, now()).due) == number + 2
                assert len(teacher_today(made["alice"], now()).open) == number + 2
            counts.append(len(seen))
    assert counts[0] == counts[1]


def test_what_closed_a_term_ago_no_longer_waits(context: None) -> None:
    made = school_with_quiz(release="by_teacher")
    attempts.take(made["assigned"], made["bob"], [0, False], now() - HOUR)
    [row] = teacher_today(made["alice"], made["assigned"].closes_at).classes
    assert len(row.waiting) == 1
    later = teacher_today(made["alice"], made["assigned"].closes_at + timedelta(days=121))
    assert later.waiting == 0
    assert later.steps.are_done
