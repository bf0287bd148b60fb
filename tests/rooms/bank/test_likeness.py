"""Questions that ask nearly the same, shown to whoever writes another."""

from quizapp.bank import likeness
from quizapp.models.accounts import Person
from tests.support import plans, school
from tests.support.desk import Desk, InApp, Visit, closed_to
from tests.support.pages import page_of

STEM = "According to the report, how many days was the pause on most tariffs to last after the talks in May?"
NEARLY = STEM.replace("after the talks in May", "after talks in May")


def refs(stem: str, but: int | None = None, **more: float) -> list[str]:
    return [row.question.ref for row in likeness.alike(stem, but, **more)]


def test_finds_what_is_alike_the_most_alike_first(alice: Person) -> None:
    contents = (
        school.true_false("far", stem="Who called whom, and why did most of the tariffs rise?"),
        school.true_false("near", stem=NEARLY),
        school.true_false("same", stem=STEM),
        school.true_false("old", stem=STEM, status="retired"),
    )
    ids = school.store(*contents, author=alice)
    assert refs(STEM) == ["same", "near"]
    assert refs(STEM, ids[2]) == ["near"]
    assert refs(STEM, least=0.9) == ["same"]
    assert refs("") == refs("?!") == []


def test_looks_nothing_through_from_end_to_end(alice: Person) -> None:
    school.store(school.true_false(stem=STEM), author=alice)
    assert plans.scans(lambda: likeness.alike(STEM, None)) == []


def test_is_shown_with_the_preview_and_said_after_saving(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    stem = "A pause of 90 days was agreed on in May (pause-agreed)."
    typed = {
        "stem": stem,
        "topic": "What was agreed",
        "answer": "true",
        "explanation": "Yes.",
        "difficulty": "1",
    }
    typed |= {"status": "draft", "mark": "1"}
    page = page_of(teacher.post("/bank/new/true_false", data={**typed, "do": "preview"}))
    assert page.has("One question of the bank asks nearly the same")
    assert page.link("A pause of 90 days was agreed in May (pause-agreed).")
    assert not teacher.page("/bank/new/true_false").has("asks nearly the same")
    typed["stem"] = "A pause of 90 days was agreed in May: pause agreed!"
    saved = page_of(teacher.send("/bank/new/true_false", {**typed, "do": "save"}))
    assert saved.has("The bank has nearly the same question: “A pause of 90 days was agreed in May")


def test_a_saved_question_is_not_like_itself(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    address = f"/bank/{school_desk.questions[1]}/edit"
    page = page_of(
        teacher.post(address, data={"stem": "A pause of 90 days was agreed in May (pause-agreed)."})
    )
    assert not page.has("asks nearly the same")


def test_the_script_asks_while_somebody_types(visit: Visit, school_desk: Desk) -> None:
    teacher = visit("alice")
    stem = "A pause of 90 days was agreed on in May (pause-agreed)."
    sent = teacher.get("/bank/alike", query_string={"stem": stem}).get_json()
    assert sent["heading"] == "One question of the bank asks nearly the same"
    (entry,) = sent["questions"]
    assert entry == {
        "stem": "A pause of 90 days was agreed in May (pause-agreed).",
        "url": f"/bank/{school_desk.questions[1]}",
        "about": "True or false · What was agreed",
    }
    own = teacher.get("/bank/alike", query_string={"stem": stem, "but": school_desk.questions[1]})
    assert own.get_json()["questions"] == []
    for hostile in ("", '"' * 2000, "*", "(NEAR", "🙂" * 500, "x" * 5000):
        assert teacher.get("/bank/alike", query_string={"stem": hostile}).get_json()["questions"] == []
    closed_to(visit, "/bank/alike?stem=x", "bob")


def test_a_card_is_compared_by_its_front(visit: Visit, in_app: InApp) -> None:
    def store() -> None:
        school.store(school.card(), author=school.person("alice", "teacher"))

    in_app(store)
    typed = {"front": "What is a tariff?", "back": "A tax.", "topic": "Terms", "do": "preview"}
    assert page_of(visit("alice").post("/bank/new/card", data=typed)).has("asks nearly the same")
