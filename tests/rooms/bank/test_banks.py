"""Banks that colleagues share: who may see, use, edit and manage one; what a private one hides."""

from dataclasses import dataclass

import pytest

from quizapp.bank import access, bulk, likeness, queries, sharing, shelves, uses
from quizapp.bank.actions import add_question
from quizapp.bank.wanted import Wanted
from quizapp.db import db
from quizapp.errors import Invalid, NotFound, Refused
from quizapp.flashcards.actions import open_decks
from quizapp.flashcards.queries import new_cards
from quizapp.models.accounts import Person
from quizapp.models.bank import SCHOOL_BANK, Question, QuestionBank
from quizapp.models.quizzes import Quiz
from quizapp.quizzes import actions as quizzes
from tests.support import attempts, desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of


@dataclass(frozen=True)
class Shelf:
    """Dora's private bank with one question."""

    bank: int
    question: int


def build() -> Shelf:
    dora = desk.person("dora")
    bank = sharing.make_bank(name="History department", for_all="none", owner=dora, now=school.NOW)
    content = school.true_false("private", stem="A private statement of the department.", topic="Private")
    question = add_question(content, author=dora, now=school.NOW, bank_id=bank.id)
    return Shelf(bank.id, question.id)


@pytest.fixture
def shelf(school_desk: Desk, in_app: InApp) -> Shelf:
    made = in_app(build)
    assert isinstance(made, Shelf)
    return made


def share(shelf: Shelf, may: str) -> None:
    sharing.share_bank(db.session.get_one(QuestionBank, shelf.bank), desk.person("alice"), may)


def test_a_private_bank_does_not_exist_for_others(visit: Visit, shelf: Shelf) -> None:
    for address in (f"/bank/banks/{shelf.bank}", f"/bank/{shelf.question}", f"/bank/{shelf.question}/edit"):
        closed_to(visit, address, "alice", "ada", "bob")
        assert visit("dora").get(address).status_code == 200
    for address in ("share", "unshare", "delete"):
        closed_to(visit, f"/bank/banks/{shelf.bank}/{address}", "alice", "ada", "bob", method="POST")
    closed_to(visit, f"/bank/new/true_false?bank={shelf.bank}", "alice", "bob")
    closed_to(visit, f"/bank/{shelf.question}/status", "alice", method="POST", data={"status": "retired"})
    closed_to(visit, f"/bank/{shelf.question}/checked", "alice", method="POST")
    teacher = visit("alice")
    for address in ("/bank?text=private", "/bank?topic=Private", f"/bank?bank={shelf.bank}", "/bank"):
        page = teacher.page(address)
        assert not page.has("private statement")
        assert not page.has("History department")
    assert not teacher.page("/bank").all("option", value="Private")
    typed = {"stem": "A private statement of the department."}
    assert teacher.get("/bank/alike", query_string=typed).get_json()["questions"] == []
    assert not teacher.page("/bank/banks").has("History department")
    assert visit("dora").page("/bank?text=private").has("A private statement of the department.")


def test_used_where_it_is_shared_to_be_used(visit: Visit, shelf: Shelf, in_app: InApp) -> None:
    in_app(share, shelf, "use")
    teacher = visit("alice")
    page = teacher.page(f"/bank/{shelf.question}")
    assert page.has("History department")
    assert not page.all("a", href=f"/bank/{shelf.question}/edit")
    assert teacher.get(f"/bank/{shelf.question}/edit").status_code == 404
    assert teacher.post(f"/bank/{shelf.question}/status", data={"status": "retired"}).status_code == 404
    assert teacher.page(f"/bank/banks/{shelf.bank}").has("You may use its questions.")
    assert teacher.post(f"/bank/banks/{shelf.bank}", data={"name": "Mine"}).status_code == 404
    assert teacher.page(f"/bank?bank={shelf.bank}").heading == "One question matches"
    data = {"do": "retire", "question": str(shelf.question)}
    assert page_of(teacher.send("/bank/bulk", data)).has("one is in a bank that you may not change")


