"""How the questions of a quiz stand: one at a time without going back, all on a page, in sections, mixed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from quizapp.attempts.queries import slot_states
from quizapp.attempts.whole_actions import Sent, record_whole
from quizapp.db import db
from quizapp.errors import AttemptClosed
from quizapp.models.quizzes import Assignment, QuizSection, QuizSlot
from quizapp.quizzes.behavior import Behavior
from tests.rooms.attempts.test_taking_pages import Counter, sent
from tests.support import school
from tests.support.pages import Page, PageClient, page_of
from tests.support.taking import Taking, assigned_quiz, every_kind, on_page, started

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]
FORWARD, PAGE = Behavior(layout="forward"), Behavior(layout="page")


def begin(client: PageClient, taking: Taking) -> str:
    answer = client.post(f"/assignments/{taking.assignment}/take")
    return answer.headers["Location"].partition("#")[0]


def number_of(address: str) -> int:
    return int(address.split("/")[2])


def responses(app: Flask, attempt: int) -> list[Any]:
    with app.app_context():
        return [state.response for state in slot_states(attempt)]


# ---- without going back


@pytest.fixture
def forward(in_app: Run, visit: Visit) -> tuple[PageClient, int]:
    taking = in_app(assigned_quiz, behavior=FORWARD)
    bob = visit("bob")
    return bob, number_of(begin(bob, taking))


def test_next_is_the_only_way_and_is_told_before(forward: tuple[PageClient, int]) -> None:
    bob, attempt = forward
    page = bob.page(f"/attempts/{attempt}/questions/1")
    assert page.has("When you go on to the next question, you cannot come back to this one.")
    page = page_of(bob.send(f"/attempts/{attempt}/questions/1", {"seen": "0", "go": "next"}))
    assert page.heading == "Question 2 of 7"
    assert "prev" not in [button.get("value") for button in page.all("button", name="go")]
    numbers = {b.get("value"): b.get("disabled") for b in page.all("button", form="answer", name="go")}
    assert numbers["1"] is not None
    assert numbers["3"] is not None
    assert numbers["2"] is None


def test_the_server_refuses_to_go_back(forward: tuple[PageClient, int], app: Flask) -> None:
    bob, attempt = forward
    address = f"/attempts/{attempt}/questions"
    for number in (1, 2):
        bob.post(f"{address}/{number}", data={"seen": "0", "go": "next"})
    back = page_of(bob.send(f"{address}/3", {"response": "true", "seen": "0", "go": "prev"}))
    assert back.heading == "Question 3 of 7"
    page = page_of(bob.get(f"{address}/1", follow_redirects=True))
    assert page.heading == "Question 3 of 7"
    assert page.has("stays as you left it")
    late = page_of(bob.send(f"{address}/1", {"response": "0", "seen": "0", "go": "next"}))
    assert late.heading == "Question 3 of 7"
    assert late.has("stays as you left it")
    saved = bob.put(f"/attempts/{attempt}/slots/1", json={"sequence": 1, "response": 0})
    assert saved.status_code == 409
    assert "stays as you left it" in saved.json["message"]  # type: ignore[index]
    assert bob.get(f"{address}/6").headers["Location"].endswith("/questions/3")
    assert responses(app, attempt) == [None, None, True, None, None, None, None]


def test_what_was_reached_without_a_network_leaves_the_rest_behind(
    app: Flask, forward: tuple[PageClient, int]
) -> None:
    bob, attempt = forward
    sheets = bob.get(f"/attempts/{attempt}/sheets").json
    assert [sheet["number"] for sheet in sheets["sheets"]] == [1, 2, 3, 4, 5, 6, 7]  # type: ignore[index]
    sent = [bob.put(f"/attempts/{attempt}/slots/{n}", json={"sequence": 1, "response": None}) for n in (1, 3)]
    assert [answer.status_code for answer in sent] == [200, 200]
    late = bob.put(f"/attempts/{attempt}/slots/2", json={"sequence": 1, "response": [0]})
    assert late.status_code == 409
    assert "stays as you left it" in late.json["message"]  # type: ignore[index]
    assert bob.get(f"/attempts/{attempt}/questions/1").headers["Location"].endswith("/questions/3")
    sheets = bob.get(f"/attempts/{attempt}/sheets").json
    assert [sheet["number"] for sheet in sheets["sheets"]] == [3, 4, 5, 6, 7]  # type: ignore[index]
    assert responses(app, attempt) == [None] * 7


def test_a_second_press_of_next_needs_no_words(forward: tuple[PageClient, int]) -> None:
    bob, attempt = forward
    for _ in range(2):
        page = page_of(bob.send(f"/attempts/{attempt}/questions/1", {"seen": "0", "go": "next"}))
    assert page.heading == "Question 2 of 7"
    assert not page.has("stays as you left it")


def test_a_flag_does_not_move_on(forward: tuple[PageClient, int]) -> None:
    bob, attempt = forward
    page = page_of(bob.send(f"/attempts/{attempt}/questions/1", {"seen": "0", "flag": "1"}))
    assert page.heading == "Question 1 of 7"
    assert page.one("button", id="flag").get("aria-pressed") == "true"


def test_it_goes_on_where_it_was_left_and_lists_blanks_without_links(
    forward: tuple[PageClient, int], visit: Visit
) -> None:
    bob, attempt = forward
    bob.post(f"/attempts/{attempt}/questions/1", data={"seen": "0", "go": "next"})
    again = visit("bob")
    assert begin(again, Taking(1, 1, 1, 2)).endswith("/questions/2")
    page = again.page(f"/attempts/{attempt}/hand-in")
    assert page.has("You cannot go back to questions that you have left.")
    assert not [a for a in page.all("a") if (a.get("href") or "").endswith("/questions/1")]
    assert page.link("Back to the quiz").endswith("/questions/2")
    today = again.page("/")
    assert any((a.get("href") or "").endswith("/questions/2") for a in today.all("a"))


def test_the_cover_says_that_it_goes_forward_only(visit: Visit, in_app: Run) -> None:
    in_app(assigned_quiz, behavior=FORWARD)
    assert visit("bob").page("/assignments/1/take").has("This quiz goes forward only")


# ---- all on a page


@pytest.fixture
def sheet(in_app: Run, visit: Visit) -> tuple[PageClient, int]:
    taking = in_app(assigned_quiz, behavior=PAGE)
    bob = visit("bob")
    return bob, number_of(begin(bob, taking))


def form_of(page: Page) -> dict[str, Any]:
    from tests.support.bank import sent as sent_by

    found: dict[str, Any] = {}
    for name, value in sent_by(page.one("form", id="whole").iter()):
        found.setdefault(name, []).append(value)
    return found


def test_all_questions_stand_in_one_form(sheet: tuple[PageClient, int]) -> None:
    bob, attempt = sheet
    page = bob.page(f"/attempts/{attempt}/all")
    assert page.heading == "The call"
    assert {f"seen-{number}" for number in range(1, 8)} <= set(form_of(page))
    assert [a.get("href") for a in page.all("a") if a.get("data-number")] == [f"#q-{n}" for n in range(1, 8)]
    landed = bob.get(f"/attempts/{attempt}/questions/3")
    assert landed.headers["Location"].endswith("/all#q-3")


def test_save_and_hand_in_keep_everything(sheet: tuple[PageClient, int], app: Flask) -> None:
    bob, attempt = sheet
    address = f"/attempts/{attempt}/all"
    given = {
        "response-1": sent(app, attempt, 1, 0),
        "response-2": sent(app, attempt, 2, [0, 1]),
        "response-3": "true",
        "response-4": "90",
        "response-5": "Mar-a-Lago",
        "response-6": "Nov 2017",
        "response-7": sent(app, attempt, 7, [0, 1, 2]),
        "touched-7": "1",
    }
    page = page_of(bob.send(address, form_of(bob.page(address)) | given | {"go": "save"}))
    assert page.heading == "The call"
    assert responses(app, attempt) == [0, [0, 1], True, "90", "Mar-a-Lago", "Nov 2017", [0, 1, 2]]
    changed = form_of(page) | {"response-4": "80", "go": "finish"}
    assert page_of(bob.send(address, changed)).heading == "Check and hand in"
    assert responses(app, attempt)[3] == "80"
    bob.post(f"/attempts/{attempt}/hand-in")
    assert bob.get(address).headers["Location"].endswith("/done")


def test_moving_an_item_and_flagging_keep_the_rest(sheet: tuple[PageClient, int], app: Flask) -> None:
    bob, attempt = sheet
    address = f"/attempts/{attempt}/all"
    order = sent(app, attempt, 7, [2, 0, 1])
    form = form_of(bob.page(address)) | {"response-5": "Camp David"}
    moved = bob.post(address, data=form | {"response-7": order, "move-7": "0:down"})
    assert moved.headers["Location"].endswith("/all#q-7")
    assert responses(app, attempt)[4] == "Camp David"
    assert responses(app, attempt)[6] == [0, 2, 1]
    flagged = page_of(bob.send(address, form_of(bob.page(address)) | {"flag-2": "1"}))
    assert flagged.one("button", name="flag-2").get("aria-pressed") == "true"
    assert responses(app, attempt)[4] == "Camp David"


def test_an_old_page_does_not_take_back_a_newer_answer(sheet: tuple[PageClient, int], app: Flask) -> None:
    bob, attempt = sheet
    address = f"/attempts/{attempt}/all"
    old = form_of(bob.page(address))
    bob.put(f"/attempts/{attempt}/slots/5", json={"sequence": 1, "response": "Mar-a-Lago"})
    bob.post(address, data=old | {"response-4": "90", "go": "save"})
    assert responses(app, attempt)[3:5] == ["90", "Mar-a-Lago"]


def test_a_question_that_the_form_leaves_out_stays(sheet: tuple[PageClient, int], app: Flask) -> None:
    bob, attempt = sheet
    bob.put(f"/attempts/{attempt}/slots/5", json={"sequence": 1, "response": "Mar-a-Lago"})
    bob.post(f"/attempts/{attempt}/all", data={"seen-4": "0", "response-4": "90", "go": "save"})
    assert responses(app, attempt)[3:5] == ["90", "Mar-a-Lago"]


def test_forged_sheets_are_refused(sheet: tuple[PageClient, int], app: Flask) -> None:
    bob, attempt = sheet
    for data in (
        {"seen-1": "0", "response-1": "99"},
        {"seen-1": "x"},
        {"seen-4": "1999999", "response-4": "9"},
        {"seen-1": "0", "response-1": ["0", "1"]},
    ):
        assert bob.post(f"/attempts/{attempt}/all", data=data).status_code == 400, data
    assert responses(app, attempt) == [None] * 7


def test_other_people_find_no_sheet(sheet: tuple[PageClient, int], visit: Visit, in_app: Run) -> None:
    _, attempt = sheet
    in_app(school.person, "charlie")
    for name in ("alice", "charlie"):
        client = visit(name)
        assert client.get(f"/attempts/{attempt}/all").status_code == 404
        assert client.post(f"/attempts/{attempt}/all").status_code == 404


def test_a_late_sheet_is_told_and_stores_nothing(sheet: tuple[PageClient, int], app: Flask) -> None:
    bob, attempt = sheet
    bob.post(f"/attempts/{attempt}/hand-in")
    page = page_of(bob.send(f"/attempts/{attempt}/all", {"seen-4": "0", "response-4": "90", "go": "save"}))
    assert page.has("can no longer be changed")
    assert responses(app, attempt)[3] is None


def test_a_closed_quiz_takes_no_sheet(in_app: Run, context: None) -> None:
    in_app(assigned_quiz, behavior=PAGE)
    attempt = started(Taking(1, 1, 1, 2))
    sheet = [Sent(slot_states(attempt)[3], 0, "90")]
    with pytest.raises(AttemptClosed):
        record_whole(attempt, sheet, datetime.now(UTC) + timedelta(days=2))


def test_other_layouts_have_their_own_page(visit: Visit, in_app: Run) -> None:
    taking = in_app(assigned_quiz)
    bob = visit("bob")
    attempt = number_of(begin(bob, taking))
    assert bob.get(f"/attempts/{attempt}/all").headers["Location"].endswith("/questions/1")
    assert bob.post(f"/attempts/{attempt}/all").headers["Location"].endswith("/questions/1")


@pytest.mark.parametrize("questions", [3, 40])
def test_the_statements_of_a_sheet_do_not_grow(app: Flask, visit: Visit, in_app: Run, questions: int) -> None:
    contents = [school.single_choice(f"q-{n}") for n in range(questions)]
    taking = in_app(assigned_quiz, contents, behavior=PAGE)
    bob = visit("bob")
    attempt = number_of(begin(bob, taking))
    address = f"/attempts/{attempt}/all"
    form = form_of(bob.page(address))
    with Counter(app) as page:
        bob.page(address)
    assert len(page.statements) == 3, page.statements
    answers = {f"response-{n}": "1" for n in range(1, questions + 1)}
    with Counter(app) as save:
        bob.post(address, data=form | answers | {"go": "save"})
    assert len(save.statements) == 6, save.statements


def test_practice_on_one_page(app: Flask, visit: Visit, in_app: Run) -> None:
    contents = [school.single_choice("one", hints=["Think of April."]), school.true_false("two")]
    taking = in_app(assigned_quiz, contents, release="practice", behavior=PAGE)
    bob = visit("bob")
    attempt = number_of(begin(bob, taking))
    address = f"/attempts/{attempt}/all"
    with app.app_context():
        wrong = str(on_page(attempt, 1, 1))
    form = form_of(bob.page(address)) | {"response-1": wrong, "response-2": "true", "check": "1"}
    page = page_of(bob.send(address, form))
    assert page.has("Not right")
    assert page.has("Think of April.")
    assert "They reached 145%" not in page.html
    assert "kept-1" in form_of(page)
    assert responses(app, attempt) == [1, True]
    bob.post(address, data=form_of(page) | {"go": "save"})
    assert responses(app, attempt) == [1, True]
    again = bob.page(page.link("Try again: question 1"))
    assert "kept-1" not in form_of(again)
    form = form_of(again) | {"check": "2"}
    page = page_of(bob.send(address, form))
    assert page.has("The pause lasts 90 days.")
    assert "They reached 145%" not in page.html


# ---- sections and order


def into_sections(quiz_id: int) -> None:
    """Two sections: the first holds questions 3 to 5, the second 6 and 7."""
    for position, (title, text) in enumerate([("Reading", "Read *both*."), ("Dates", "")], 1):
        db.session.add(
            QuizSection(id=position, quiz_id=quiz_id, position=position, title=title, instructions=text)
        )
    db.session.flush()
    for section, slots in ((1, (3, 4, 5)), (2, (6, 7))):
        db.session.execute(update(QuizSlot).where(QuizSlot.position.in_(slots)).values(section_id=section))


def test_sections_are_headings_and_stand_in_the_map(visit: Visit, in_app: Run) -> None:
    taking = in_app(assigned_quiz)
    in_app(into_sections, taking.quiz)
    bob = visit("bob")
    attempt = number_of(begin(bob, taking))
    first = bob.page(f"/attempts/{attempt}/questions/1")
    assert [h.text for h in first.all("h3", class_="map-part")] == ["Reading", "Dates"]
    assert "Reading" not in [h.text for h in first.all("h2")]
    third = bob.page(f"/attempts/{attempt}/questions/3")
    assert "Reading" in [h.text for h in third.all("h2")]
    assert third.has("Read both .") or third.has("Read both.")
    fourth = bob.page(f"/attempts/{attempt}/questions/4")
    assert fourth.has("Instructions of this part")
    assert "Reading" not in [h.text for h in fourth.all("h2")]


def test_sections_stand_on_a_sheet(visit: Visit, in_app: Run) -> None:
    taking = in_app(assigned_quiz, behavior=PAGE)
    in_app(into_sections, taking.quiz)
    bob = visit("bob")
    page = bob.page(begin(bob, taking))
    assert [h.text for h in page.all("h2")][:2] == ["Reading", "Dates"]


def test_the_order_is_mixed_within_sections(visit: Visit, in_app: Run, app: Flask) -> None:
    taking = in_app(assigned_quiz, students=("bob", "carla", "dan", "eve"))
    in_app(into_sections, taking.quiz)
    in_app(lambda: db.session.execute(update(Assignment).values(shuffles_questions=True)))
    orders = set()
    for name in ("bob", "carla", "dan", "eve"):
        client = visit(name)
        attempt = number_of(begin(client, taking))
        with app.app_context():
            order = tuple(state.question_id for state in slot_states(attempt))
        assert {*order[:2]} == {1, 2}
        assert {*order[2:5]} == {3, 4, 5}
        orders.add(order)
        assert client.page(f"/attempts/{attempt}/questions/{order.index(5) + 1}").has("At which club")
    assert len(orders) > 1


def test_the_terms_of_layouts_are_checked(in_app: Run, context: None) -> None:
    in_app(assigned_quiz, every_kind(), behavior=PAGE)
    assert db.session.get_one(Assignment, 1).layout == "page"
