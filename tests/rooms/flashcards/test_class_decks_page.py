from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import db
from quizapp.models.flashcards import Deck
from tests.support import flashcards as cards
from tests.support import school
from tests.support.pages import PageClient, page_of

Visit = Callable[[str | None], PageClient]
InApp = Callable[..., Any]


def set_up() -> int:
    alice, bob, dora = (
        school.person("alice", "teacher"),
        school.person("bob"),
        school.person("dora", "teacher"),
    )
    classroom, _ = cards.class_with_cards(alice, bob)
    school.store(school.true_false(), author=alice)
    school.classroom(dora, name="Elsewhere")
    return classroom.id


def open_topics() -> list[str]:
    return sorted(db.session.scalars(select(Deck.topic)))


def test_page_lists_topics_with_counts_and_ticks_the_open_ones(in_app: InApp, visit: Visit) -> None:
    number = in_app(set_up)
    page = visit("alice").page(f"/classes/{number}/cards")
    assert page.has("This class can study 1 topic with 3 cards.")
    assert page.has("Tariff levels (3 cards)")
    assert page.has("at most 20 new cards a day")
    assert page.has("What was agreed (1 card)")
    ticked = [box.get("value") for box in page.all("input", type="checkbox") if "checked" in box.attrib]
    assert ticked == ["Tariff levels"]


@pytest.mark.parametrize(
    ("topics", "says"),
    [
        (["Tariff levels", "What was agreed"], "The class can study 2 topics."),
        (["What was agreed"], "The class can study 1 topic."),
        ([], "The class has no decks now."),
    ],
)
def test_ticked_topics_are_opened(in_app: InApp, visit: Visit, topics: list[str], says: str) -> None:
    number = in_app(set_up)
    page = page_of(visit("alice").send(f"/classes/{number}/cards", {"topics": topics}))
    assert page.has(says)
    assert in_app(open_topics) == topics


def test_an_unknown_topic_is_shown_again_with_a_reason(in_app: InApp, visit: Visit) -> None:
    number = in_app(set_up)
    response = visit("alice").post(f"/classes/{number}/cards", data={"topics": ["Nonsense"]})
    assert response.status_code == 422
    assert in_app(open_topics) == ["Tariff levels"]


@pytest.mark.parametrize("username", ["bob", "dora"])
def test_only_teachers_of_the_class_may(in_app: InApp, visit: Visit, username: str) -> None:
    number = in_app(set_up)
    client = visit(username)
    client.page(f"/classes/{number}/cards", status=404)
    assert client.post(f"/classes/{number}/cards", data={"topics": []}).status_code == 404
    assert in_app(open_topics) == ["Tariff levels"]


def test_an_empty_bank_points_to_the_bank(in_app: InApp, visit: Visit) -> None:
    def empty_class() -> int:
        return school.classroom(school.person("alice", "teacher")).id

    number = in_app(empty_class)
    assert visit("alice").page(f"/classes/{number}/cards").link("Open the question bank") == "/bank"
