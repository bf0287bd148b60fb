"""The pages on which a teacher marks written answers, and what the student reads afterwards."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.attempts.regrading import regrade
from quizapp.bank.queries import current_version
from quizapp.db import db
from quizapp.models.attempts import HandMark
from quizapp.models.bank import Question
from quizapp.models.classrooms import Classroom
from quizapp.models.quizzes import Assignment
from tests.support import attempts, by_hand, school
from tests.support.by_hand import Desk
from tests.support.pages import Page, PageClient, page_of

Visit = Callable[[str | None], PageClient]
InApp = Callable[..., Any]
POINTS = {"points_0": "1.5", "points_1": "1", "points_2": "0"}


@pytest.fixture
def desk(in_app: InApp) -> Desk:
    return in_app(by_hand.build, school.person)  # type: ignore[no-any-return]


@pytest.fixture
def alice(visit: Visit, desk: Desk) -> PageClient:
    return visit("alice")


def sent(page: Page, **more: Any) -> dict[str, Any]:
    """What the form of this page sends: what stands in it, and `more` typed over it."""
    form = page.one("form", id="marking")
    data: dict[str, Any] = {"seen": [], "answer": []}
    for field in form.iter("input"):
        name, value = field.get("name") or "", field.get("value") or ""
        if field.get("type") in ("radio", "checkbox") and field.get("checked") is None:
            continue
        data[name] = [*data[name], value] if name in ("seen", "answer") else value
    data |= {field.get("name"): (field.text or "").strip() for field in form.iter("textarea")}
    return data | more


def post(client: PageClient, desk: Desk, at: int | None = None, **more: Any) -> TestResponse:
    address = desk.address + (f"?answer={at}" if at else "")
    return client.post(desk.address, data=sent(client.page(address), **more))


def marks(app: Flask, desk: Desk) -> list[tuple[float | None, float | None, int]]:
    with app.app_context():
        return by_hand.marks(desk)


def given(app: Flask) -> list[list[float]]:
    with app.app_context():
        return [row.points for row in db.session.query(HandMark).order_by(HandMark.id)]


def test_what_waits_is_counted_on_the_way_there(alice: PageClient, desk: Desk) -> None:
    today = alice.page("/")
    assert today.has("To mark Tariffs")
    assert today.has("3 answers wait for your mark.")
    page = alice.page(f"/assignments/{desk.assignment}")
    assert page.has("Being marked")
    assert page.has("2 of 4 so far")
    page = alice.page(page.link("Mark 3 answers"))
    assert page.heading == "3 answers wait for your mark"
    assert page.has("3 answers, 1 left it blank (0 points, nothing to mark)")
    assert page.has("3 wait")
    page = alice.page(page.link("Question 2: Why were the tariffs cut (why)?"))
    assert page.has("0 of 3 marked")


def test_the_biggest_group_comes_first_with_all_who_wrote_it(alice: PageClient, desk: Desk) -> None:
    page = alice.page(desk.address)
    assert page.has("The same answer, 2 times")
    assert page.has("Because of trade.")
    for words in ("Bob Example", "Given01 Family01", "because of TRADE", "Both sides wanted trade."):
        assert page.has(words)
    assert page.has("names a source (2 points)")
    assert [each.get("value") for each in page.all("input", name="points_0")] == ["0", "0.5", "1", "1.5", "2"]
    assert [each.get("value") for each in page.all("input", name="points_2")] == ["0", "0.25", "0.5"]
    assert not page.has("Why the mark changes")


def test_a_mark_for_a_group_and_on_to_the_next(alice: PageClient, desk: Desk, app: Flask) -> None:
    answer = post(alice, desk, **POINTS, comment="Good.")
    assert answer.headers["Location"] == f"{desk.address}?answer={desk.finn}"
    assert marks(app, desk)[0] == (pytest.approx(2.5 / 3.5), pytest.approx(2 + 5 / 3.5), 0)
    page = alice.page(answer.headers["Location"])
    assert page.has("2 answers are marked.")
    assert page.has("Answer of Given02 Family02")
    answer = post(alice, desk, desk.finn, **POINTS)
    assert answer.headers["Location"] == f"/assignments/{desk.assignment}/marking"
    page = alice.page(answer.headers["Location"])
    assert page.heading == "All written answers are marked"
    assert alice.page(desk.address).heading == "All answers are marked"
    assert not alice.page("/").has("To mark")
    assert alice.page(f"/assignments/{desk.assignment}").link("Marks given by hand")


def test_the_student_reads_the_mark_part_by_part(
    alice: PageClient, visit: Visit, desk: Desk, in_app: InApp
) -> None:
    bob = visit("bob")
    before = bob.page(f"/attempts/{desk.bob}")
    assert before.has("2 of 4 so far")
    assert before.has("Question 2 Being marked")
    assert before.has("names a source (2 points)")
    post(alice, desk, **POINTS, comment="Good.", **{f"comment_{desk.bob}": "You, Bob, best."})
    page = bob.page(f"/attempts/{desk.bob}")
    assert page.has("3.43 of 4")
    assert page.has("Question 2 Partly right 1.43 of 2")
    assert page.has("names a source 1.5 of 2 gives a reason 1 of 1 gives a date 0 of 0.5")
    assert page.has("Good. You, Bob, best. Marked by Alice Example on")
    assert not page.has("Change this mark")
    again = in_app(by_hand.give, desk, (2, 1, 0.5), reason="I had overlooked the source.", by="dora")
    assert again == 2
    page = bob.page(f"/attempts/{desk.bob}")
    assert page.has("from 1.43 to 2. Reason: I had overlooked the source.")
    assert page.has("Marked by Dora Example")
    assert alice.page(f"/attempts/{desk.eve}").has("Change this mark")


def test_nothing_by_part_is_seen_before_the_answers_are(visit: Visit, in_app: InApp, app: Flask) -> None:
    desk = in_app(by_hand.build, school.person, release="by_teacher")
    in_app(by_hand.give, desk, (2, 1, 0.5), comment="Secret words.")
    page = visit("bob").page(f"/attempts/{desk.bob}")
    for words in ("Secret words.", "of 4", "Marked by", "names a source", "2 of 2"):
        assert not page.has(words)


def test_the_comment_of_a_classmate_is_not_shown(alice: PageClient, visit: Visit, desk: Desk) -> None:
    post(alice, desk, **POINTS, **{f"comment_{desk.eve}": "For Eve alone."})
    assert not visit("bob").page(f"/attempts/{desk.bob}").has("For Eve alone.")


def test_who_is_unticked_waits_on_and_finds_the_same_filled_in(
    alice: PageClient, desk: Desk, app: Flask
) -> None:
    post(alice, desk, **POINTS, answer=[str(desk.bob)], comment="Good.")
    assert [each[2] for each in marks(app, desk)] == [0, 1, 1, 0]
    page = alice.page(f"{desk.address}?answer={desk.eve}")
    assert page.has("The same words have 2.5 of 3.5 points already.")
    assert sent(page) | POINTS == sent(page)
    assert sent(page)["comment"] == "Good."
    alice.post(desk.address, data=sent(page))
    assert marks(app, desk)[1][0] == pytest.approx(2.5 / 3.5)


def test_a_change_needs_a_reason_and_keeps_what_was(alice: PageClient, desk: Desk, app: Flask) -> None:
    post(alice, desk, **POINTS)
    changed = POINTS | {"points_0": "2"}
    answer = post(alice, desk, desk.bob, **changed, comment="Typed before.")
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.one("div", role="alert").get("class") == "error-summary"
    assert page.has("Why the mark changes: Please fill this in.")
    assert sent(page)["comment"] == "Typed before."
    assert sent(page)["points_0"] == "2"
    answer = post(alice, desk, desk.bob, **changed, reason="It names two.")
    assert answer.headers["Location"] == f"{desk.address}?answer={desk.bob}"
    page = alice.page(answer.headers["Location"])
    assert page.has("Alice Example gave 3 of 3.5 points on")
    assert page.has("Reason: It names two.")
    assert page.has("Alice Example gave 2.5 of 3.5 points on")
    assert given(app) == [[1.5, 1, 0], [2, 1, 0]]


def test_the_second_teacher_is_shown_and_loses_nothing(
    alice: PageClient, visit: Visit, desk: Desk, app: Flask
) -> None:
    page = alice.page(desk.address)
    post(visit("dora"), desk, **POINTS, comment="By Dora.")
    answer = alice.post(desk.address, data=sent(page, **POINTS | {"points_2": "0.5"}, comment="By Alice."))
    assert answer.status_code == 409
    page = page_of(answer)
    assert page.has("Dora Example gave 2.5 of 3.5 points on")
    assert page.has("By Dora.")
    assert sent(page)["comment"] == "By Alice."
    assert sent(page)["points_2"] == "0.5"
    assert page.link("Keep that mark and go on") == f"{desk.address}?answer={desk.finn}"
    assert len(given(app)) == 1
    alice.post(desk.address, data=sent(page, reason="We spoke about it."))
    assert given(app) == [[1.5, 1, 0], [1.5, 1, 0.5]]


def test_sent_twice_it_counts_once(alice: PageClient, desk: Desk, app: Flask) -> None:
    data = sent(alice.page(desk.address), **POINTS)
    places = [alice.post(desk.address, data=data).status_code for _ in range(2)]
    assert places == [302, 302]
    assert len(given(app)) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"points_0": "2.5"}, "Give 0 to 2 points, in steps of 0.5."),
        ({"points_0": "1.37"}, "Give 0 to 2 points, in steps of 0.5."),
        ({"points_0": "1.5000001"}, "Give 0 to 2 points, in steps of 0.5."),
        ({"points_0": "-1"}, "Write a number from 0 to 2."),
        ({"points_0": "nan"}, "Write a number from 0 to 2."),
        ({"points_0": "1e99"}, "Give 0 to 2 points, in steps of 0.5."),
        ({"points_0": "two"}, "Write a number from 0 to 2."),
        ({"points_0": ""}, "Choose the points, also where there are none."),
        ({"points_3": "1"}, "The rubric has no such part."),
        ({"points_x": "1"}, "The rubric has no such part."),
        ({"answer": []}, "Tick at least one of the answers."),
        ({"comment": "x" * 10_000}, "Write at most 2000 characters."),
    ],
)
def test_bad_input_is_shown_with_what_was_typed(
    alice: PageClient, desk: Desk, app: Flask, typed: dict[str, Any], words: str
) -> None:
    answer = post(alice, desk, **POINTS | {"comment": "Typed before."} | typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.has(words)
    assert "Typed before." in page.html or "x" * 10_000 in page.html
    assert sent(page)["points_1"] == "1"
    assert given(app) == []
    assert marks(app, desk)[0] == (None, 2, 1)


def test_a_long_comment_for_one_is_named_too(alice: PageClient, desk: Desk, app: Flask) -> None:
    answer = post(alice, desk, **POINTS, **{f"comment_{desk.bob}": "x" * 2001})
    assert answer.status_code == 422
    assert page_of(answer).has("Write at most 2000 characters.")
    assert given(app) == []


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"seen": ["1"], "answer": ["1"]}, 400),
        ({"seen": ["x:0"], "answer": ["x"]}, 400),
        ({"seen": [], "answer": []}, 400),
        ({"seen": ["1:0"], "answer": ["2"]}, 400),
        ({"seen": ["99:0"], "answer": ["99"]}, 404),
    ],
)
def test_a_forged_form_stores_nothing(
    alice: PageClient, desk: Desk, app: Flask, data: dict[str, Any], status: int
) -> None:
    assert alice.post(desk.address, data=POINTS | data).status_code == status
    assert given(app) == []


def test_answers_of_elsewhere_and_of_other_words_are_not_there(
    alice: PageClient, desk: Desk, app: Flask, in_app: InApp
) -> None:
    def elsewhere() -> int:
        quiz = attempts.quiz(by_hand.teacher(), [desk.question], "Another")
        room = db.session.get_one(Classroom, desk.classroom)
        assigned = attempts.assignment(quiz, room)
        return attempts.take(assigned, by_hand.teacher("bob"), ["Because of trade."]).id

    other = in_app(elsewhere)
    for ids in ([other], [desk.bob, desk.finn], [desk.bob, desk.gus]):
        data = {"seen": [f"{number}:0" for number in ids], "answer": ids}
        assert alice.post(desk.address, data=POINTS | data).status_code == 404
    assert given(app) == []


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_for_others_it_does_not_exist(visit: Visit, desk: Desk, app: Flask, who: str) -> None:
    client = visit(who)
    seen = {"seen": [f"{desk.bob}:0"], "answer": [str(desk.bob)]}
    base = f"/assignments/{desk.assignment}/marking"
    assert [client.get(each).status_code for each in (base, desk.address)] == [404, 404]
    assert client.post(desk.address, data=POINTS | seen).status_code == 404
    assert client.post(f"{base}/names", data={"hidden": "1"}).status_code == 404
    assert given(app) == []


def test_a_teacher_of_another_class_is_an_outsider(visit: Visit, desk: Desk, in_app: InApp) -> None:
    in_app(school.person, "erin", "teacher")
    client = visit("erin")
    assert client.get(desk.address).status_code == 404
    assert client.get(f"/assignments/{desk.assignment}/marking").status_code == 404


@pytest.mark.parametrize("address", ["?answer=x", "?answer=99999", "?answer=-1"])
def test_an_answer_that_is_not_there(alice: PageClient, desk: Desk, address: str) -> None:
    assert alice.get(desk.address + address).status_code == 404
    assert alice.get(f"{desk.address}?answer={desk.gus}").status_code == 404


def test_a_question_that_a_machine_marks_is_not_here(alice: PageClient, desk: Desk) -> None:
    base = f"/assignments/{desk.assignment}/marking"
    assert alice.get(f"{base}/{desk.question - 1}").status_code == 404
    assert alice.get(f"{base}/99999").status_code == 404


def test_names_are_hidden_and_shown_again(alice: PageClient, desk: Desk, in_app: InApp) -> None:
    post(alice, desk, desk.finn, **POINTS)
    base = f"/assignments/{desk.assignment}/marking"
    alice.post(f"{base}/names", data={"hidden": "1", "next": desk.address})
    for address in (base, desk.address, f"{desk.address}?answer={desk.finn}"):
        page = alice.page(address)
        assert not re.search(r"Family0\d|Bob", page.html), address
        assert page.has("Names are hidden while you mark.")
    page = alice.page(desk.address)
    assert page.has("Answer 1")
    assert alice.post(desk.address, data=sent(page, **POINTS)).status_code == 302
    alice.post(f"{base}/names", data={"hidden": "0"})
    assert alice.page(desk.address).has("Bob Example")


def test_all_blank_leaves_nothing_to_mark(visit: Visit, in_app: InApp) -> None:
    def build() -> Any:
        alice, bob = school.person("alice", "teacher"), school.person("bob")
        room = school.classroom(alice, bob)
        [question] = school.store(school.written(), author=alice)
        assigned = attempts.assignment(attempts.quiz(alice, [question]), room)
        attempts.take(assigned, bob, [None])
        return assigned.id, question

    assigned, question = in_app(build)
    alice = visit("alice")
    page = alice.page(f"/assignments/{assigned}/marking")
    assert page.heading == "All written answers are marked"
    assert page.has("nothing to mark")
    answer = alice.get(f"/assignments/{assigned}/marking/{question}")
    assert answer.headers["Location"] == f"/assignments/{assigned}/marking"
    assert visit("bob").page("/progress").has("0 of 1")


def test_before_anybody_has_handed_in(alice: PageClient, desk: Desk, in_app: InApp) -> None:
    def another() -> int:
        quiz = attempts.quiz(by_hand.teacher(), [desk.question], "Later")
        return attempts.assignment(quiz, db.session.get_one(Classroom, desk.classroom)).id

    page = alice.page(f"/assignments/{in_app(another)}/marking")
    assert page.heading == "No written answer yet"


def test_points_too_many_to_choose_from_are_typed(visit: Visit, in_app: InApp, app: Flask) -> None:
    def build() -> Any:
        alice, bob = school.person("alice", "teacher"), school.person("bob")
        room = school.classroom(alice, bob)
        content = school.written(rubric=[{"points": 20, "text": "is good"}])
        [question] = school.store(content, author=alice)
        assigned = attempts.assignment(attempts.quiz(alice, [question]), room)
        return assigned.id, question, attempts.take(assigned, bob, ["Words."]).id

    assigned, question, attempt = in_app(build)
    alice, address = visit("alice"), f"/assignments/{assigned}/marking/{question}"
    page = alice.page(address)
    assert page.one("input", name="points_0").get("type") == "text"
    assert page.has("(worth 1 point in this quiz)")
    assert alice.post(address, data=sent(page, points_0="20.5")).status_code == 422
    assert alice.post(address, data=sent(page, points_0="17,5")).status_code == 302
    assert visit("bob").page(f"/attempts/{attempt}").has("0.88 of 1")


def test_regrades_offer_what_can_be_done_and_keep_the_marks(
    alice: PageClient, desk: Desk, in_app: InApp
) -> None:
    address = f"/questions/{desk.question}/regrade"
    page = alice.page(address)
    values = [each.get("value") for each in page.all("input", name="policy")]
    assert values == ["full_credit", "leave"]
    page = alice.page(f"{address}?policy=full_credit")
    assert page.has("4 of 4 marks change")
    assert page.has("being marked to 2")
    assert not alice.page(f"{address}?policy=new_key").has("marks change")

    def full_credit() -> None:
        version = current_version(db.session.get_one(Question, desk.question))
        ids = [desk.bob, desk.finn]
        values = {"reason": "Too hard.", "teacher": by_hand.teacher(), "now": school.NOW + school.days(2)}
        regrade(desk.question, version, policy="full_credit", attempt_ids=ids, **values)

    in_app(full_credit)
    page = alice.page(f"/attempts/{desk.bob}")
    assert page.has("Question 2 Right 2 of 2")
    assert page.has("from being marked to 2. Everybody gets the full mark for this question.")
    page = alice.page(f"{desk.address}?answer={desk.finn}")
    assert page.has("Everybody has the full mark for this question by a regrade.")


def test_a_dispute_leads_to_the_mark(alice: PageClient, visit: Visit, desk: Desk) -> None:
    post(alice, desk, **POINTS)
    bob = visit("bob")
    form = {"q2-text": "I did name a date.", "q2-fact": ""}
    assert bob.post(f"/attempts/{desk.bob}/questions/2/dispute", data=form).status_code == 302
    page = alice.page("/disputes")
    assert page.link("Change the mark: Bob Example") == f"{desk.address}?answer={desk.bob}"


def test_as_many_statements_for_a_big_class_as_for_a_small_one(
    alice: PageClient, desk: Desk, in_app: InApp, app: Flask
) -> None:
    pages = ("/", f"/assignments/{desk.assignment}/marking", desk.address)

    def count(address: str) -> int:
        with by_hand.statements(app) as seen:
            alice.page(address)
        return len(seen)

    def grow() -> None:
        room = db.session.get_one(Classroom, desk.classroom)
        assigned = db.session.get_one(Assignment, desk.assignment)
        for number in range(10, 22):
            attempts.take(assigned, attempts.student(number, room), [0, f"Words {number % 4}."])

    for address in pages:
        alice.page(address)  # questions are parsed once
    few = [count(address) for address in pages]
    in_app(grow)
    assert [count(address) for address in pages] == few
    assert few[2] == 7


@pytest.mark.parametrize("typed", ["9" * 400, "9" * 5000, "²", "1e400"])
def test_points_that_are_no_number_to_add_up_get_a_sentence(
    alice: PageClient, desk: Desk, typed: str
) -> None:
    answer = post(alice, desk, **(POINTS | {"points_0": typed}))
    assert answer.status_code == 422
    assert page_of(answer).has("Points: 1 of 3.5")