def test_changed_where_it_is_shared_to_be_changed(visit: Visit, shelf: Shelf, in_app: InApp) -> None:
    in_app(share, shelf, "edit")
    teacher = visit("alice")
    assert teacher.get(f"/bank/{shelf.question}/edit").status_code == 200
    typed = {"stem": "Of the department.", "topic": "Private", "answer": "true", "explanation": "Yes."}
    typed |= {"difficulty": "1", "status": "draft", "mark": "1", "do": "save"}
    assert page_of(teacher.send(f"/bank/new/true_false?bank={shelf.bank}", typed)).has("History department")
    assert teacher.post(f"/bank/banks/{shelf.bank}/share").status_code == 404


def test_a_bank_for_all_teachers_is_for_all_teachers(visit: Visit, shelf: Shelf, in_app: InApp) -> None:
    def open_to_all() -> None:
        bank = db.session.get_one(QuestionBank, shelf.bank)
        sharing.change_bank(bank, name="Open", for_all="use")

    in_app(open_to_all)
    assert visit("alice").page("/bank/banks").has("Open")
    assert visit("alice").get(f"/bank/{shelf.question}").status_code == 200
    closed_to(visit, f"/bank/{shelf.question}", "bob")


def test_make_share_and_end_it_on_pages(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    teacher = visit("alice")
    page = page_of(teacher.send("/bank/banks/new", {"name": "  Our   bank ", "for_all": "none"}))
    assert page.heading == "Our bank"
    bank_id = in_app(lambda: shelves.banks_of(desk.person("alice"))[1].bank.id)
    address = f"/bank/banks/{bank_id}"
    dora = in_app(lambda: desk.person("dora").id)
    shared = page_of(teacher.send(f"{address}/share", {"person_id": str(dora), "may": "use"}))
    assert shared.has("Shared with Dora Example.")
    assert shared.has("May use the questions")
    changed = page_of(teacher.send(f"{address}/share", {"person_id": str(dora), "may": "edit"}))
    assert changed.has("May use and change the questions")
    assert visit("dora").page(address).has("Of Alice Example.")
    assert page_of(teacher.send(f"{address}/unshare", {"person": str(dora)})).has("No longer shared.")
    closed_to(visit, address, "dora")
    assert page_of(teacher.send(address, {"name": "Renamed", "for_all": "use"})).heading == "Renamed"
    assert page_of(teacher.send(f"{address}/delete")).has("Deleted.")
    assert teacher.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/bank/banks/new", {"name": " ", "for_all": "none"}),
        ("/bank/banks/new", {"name": "x" * 121, "for_all": "none"}),
        ("/bank/banks/new", {"name": "x", "for_all": "everything"}),
        ("{own}", {"name": "", "for_all": "use"}),
        ("{own}/share", {"person_id": "{bob}", "may": "use"}),
        ("{own}/share", {"person_id": "{dora}", "may": "own"}),
        ("{own}/share", {"person_id": "x", "may": "use"}),
    ],
)
def test_bad_input_comes_back(
    visit: Visit, shelf: Shelf, in_app: InApp, address: str, data: dict[str, str]
) -> None:
    names = {name: str(in_app(lambda n=name: desk.person(n).id)) for name in ("bob", "dora")}
    sent = {key: value.format(**names) for key, value in data.items()}
    answer = visit("dora").post(address.format(own=f"/bank/banks/{shelf.bank}"), data=sent)
    assert answer.status_code == 422
    assert page_of(answer).all("div", role="alert")


def test_a_bank_with_questions_is_not_deleted(visit: Visit, shelf: Shelf) -> None:
    page = page_of(visit("dora").send(f"/bank/banks/{shelf.bank}/delete"))
    assert page.has("This bank has questions, retired ones too.")


