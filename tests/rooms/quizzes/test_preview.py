from typing import Any

from tests.support import attempts, desk, school
from tests.support.desk import Desk, InApp, Visit, closed_to


def every_kind() -> list[dict[str, Any]]:
    shared = {"topic": "Kinds", "status": "ready", "explanation": "A secret reason."}
    return [
        school.single_choice(),
        school.true_false(),
        {
            **shared,
            "id": "many",
            "kind": "multiple_choice",
            "stem": "Which were named?",
            "options": [
                {"text": "Rare earths", "key": True},
                {"text": "Magnets", "key": True},
                {"text": "Tea"},
            ],
        },
        {**shared, "id": "number", "kind": "numeric", "stem": "How long?", "answers": [{"value": 90}]},
        {**shared, "id": "word", "kind": "short_text", "stem": "Which port?", "answers": [{"text": "Busan"}]},
        {**shared, "id": "day", "kind": "date", "stem": "When?", "answer": "2025-05-12"},
        {
            **shared,
            "id": "order",
            "kind": "ordering",
            "stem": "In which order?",
            "items": [{"text": "First"}, {"text": "Second"}, {"text": "Third"}],
        },
    ]


def test_shows_each_kind_twice_without_answers(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    def build() -> int:
        alice = desk.person("alice")
        doubled = [
            question | {"id": f"{question['id']}-{copy}"} for copy in "ab" for question in every_kind()
        ]
        return attempts.quiz(alice, school.store(*doubled, author=alice)).id

    # The client itself refuses ids that are used twice.
    page = visit("alice").page(f"/quizzes/{in_app(build)}/preview")
    assert page.heading == "Preview"
    assert page.title.startswith("Preview: Tariffs")
    assert len(page.all("form", autocomplete="off")) == 14
    assert len(page.all("ol", class_="order")) == 2
    for secret in ("They reached 145%", "No source names this figure.", "A secret reason.", "Right answer"):
        assert not page.has(secret)


def test_nothing_can_be_sent(visit: Visit, school_desk: Desk) -> None:
    address = f"/quizzes/{school_desk.quiz_id}/preview"
    page = visit("alice").page(address)
    assert all(form.get("method") is None for form in page.all("form", autocomplete="off"))
    assert not [field for form in page.all("form", autocomplete="off") for field in form.iter("button")]
    assert visit("alice").post(address).status_code == 405


def test_an_empty_quiz_says_so(visit: Visit, school_desk: Desk, in_app: InApp) -> None:
    quiz_id = in_app(lambda: attempts.quiz(desk.person("alice"), []).id)
    page = visit("alice").page(f"/quizzes/{quiz_id}/preview")
    assert page.has("This quiz has no questions yet.")
    assert page.link("Choose questions") == f"/quizzes/{quiz_id}/add"


def test_is_its_owners_alone(visit: Visit, school_desk: Desk) -> None:
    closed_to(visit, f"/quizzes/{school_desk.quiz_id}/preview", "dora", "bob")
