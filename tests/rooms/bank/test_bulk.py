"""One change to many questions: tag, move, retire; what was passed over; undo."""

from datetime import timedelta

import pytest

from quizapp.bank import actions, bulk, queries
from quizapp.bank.wanted import Wanted
from quizapp.db import db
from quizapp.errors import NotFound, Refused
from quizapp.models.accounts import Person
from quizapp.models.bank import Question
from tests.support import plans, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

NOW = school.NOW


@pytest.fixture
def three(alice: Person) -> list[int]:
    contents = (school.true_false("a", tags=["old"]), school.true_false("b", tags=["new"]))
    return school.store(*contents, school.single_choice("c"), author=alice)


def of(question_id: int) -> Question:
    return db.session.get_one(Question, question_id)


def content(question_id: int) -> dict[str, object]:
    return queries.current_version(of(question_id)).content


def batch_of(person: Person) -> str:
    last = bulk.last_change(person, NOW)
    assert last is not None
    return last.batch


def test_tags_those_that_lack_the_tag(alice: Person, three: list[int]) -> None:
    done = bulk.change_many([*three, 999], "tag", "  new ", person=alice, now=NOW)
    assert (done.count, +done.skipped) == (2, {"has_tag": 1, "not_there": 1})
    assert [content(i).get("tags") for i in three] == [["old", "new"], ["new"], ["new"]]
    assert [of(i).version for i in three] == [2, 1, 2]
    found = queries.search(Wanted(text="new")).rows
    assert {row.question.id for row in found} == set(three)


def test_moves_to_a_topic(alice: Person, three: list[int]) -> None:
    done = bulk.change_many(three, "move", "Tariff levels", person=alice, now=NOW)
    assert (done.count, +done.skipped) == (2, {"in_topic": 1})
    assert {of(i).topic for i in three} == {"Tariff levels"}


def test_retires(alice: Person, three: list[int]) -> None:
    actions.set_status(of(three[0]), "retired", NOW)
    done = bulk.change_many(three, "retire", "", person=alice, now=NOW)
    assert (done.count, +done.skipped) == (2, {"is_retired": 1})
    assert {of(i).status for i in three} == {"retired"}
    assert {of(i).version for i in three} == {1}


def test_what_would_not_pass_its_check_stays(alice: Person, three: list[int]) -> None:
    done = bulk.change_many(three, "tag", "t" * 61, person=alice, now=NOW)
    assert (done.count, +done.skipped) == (0, {"not_fit": 3})
    assert bulk.last_change(alice, NOW) is None


