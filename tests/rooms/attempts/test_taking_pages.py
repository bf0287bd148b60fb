"""The pages of taking a quiz, as a browser without JavaScript meets them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from quizapp.attempts.queries import slot_states
from quizapp.db import db
from tests.support import school, terms
from tests.support.pages import PageClient, page_of
from tests.support.taking import Taking, assigned_quiz, on_page

Visit = Callable[[str | None], PageClient]
Run = Callable[..., Any]


@pytest.fixture
def taking(in_app: Run) -> Taking:
    return in_app(assigned_quiz)


@pytest.fixture
def bob(visit: Visit, taking: Taking) -> PageClient:
    return visit("bob")


def begin(client: PageClient, taking: Taking) -> int:
    answer = client.post(f"/assignments/{taking.assignment}/take")
    assert answer.status_code == 302
    return int(answer.headers["Location"].split("/")[2])


def responses(app: Flask, attempt: int) -> list[Any]:
    with app.app_context():
        return [state.response for state in slot_states(attempt)]


def sent(app: Flask, attempt: int, slot: int, native: Any) -> Any:
    """What the page of this attempt sends for a native response: numbers in a form are text."""
    with app.app_context():
        places = on_page(attempt, slot, native)
    if slot == 7:
        return ",".join(str(place) for place in places)
    return [str(place) for place in places] if isinstance(places, list) else str(places)


def put(app: Flask, client: PageClient, attempt: int, slot: int, sequence: int, native: Any) -> Any:
    with app.app_context():
        response = on_page(attempt, slot, native)
    return client.put(f"/attempts/{attempt}/slots/{slot}", json={"sequence": sequence, "response": response})


def test_the_cover_says_what_is_asked(bob: PageClient, taking: Taking) -> None:
    page = bob.page(f"/assignments/{taking.assignment}/take")
    assert page.heading == "The call"
    assert page.has("7 questions")
    assert page.has("7 points")


def test_every_page_of_the_quiz_saves_on_next(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    pages: list[dict[str, Any]] = [
        {"response": sent(app, attempt, 1, 0)},
        {"response": sent(app, attempt, 2, [0, 1])},
        {"response": "true"},
        {"response": "90"},
        {"response": "Mar-a-Lago"},
        {"response": "Nov 2017"},
        {"response": sent(app, attempt, 7, [0, 1, 2]), "touched": "1"},
    ]
    for number, data in enumerate(pages, 1):
        go = "next" if number < len(pages) else "finish"
        answer = bob.post(f"/attempts/{attempt}/questions/{number}", data={**data, "seen": "0", "go": go})
        assert answer.status_code == 302
    assert responses(app, attempt) == [0, [0, 1], True, "90", "Mar-a-Lago", "Nov 2017", [0, 1, 2]]
    page = bob.page(f"/attempts/{attempt}/hand-in")
    assert page.has("7")
    done = page_of(bob.send(f"/attempts/{attempt}/hand-in"))
    assert done.has("7 of 7")


def test_back_flag_map_and_leave_all_save(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    for go, target in [("prev", "questions/3"), ("5", "questions/5"), ("leave", "/"), ("finish", "hand-in")]:
        answer = bob.post(
            f"/attempts/{attempt}/questions/4", data={"response": f"9{len(go)}", "seen": "0", "go": go}
        )
        assert answer.headers["Location"].endswith(target)
        assert responses(app, attempt)[3] == f"9{len(go)}"
    bob.post(
        f"/attempts/{attempt}/questions/1",
        data={"response": sent(app, attempt, 1, 2), "seen": "0", "flag": "1"},
    )
    assert responses(app, attempt)[0] == 2
    assert bob.page(f"/attempts/{attempt}/hand-in").has("Flagged by you")


def test_an_order_is_an_answer_only_when_it_was_meant(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    address = f"/attempts/{attempt}/questions/7"
    for touched, move, native, expected in [
        ("", {"go": "prev"}, [2, 0, 1], None),
        ("", {"move": "0:down"}, [2, 0, 1], [0, 2, 1]),
        ("1", {"move": "2:up"}, [0, 2, 1], [0, 1, 2]),
        ("1", {"move": "0:up"}, [0, 1, 2], [0, 1, 2]),
        ("1", {"keep": "1"}, [1, 0, 2], [1, 0, 2]),
    ]:
        data = {"response": sent(app, attempt, 7, native), "seen": "9", "touched": touched, **move}
        bob.post(address, data=data)
        assert responses(app, attempt)[6] == expected, move


def test_a_page_names_items_by_their_first_places_not_by_their_right_ones(
    bob: PageClient, taking: Taking, visit: Visit
) -> None:
    attempt = begin(bob, taking)
    page = bob.page(f"/attempts/{attempt}/questions/7")
    assert page.one("input", name="response").get("value") == "0,1,2"
    assert [item.get("data-index") for item in page.all("li") if item.get("data-index")] == ["0", "1", "2"]
    options = bob.page(f"/attempts/{attempt}/questions/1").all("input", name="response")
    assert [option.get("value") for option in options] == ["0", "1", "2"]


def test_a_quiz_goes_on_where_it_was_left(bob: PageClient, taking: Taking, visit: Visit, app: Flask) -> None:
    attempt = begin(bob, taking)
    chosen = sent(app, attempt, 1, 1)
    bob.post(f"/attempts/{attempt}/questions/1", data={"response": chosen, "seen": "0", "go": "leave"})
    again = visit("bob")  # another browser
    assert again.post(f"/assignments/{taking.assignment}/take").headers["Location"].endswith("/questions/2")
    page = again.page(f"/attempts/{attempt}/questions/1")
    checked = [
        box.get("value") for box in page.all("input", name="response") if box.get("checked") is not None
    ]
    assert checked == [chosen]


def test_saving_by_script(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    address = f"/attempts/{attempt}/slots/4"
    answer = bob.put(address, json={"sequence": 1, "response": "90 minutes"})
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["sequence"] == 1
    assert answer.json["answered"] is True
    assert responses(app, attempt)[3] == "90 minutes"
    other = bob.put(address, json={"sequence": 1, "response": "80"})
    assert other.status_code == 409
    assert other.json == {
        "error": "other_answer",
        "sequence": 1,
        "response": "90 minutes",
        "summary": "90 minutes",
    }
    assert responses(app, attempt)[3] == "90 minutes"


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"sequence": "1", "response": "90"},
        {"sequence": True, "response": "90"},
        {"sequence": 1, "response": {"a": 1}},
        {"sequence": 1, "response": ["x"]},
        {"sequence": 1, "response": "x" * 6000},
        {"sequence": 1, "response": "9\0"},
        {"sequence": 10**9, "response": "90"},
    ],
)
def test_a_forged_save_is_refused_and_stores_nothing(
    bob: PageClient, taking: Taking, app: Flask, body: Any
) -> None:
    attempt = begin(bob, taking)
    answer = bob.put(f"/attempts/{attempt}/slots/4", json=body)
    assert answer.status_code == 400
    assert responses(app, attempt)[3] is None


def test_an_answer_of_5_megabytes_is_refused(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    answer = bob.put(f"/attempts/{attempt}/slots/4", json={"sequence": 1, "response": "x" * 5_000_000})
    assert answer.status_code == 413
    assert responses(app, attempt)[3] is None


def test_a_forged_form_is_refused(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    for data in (
        {"response": "99"},
        {"response": "x"},
        {"response": "0", "seen": "-1"},
        {"response": "0", "seen": "9" * 5000},
        {"response": "0", "seen": "1999999"},
        {"response": "9" * 5000},
        {"response": ["0", "1"]},
    ):
        answer = bob.post(f"/attempts/{attempt}/questions/1", data={"seen": "0", **data})
        assert answer.status_code == 400, data
    assert responses(app, attempt)[0] is None


def test_other_people_find_nothing(visit: Visit, taking: Taking, bob: PageClient, in_app: Run) -> None:
    attempt = begin(bob, taking)
    in_app(school.person, "charlie")
    in_app(school.person, "dave", "teacher")
    for name in ("charlie", "dave", "alice"):
        client = visit(name)
        assert client.get(f"/attempts/{attempt}/questions/1").status_code == 404
        assert (
            client.put(f"/attempts/{attempt}/slots/1", json={"sequence": 1, "response": 0}).status_code == 404
        )
        assert client.post(f"/attempts/{attempt}/hand-in").status_code == 404
        assert client.get(f"/assignments/{taking.assignment}/take").status_code == 404
    assert visit("charlie").get(f"/attempts/{attempt}").status_code == 404
    assert visit("dave").get(f"/attempts/{attempt}").status_code == 404


def test_questions_that_are_not_there(bob: PageClient, taking: Taking) -> None:
    attempt = begin(bob, taking)
    for number in (0, 8, 999):
        assert bob.get(f"/attempts/{attempt}/questions/{number}").status_code == 404
        assert (
            bob.put(f"/attempts/{attempt}/slots/{number}", json={"sequence": 1, "response": 0}).status_code
            == 404
        )


def test_after_hand_in_the_questions_are_closed(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    for _ in range(2):  # a double click
        assert bob.post(f"/attempts/{attempt}/hand-in").headers["Location"].endswith("/done")
    assert bob.get(f"/attempts/{attempt}/questions/1").headers["Location"].endswith("/done")
    late = page_of(bob.send(f"/attempts/{attempt}/questions/1", {"response": "0", "seen": "0", "go": "next"}))
    assert late.has("can no longer be changed")
    answer = bob.put(f"/attempts/{attempt}/slots/1", json={"sequence": 1, "response": 0})
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["error"] == "closed"
    assert responses(app, attempt)[0] is None


def close(app: Flask, taking: Taking) -> None:
    with app.app_context():
        past = datetime.now(UTC) - timedelta(hours=1)
        terms.close_at(past, [taking.assignment])
        db.session.commit()


def test_the_review_shows_answers_only_after_the_close(bob: PageClient, taking: Taking, app: Flask) -> None:
    attempt = begin(bob, taking)
    put(app, bob, attempt, 1, 1, 1)
    bob.post(f"/attempts/{attempt}/hand-in")
    page = bob.page(f"/attempts/{attempt}")
    assert page.has("0 of 7")
    assert not page.has("They reached 145% before the pause")
    assert "Mar-a-Lago" not in page.html.replace("The visit to Mar-a-Lago", "")
    close(app, taking)
    page = bob.page(f"/attempts/{attempt}")
    assert page.has("They reached 145% before the pause")
    assert "Mar-a-Lago" in page.html.replace("The visit to Mar-a-Lago", "")


@pytest.mark.parametrize("release", ["after_close", "by_teacher"])
def test_the_review_before_the_answers_are_out_shows_what_was_answered(
    visit: Visit, in_app: Run, app: Flask, release: str
) -> None:
    in_app(assigned_quiz, release=release)
    bob = visit("bob")
    attempt = int(bob.post("/assignments/1/take").headers["Location"].split("/")[2])
    for slot, native in enumerate([1, [0, 2], False, "80", "Camp David", "March 2016", [2, 1, 0]], 1):
        assert put(app, bob, attempt, slot, 1, native).status_code == 200
    bob.post(f"/attempts/{attempt}/hand-in")
    page = bob.page(f"/attempts/{attempt}")
    for answered in ("54%", "Both visits", "80", "Camp David", "March 2016", "The call"):
        assert page.has(answered)
    for secret in (
        "Right answer",
        "Not right",
        "They reached 145%",
        "No source names",
        "As the sources say",
        "data-key",
    ):
        assert secret not in page.html, secret


def test_a_test_shows_nothing_until_the_teacher_releases(visit: Visit, in_app: Run, app: Flask) -> None:
    taking = in_app(assigned_quiz, release="by_teacher")
    bob = visit("bob")
    attempt = begin(bob, taking)
    put(app, bob, attempt, 1, 1, 0)
    bob.post(f"/attempts/{attempt}/hand-in")
    for address in (
        f"/attempts/{attempt}",
        f"/attempts/{attempt}/done",
        f"/assignments/{taking.assignment}/take",
    ):
        assert "1 of 7" not in bob.page(address).text
    visit("alice").post(f"/assignments/{taking.assignment}/release")
    page = bob.page(f"/attempts/{attempt}")
    assert page.has("1 of 7")
    assert page.has("They reached 145% before the pause")


def test_the_teacher_reads_the_attempt_of_a_student(visit: Visit, taking: Taking, bob: PageClient) -> None:
    attempt = begin(bob, taking)
    bob.put(f"/attempts/{attempt}/slots/4", json={"sequence": 1, "response": "ninety"})
    page = visit("alice").page(f"/attempts/{attempt}")
    assert page.has("ninety")
    assert page.heading == "Answers of Bob Example"


def test_no_key_reaches_the_browser_while_taking(bob: PageClient, taking: Taking) -> None:
    attempt = begin(bob, taking)
    for number in range(1, 8):
        html = bob.page(f"/attempts/{attempt}/questions/{number}").html
        for secret in (
            "They reached 145%",
            "No source names",
            "As the sources say",
            "2017-11",
            "is_key",
            "fraction",
        ):
            assert secret not in html, f"question {number} gives away {secret!r}"


class Counter:
    """Counts SQL statements."""

    def __init__(self, app: Flask) -> None:
        self.app, self.statements = app, list[str]()

    def __enter__(self) -> "Counter":
        with self.app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "before_cursor_execute", self._count)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._count)

    def _count(self, _c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            self.statements.append(statement)


@pytest.mark.parametrize(("questions", "students"), [(3, 1), (40, 12)])
def test_statements_of_the_question_page_and_of_a_save(
    app: Flask, visit: Visit, in_app: Run, questions: int, students: int
) -> None:
    contents = [school.single_choice(f"q-{n}") for n in range(questions)]
    names = ("bob", *(f"student{n}" for n in range(students - 1)))
    taking = in_app(assigned_quiz, contents, students=names)
    bob = visit("bob")
    attempt = begin(bob, taking)
    bob.page(f"/attempts/{attempt}/questions/1")  # the question is parsed once per process
    with Counter(app) as page:
        bob.page(f"/attempts/{attempt}/questions/1")
    assert len(page.statements) == 2, page.statements
    with Counter(app) as save:
        bob.put(f"/attempts/{attempt}/slots/1", json={"sequence": 1, "response": 0})
    assert len(save.statements) == 2, save.statements