def test_the_schools_bank_is_managed_by_its_administrators(visit: Visit, school_desk: Desk) -> None:
    address = f"/bank/banks/{SCHOOL_BANK}"
    assert visit("alice").post(address, data={"name": "Mine", "for_all": "use"}).status_code == 404
    admin = visit("ada")
    assert admin.post(address, data={"name": "School", "for_all": "none"}).status_code == 422
    assert page_of(admin.send(address, {"name": "School", "for_all": "use"})).heading == "School"
    assert page_of(admin.send(f"{address}/delete")).has("The bank of the school stays.")
    teacher = visit("alice")
    assert teacher.get(f"/bank/{school_desk.questions[0]}").status_code == 200
    assert teacher.get(f"/bank/{school_desk.questions[0]}/edit").status_code == 404
    refused = teacher.get("/bank/new/true_false")
    assert refused.status_code == 409
    assert page_of(refused).has("There is no bank that you may add questions to.")


def test_moving_to_a_bank_and_back(visit: Visit, shelf: Shelf, school_desk: Desk, in_app: InApp) -> None:
    in_app(share, shelf, "edit")

    def bank_of(question_id: int) -> int:
        return in_app(lambda: db.session.get_one(Question, question_id).bank_id)

    teacher, ids = visit("alice"), [*school_desk.questions[:2], shelf.question]
    sent = {"do": "bank", "bank": str(shelf.bank), "question": [str(i) for i in ids]}
    page = page_of(teacher.send("/bank/bulk", sent))
    assert page.has("2 done, 1 skipped: one is in this bank already.")
    assert {bank_of(i) for i in ids} == {shelf.bank}
    undo = next(form.get("action") for form in page.all("form") if "undo" in (form.get("action") or ""))
    assert page_of(teacher.send(undo or "")).has("2 done.")
    assert [bank_of(i) for i in ids] == [SCHOOL_BANK, SCHOOL_BANK, shelf.bank]
    for bank in ("", "x", "99"):
        assert page_of(teacher.send("/bank/bulk", {**sent, "bank": bank})).has("Choose the bank")


def test_undo_needs_the_right_to_both_banks(shelf: Shelf, school_desk: Desk, in_app: InApp) -> None:
    def go() -> None:
        share(shelf, "edit")
        alice = desk.person("alice")
        bulk.change_many(school_desk.questions[:1], "bank", str(shelf.bank), person=alice, now=school.NOW)
        last = bulk.last_change(alice, school.NOW)
        assert last is not None
        sharing.unshare_bank(db.session.get_one(QuestionBank, shelf.bank), alice.id)
        done = bulk.undo(last.batch, person=alice, now=school.NOW)
        assert (done.count, +done.skipped) == (0, {"not_yours": 1})

    in_app(go)


def test_a_quiz_takes_only_what_its_teacher_may_use(shelf: Shelf, school_desk: Desk, in_app: InApp) -> None:
    def go() -> None:
        quiz = db.session.get_one(Quiz, school_desk.quiz_id)
        with pytest.raises(Refused, match="question_not_usable"):
            quizzes.add_questions(quiz, [shelf.question])
        share(shelf, "use")
        assert quizzes.add_questions(quiz, [shelf.question]) == 1
        alice, bank = desk.person("alice"), db.session.get_one(QuestionBank, shelf.bank)
        sharing.unshare_bank(bank, alice.id)
        assert access.bank_question(alice, shelf.question).id == shelf.question  # it stays in the quiz
        with pytest.raises(NotFound):
            access.editable_question(alice, shelf.question)
        copy = quizzes.copy_quiz(quiz, title="Copy", owner=alice, now=school.NOW)
        assert [i for i, _ in desk.places(copy.id)] == school_desk.questions[:2]

    in_app(go)