@pytest.mark.parametrize(
    ("what", "value", "code"),
    [("tag", "  ", "no_tag"), ("move", "", "no_topic"), ("retire", "", "nothing_ticked")],
)
def test_needs_something_to_do(alice: Person, what: str, value: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        bulk.change_many([] if what == "retire" else [1], what, value, person=alice, now=NOW)


@pytest.mark.parametrize(("what", "value"), [("tag", "x"), ("move", "Elsewhere"), ("retire", "")])
def test_undo_restores_what_was(alice: Person, three: list[int], what: str, value: str) -> None:
    actions.set_status(of(three[1]), "draft", NOW)
    before = [(content(i), of(i).topic, of(i).status) for i in three]
    bulk.change_many(three, what, value, person=alice, now=NOW)
    assert [(content(i), of(i).topic, of(i).status) for i in three] != before
    done = bulk.undo(batch_of(alice), person=alice, now=NOW)
    assert (done.count, +done.skipped) == (3, {})
    assert [(content(i), of(i).topic, of(i).status) for i in three] == before
    assert bulk.last_change(alice, NOW) is None


def test_undo_leaves_what_somebody_changed_since(alice: Person, three: list[int]) -> None:
    bulk.change_many(three, "tag", "x", person=alice, now=NOW)
    actions.change_question(of(three[0]), school.true_false("a", stem="New."), author=alice, now=NOW)
    actions.set_status(of(three[1]), "draft", NOW)
    done = bulk.undo(batch_of(alice), person=alice, now=NOW)
    assert (done.count, +done.skipped) == (1, {"changed_since": 2})
    assert content(three[0])["stem"] == "New."


def test_undo_is_for_once_and_for_who_did_it(alice: Person, bob: Person, three: list[int]) -> None:
    bulk.change_many(three, "retire", "", person=alice, now=NOW)
    batch = batch_of(alice)
    with pytest.raises(NotFound):
        bulk.undo(batch, person=bob, now=NOW)
    with pytest.raises(NotFound):
        bulk.undo("nothing", person=alice, now=NOW)
    bulk.undo(batch, person=alice, now=NOW)
    with pytest.raises(Refused, match="nothing_to_undo"):
        bulk.undo(batch, person=alice, now=NOW)


def test_the_last_change_is_offered_for_an_hour(alice: Person, bob: Person, three: list[int]) -> None:
    bulk.change_many(three[:1], "retire", "", person=alice, now=NOW)
    bulk.change_many(three[1:], "retire", "", person=alice, now=NOW + timedelta(minutes=1))
    last = bulk.last_change(alice, NOW + timedelta(minutes=30))
    assert last is not None
    assert last.count == 2
    assert bulk.last_change(bob, NOW) is None
    assert bulk.last_change(alice, NOW + timedelta(hours=2)) is None


def test_what_was_changed_is_looked_up(alice: Person, three: list[int]) -> None:
    bulk.change_many(three, "retire", "", person=alice, now=NOW)
    assert plans.scans(lambda: bulk.last_change(alice, NOW)) == []


def test_from_the_list_and_back(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    teacher, ids = visit("alice"), school_desk.questions
    boxes = teacher.page("/bank").all("input", name="question")
    assert {box.get("value") for box in boxes} == {str(i) for i in ids}
    sent = {"do": "tag", "tag": "unit 3", "question": ids[:2], "next": "/bank?topic=Tariff+levels"}
    response = teacher.post("/bank/bulk", data=sent)
    assert response.location == "/bank?topic=Tariff+levels"
    page = teacher.page(response.location)
    assert page.has("2 done.")
    assert page.has("You have just changed 2 questions here.")
    again = page_of(teacher.send("/bank/bulk", {"do": "tag", "tag": "unit 3", "question": ids}))
    assert again.has("1 done, 2 skipped: 2 have the tag already.")
    undo = next(form.get("action") for form in again.all("form") if "undo" in (form.get("action") or ""))
    assert undo is not None
    after = page_of(teacher.send(undo))
    assert after.has("1 done.")
    assert not after.has("You have just changed")
    assert teacher.post(undo).status_code == 409
    closed_to(visit, undo, "dora", "bob", method="POST")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"do": "retire"}, "No question was ticked."),
        ({"do": "tag", "question": "1"}, "Write the tag"),
        ({"do": "move", "question": "1", "topic": " "}, "Write the topic"),
        (
            {"do": "retire", "question": ["x", "-1", "9" * 40, "²", "999999"]},
            "0 done, 1 skipped: one is not in the bank.",
        ),
    ],
)
def test_bad_input_is_said(visit: Visit, school_desk: Desk, data: dict[str, object], words: str) -> None:
    assert page_of(visit("alice").send("/bank/bulk", data)).has(words)


def test_is_closed(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, "/bank/bulk", "bob", method="POST", data={"do": "retire"})
    closed_to(visit, "/bank/bulk/x/undo", "bob", "alice", method="POST")
    assert visit("alice").post("/bank/bulk", data={"do": "destroy"}).status_code == 404


def test_no_way_out_of_the_app(visit: Visit, school_desk: Desk) -> None:
    response = visit("alice").post("/bank/bulk", data={"do": "retire", "next": "//elsewhere.example/"})
    assert response.location == "/bank"


def test_a_question_says_which_of_ones_quizzes_have_it(visit: Visit, school_desk: Desk) -> None:
    first, _, third = school_desk.questions
    page = visit("alice").page(f"/bank/{first}")
    assert page.has("One of your quizzes has it")
    assert page.link("Tariffs") == f"/quizzes/{school_desk.quiz_id}"
    assert not page.has("Colleagues use it too.")
    other = visit("dora").page(f"/bank/{first}")
    assert other.has("Not in your quizzes. Colleagues use it too.")
    assert not other.all("a", href=f"/quizzes/{school_desk.quiz_id}")
    assert visit("alice").page(f"/bank/{third}").has("In no quiz yet.")
