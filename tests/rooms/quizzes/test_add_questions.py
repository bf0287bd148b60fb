from xml.etree.ElementTree import Element

from quizapp.db import db
from quizapp.models.quizzes import Assignment
from tests.support import attempts, desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import Page, page_of


def address(found: Desk, search: str = "") -> str:
    return f"/quizzes/{found.quiz_id}/add{search}"


def boxes(page: Page) -> dict[str, Element]:
    return {box.get("value") or "": box for box in page.all("input", name="question")}


def test_lists_the_bank_and_says_what_is_in_the_quiz(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(address(school_desk))
    assert page.heading == "Add questions"
    assert page.has("3 questions in the bank match.")
    disabled = {int(value) for value, box in boxes(page).items() if box.get("disabled") is not None}
    assert disabled == set(school_desk.questions[:2])
    assert page.text.count("Already in the quiz") == 2


def test_searches_by_words_topic_and_kind(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(address(school_desk, "?text=pause&topic=What+was+agreed&kind=true_false"))
    assert [int(value) for value in boxes(page)] == [school_desk.questions[1]]
    assert page.one("input", name="text").get("value") == "pause"
    assert page.one("option", value="true_false").get("selected") is not None


def test_no_match_offers_all_questions(visit: Visit, school_desk: Desk) -> None:
    page = visit("alice").page(address(school_desk, "?text=%3Cb%3E&kind=essay"))
    assert page.has("No question matches.")
    assert page.one("input", name="text").get("value") == "<b>"
    assert page.link("Show all questions") == address(school_desk)


def test_drafts_are_not_offered(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def draft() -> int:
        return school.store(school.true_false("draft", status="draft"), author=desk.person("alice"))[0]

    draft_id, teacher = in_app(draft), visit("alice")
    assert str(draft_id) not in boxes(teacher.page(address(school_desk)))
    teacher.post(address(school_desk), data={"question": [draft_id]})
    assert len(in_app(desk.places, school_desk.quiz_id)) == 2


def test_adds_at_the_end_and_only_once(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    teacher, third = visit("alice"), school_desk.questions[2]
    page = page_of(teacher.send(address(school_desk), {"question": [third, third]}))
    assert page.has("1 question added.")
    assert page.has("3 questions for 3 points.")
    assert page_of(teacher.send(address(school_desk), {"question": [third]})).has("0 questions added.")
    assert [place[0] for place in in_app(desk.places, school_desk.quiz_id)] == school_desk.questions


def test_what_is_no_question_is_passed_over(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    odd = ["", "x", "-1", "1.5", "9999", "9" * 40, "²"]
    page = page_of(visit("alice").send(address(school_desk), {"question": odd}))
    assert page.has("0 questions added.")
    assert len(in_app(desk.places, school_desk.quiz_id)) == 2


def test_nothing_ticked_is_said_and_the_page_stays(visit: Visit, school_desk: Desk) -> None:
    response = visit("alice").post(address(school_desk), data={})
    assert response.status_code == 422
    assert page_of(response).has("Tick at least one question")


def test_a_question_brings_its_own_full_mark(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def heavy() -> int:
        return school.store(school.true_false("heavy", mark=4), author=desk.person("alice"))[0]

    heavy_id = in_app(heavy)
    visit("alice").post(address(school_desk), data={"question": [heavy_id]})
    assert in_app(desk.places, school_desk.quiz_id)[-1] == (heavy_id, 4)


def test_a_flashcard_is_not_offered_and_refused_with_the_reason(
    visit: Visit, school_desk: Desk, in_app: InApp
) -> None:
    def card() -> int:
        return school.store(school.card("tariff"), author=desk.person("alice"))[0]

    card_id, teacher, third = in_app(card), visit("alice"), school_desk.questions[2]
    page = teacher.page(address(school_desk))
    assert str(card_id) not in boxes(page)
    assert page.has("3 questions in the bank match.")
    assert "card" not in [option.get("value") for option in page.one("select", name="kind").iter("option")]
    answer = teacher.post(address(school_desk), data={"question": [third, card_id]})
    assert answer.status_code == 409
    assert page_of(answer).has("A flashcard asks nothing that could be marked")
    assert len(in_app(desk.places, school_desk.quiz_id)) == 2


def test_many_questions_stand_on_pages(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def more() -> None:
        school.store(*(school.true_false(f"more-{n}") for n in range(45)), author=desk.person("alice"))

    in_app(more)
    teacher = visit("alice")
    page = teacher.page(address(school_desk, "?kind=true_false"))
    assert page.has("Page 1 of 2")
    following = page.link("Next page")
    assert "kind=true_false" in following
    assert len(boxes(teacher.page(following))) == 6
    for odd in ("0", "-5", "x", "9" * 30):
        assert teacher.get(address(school_desk, f"?page={odd}")).status_code == 200


def test_once_started_nothing_is_added(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def begin() -> None:
        found = db.session.get_one(Assignment, desk.assign(school_desk.quiz_id, school_desk.class_id))
        attempts.begin(found, desk.person("bob"), at=found.opens_at)

    in_app(begin)
    response = visit("alice").post(address(school_desk), data={"question": [school_desk.questions[2]]})
    assert response.status_code == 409
    assert len(in_app(desk.places, school_desk.quiz_id)) == 2


def test_is_its_owners_alone(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    closed_to(visit, address(school_desk), "dora", "bob")
    chosen = {"question": str(school_desk.questions[2])}
    closed_to(visit, address(school_desk), "dora", "bob", method="POST", data=chosen)
    assert len(in_app(desk.places, school_desk.quiz_id)) == 2