def test_use_is_counted_as_far_as_one_may_see(school_desk: Desk, in_app: InApp) -> None:
    def go() -> None:
        question = db.session.get_one(Question, school_desk.questions[0])
        alice, dora, charlie = desk.person("alice"), desk.person("dora"), desk.person("charlie")
        assert uses.use_of(question, alice) == (1, 0, 0, False)
        assert uses.use_of(question, dora) == (0, 0, 0, True)
        own = attempts.quiz(dora, [question.id])
        assert uses.use_of(question, dora) == (1, 0, 0, True)
        from quizapp.models.classrooms import Classroom
        from quizapp.models.quizzes import Assignment

        room = db.session.query(Classroom).filter_by(created_by_id=dora.id).one()
        given = db.session.get_one(Assignment, desk.assign(own.id, room.id))
        attempts.begin(given, charlie, at=given.opens_at)
        assert uses.use_of(question, dora) == (1, 1, 0, True)
        assert uses.use_of(question, alice) == (1, 0, 0, True)
        assert uses.use_in_words(uses.use_of(question, dora)) == (
            "In one quiz, given once. Colleagues use it too."
        )
        assert uses.used_text(uses.use_of(question, alice)) == (
            "Used in one quiz, 0 answers. Colleagues use it too."
        )

    in_app(go)


def test_students_study_only_what_their_teachers_may_use(
    shelf: Shelf, school_desk: Desk, in_app: InApp
) -> None:
    def go() -> None:
        bob, charlie = desk.person("bob"), desk.person("charlie")
        content = school.true_false("same-topic", topic="Tariff levels")
        dora = desk.person("dora")
        hidden = add_question(content, author=dora, now=school.NOW, bank_id=shelf.bank).id
        open_decks(school_desk.class_id, ["Tariff levels"])
        from quizapp.models.classrooms import Classroom

        elsewhere = db.session.query(Classroom).filter_by(created_by_id=dora.id).one()
        open_decks(elsewhere.id, ["Tariff levels", "Private"])
        assert hidden not in new_cards(bob.id, school.NOW, 99)
        assert set(new_cards(charlie.id, school.NOW, 99)) >= {hidden, shelf.question}
        with pytest.raises(Invalid, match="unknown_topic"):
            open_decks(school_desk.class_id, ["Private"])

    in_app(go)


def test_search_and_likeness_keep_to_banks(shelf: Shelf, in_app: InApp) -> None:
    def go() -> None:
        dora, alice = desk.person("dora"), desk.person("alice")
        text = "private statement department"
        assert queries.search(Wanted(text=text), banks=shelves.bank_ids(dora)).total == 1
        assert queries.search(Wanted(text=text), banks=shelves.bank_ids(alice)).total == 0
        assert queries.search(Wanted(bank=str(shelf.bank)), banks=shelves.bank_ids(alice)).total == 0
        stem = "A private statement of the department."
        assert len(likeness.alike(stem, None, banks=shelves.bank_ids(dora))) == 1
        assert likeness.alike(stem, None, banks=shelves.bank_ids(alice)) == []
        assert queries.topics(shelves.bank_ids(dora))[0] == "Private"
        assert "Private" not in queries.topics(shelves.bank_ids(alice))

    in_app(go)


def test_nobody_shares_with_themselves_or_students(shelf: Shelf, in_app: InApp) -> None:
    def go() -> None:
        bank = db.session.get_one(QuestionBank, shelf.bank)
        for name in ("dora", "bob"):
            with pytest.raises(Invalid, match="not_allowed"):
                sharing.share_bank(bank, desk.person(name), "use")
        gone = desk.person("alice")
        gone.deactivated_at = school.NOW
        with pytest.raises(Invalid, match="not_allowed"):
            sharing.share_bank(bank, gone, "use")

    in_app(go)


def test_a_bank_that_a_quiz_draws_from_stays(shelf: Shelf, in_app: InApp) -> None:
    def go() -> None:
        from quizapp.quizzes import draw_actions

        dora: Person = desk.person("dora")
        quiz = quizzes.create_quiz(title="Q", instructions="", owner=dora, now=school.NOW)
        values = {"count": 1, "topic": "", "kind": "", "difficulty": 0, "full_mark": 1.0}
        draw_actions.add_draw(quiz, draw_actions.new_draw(quiz, bank_id=shelf.bank, **values))
        db.session.get_one(Question, shelf.question).bank_id = SCHOOL_BANK
        db.session.flush()
        with pytest.raises(Refused, match="bank_in_quizzes"):
            sharing.delete_bank(db.session.get_one(QuestionBank, shelf.bank))

    in_app(go)
