import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.classrooms import Classroom
from quizapp.models.flashcards import Review
from tests.support import flashcards as cards
from tests.support import school
from tests.support.pages import Page, PageClient, page_of

Visit = Callable[[str | None], PageClient]
InApp = Callable[..., Any]


def set_up(count: int = 3) -> list[int]:
    """Alice teaches Bob with `count` cards; Charlie is in another class, without decks."""
    alice, bob, charlie = school.person("alice", "teacher"), school.person("bob"), school.person("charlie")
    _, questions = cards.class_with_cards(alice, bob, count=count)
    dora = school.person("dora", "teacher")
    school.classroom(dora, charlie, name="Elsewhere")
    school.store(school.true_false(), author=dora)
    return questions


def person(username: str) -> Person:
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def reviews() -> int:
    return db.session.scalar(select(func.count()).select_from(Review).where(Review.undone_at.is_(None))) or 0


def fields(page: Page) -> dict[str, str]:
    """What the rating form of a page sends besides the button."""
    form = page.one("form", id="rate")
    return {str(field.get("name")): field.get("value") or "" for field in form.iter("input")}


def say(client: PageClient, page: Page, rating: str) -> Page:
    action = page.one("form", id="rate").get("action") or ""
    return page_of(client.send(action, {**fields(page), "rating": rating}))


def test_decks_say_what_is_ready(in_app: InApp, visit: Visit) -> None:
    in_app(set_up)
    page = visit("bob").page("/cards")
    assert page.has("3 new cards are ready, about 2 minutes.")
    assert page.has("3 new. 3 cards in all.")
    assert page.link("Tariff levels") == "/cards/study?deck=Tariff+levels"
    assert page.link("Study all decks") == "/cards/study"


def test_a_card_hides_its_answer_until_it_is_asked_for(in_app: InApp, visit: Visit) -> None:
    in_app(set_up)
    client = visit("bob")
    page = client.page("/cards/study?deck=Tariff+levels")
    assert page.heading == "Tariff levels"
    assert page.one("div", id="back").get("hidden") is not None
    assert page.has("0 of 3 cards done.")
    assert page.has("next in 2 days")
    revealed = client.page(page.one("a", id="reveal").get("href") or "")
    assert revealed.one("div", id="back").get("hidden") is None
    assert fields(revealed)["card"] == fields(page)["card"]


def test_study_to_the_end(in_app: InApp, visit: Visit) -> None:
    in_app(set_up)
    client = visit("bob")
    page = say(client, client.page("/cards/study"), "again")
    assert page.has("Not yet 1")
    assert page.has("Still to see 3")
    page = say(client, page, "good")
    assert page.has("1 of 3 cards done.")
    page = say(client, page, "good")
    assert page.has("Missed today")
    assert page.has("next tomorrow")
    page = say(client, page, "good")
    assert page.heading == "Done for today"
    assert page.has("Next: tomorrow, 1 card.")
    assert page.has("Got it 2")
    assert client.page("/cards").has("You are done for today.")
    assert in_app(reviews) == 4


def test_undo_shows_the_card_again(in_app: InApp, visit: Visit) -> None:
    in_app(set_up, count=1)
    client = visit("bob")
    first = client.page("/cards/study")
    assert not first.all("form", id="undo")
    done = say(client, first, "good")
    undo = next(form for form in done.all("form") if "/cards/undo" in (form.get("action") or ""))
    page = page_of(client.send(undo.get("action") or ""))
    assert fields(page)["card"] == fields(first)["card"]
    assert in_app(reviews) == 0


def test_a_rating_sent_twice_counts_once(in_app: InApp, visit: Visit) -> None:
    in_app(set_up)
    client = visit("bob")
    page = client.page("/cards/study")
    for _ in range(2):
        assert say(client, page, "again").heading == "All decks"
    assert in_app(reviews) == 1


def test_the_promise_of_the_button_is_kept(in_app: InApp, visit: Visit) -> None:
    [question] = in_app(set_up, count=1)

    def due_in() -> int:
        state = cards.state(person("bob"), question)
        assert state is not None
        return (state.due_day - state.last_day).days

    def earlier() -> None:
        bob = person("bob")
        state = cards.state(bob, question)
        assert state is not None
        state.last_day, state.due_day = state.last_day - school.days(40), state.due_day - school.days(40)
        for review in db.session.scalars(select(Review)):
            review.study_day -= school.days(40)

    client = visit("bob")
    say(client, client.page("/cards/study"), "good")
    in_app(earlier)
    page = client.page("/cards/study")
    assert page.has("Due today, seen 1 time")
    promised = re.search(r"next in (\d+) days", page.text)
    say(client, page, "good")
    assert promised is not None
    assert int(promised[1]) == in_app(due_in) > 7


def test_sources_of_facts_stand_at_the_back(in_app: InApp, visit: Visit) -> None:
    def with_source() -> None:
        from quizapp.models.bank import Fact, Source

        alice, bob = school.person("alice", "teacher"), school.person("bob")
        db.session.add(Source(id="ninety-minute-call", title="The Ninety-Minute Call"))
        db.session.flush()
        content = {"id": "length", "statement": "The call took 90 minutes.", "paragraphs": [2, 3]}
        fact = "ninety-minute-call/length"
        db.session.add(Fact(id=fact, source_id="ninety-minute-call", position=1, content=content))
        db.session.flush()
        school.store(school.single_choice(facts=[fact]), author=alice)
        from quizapp.flashcards.actions import open_decks

        open_decks(school.classroom(alice, bob).id, [cards.TOPIC])

    in_app(with_source)
    page = visit("bob").page("/cards/study?show=1")
    assert page.has("The Ninety-Minute Call")
    assert page.has("The call took 90 minutes.")
    assert page.has("paragraphs 2, 3")


def test_cards_of_a_running_quiz_are_held_back_and_the_page_says_so(in_app: InApp, visit: Visit) -> None:
    questions = in_app(set_up)

    def start_quiz() -> None:
        classroom = db.session.scalars(select(Classroom).where(Classroom.name != "Elsewhere")).one()
        now = datetime.now(UTC)
        cards.assign(classroom, questions[:1], now - timedelta(hours=1), now + timedelta(hours=1))

    client = visit("bob")
    page = client.page("/cards/study")
    in_app(start_quiz)
    decks = client.page("/cards")
    assert decks.has("1 card waits until its quiz is over and its answers may be seen.")
    assert decks.has("2 new. 2 cards in all.")
    form = {**fields(page), "rating": "good"}
    assert form["card"] == str(questions[0])
    assert client.post("/cards/rate", data=form).status_code == 409
    assert fields(client.page(f"/cards/study?card={questions[0]}&show=1"))["card"] == str(questions[1])


def test_a_student_without_a_class_is_asked_to_join(in_app: InApp, visit: Visit) -> None:
    in_app(school.person, "erin")
    client = visit("erin")
    assert client.page("/cards").link("Join a class") == "/join"
    assert client.get("/cards/study").headers["Location"] == "/cards"


def test_a_class_without_decks_says_so(in_app: InApp, visit: Visit) -> None:
    in_app(set_up)
    client = visit("charlie")
    assert client.page("/cards").has("There are no cards yet.")
    assert client.page("/cards/study").heading == "Done for today"


@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("bob", "/cards/study?deck=What+was+agreed"),  # a topic of the bank that the class may not study
        ("bob", "/cards/study?deck=Nonsense"),
        ("charlie", "/cards/study?deck=Tariff+levels"),
        ("alice", "/cards"),
        ("alice", "/cards/study"),
    ],
)
def test_what_is_not_theirs_does_not_exist(in_app: InApp, visit: Visit, username: str, address: str) -> None:
    in_app(set_up)
    visit(username).page(address, status=404)


NOW_TEXT = (datetime.now(UTC) - timedelta(days=3)).isoformat()  # a page left open over the weekend


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"card": "x", "rating": "good", "shown_at": NOW_TEXT}, 400),
        ({"card": "1", "rating": "easy", "shown_at": NOW_TEXT}, 400),
        ({"card": "1", "rating": "good", "shown_at": "yesterday"}, 400),
        ({"card": "1", "rating": "good", "shown_at": "2025-06-10T12:00:00"}, 400),  # no time zone
        ({"card": "1", "rating": "good", "shown_at": "0001-01-01T00:00:00+14:00"}, 400),
        ({"card": "1", "rating": "good", "shown_at": "2025-06-10T00:00:00+00:00"}, 400),  # long ago
        ({"card": "1", "rating": "good", "shown_at": "2999-01-01T00:00:00+00:00"}, 400),
        ({"card": "1", "rating": "good"}, 400),
        ({}, 400),
        ({"card": "9999", "rating": "good", "shown_at": NOW_TEXT}, 409),
        ({"card": "9" * 40, "rating": "good", "shown_at": NOW_TEXT}, 400),
        ({"card": "-1", "rating": "good", "shown_at": NOW_TEXT}, 400),
    ],
)
def test_forged_ratings_store_nothing(in_app: InApp, visit: Visit, form: dict[str, str], status: int) -> None:
    in_app(set_up)
    assert visit("bob").post("/cards/rate", data=form).status_code == status
    assert in_app(reviews) == 0


def test_cards_of_another_class_cannot_be_rated_nor_their_reviews_undone(in_app: InApp, visit: Visit) -> None:
    [question, *_] = in_app(set_up)
    client = visit("bob")
    say(client, client.page("/cards/study"), "good")
    charlie = visit("charlie")
    form = {"card": str(question), "rating": "good", "shown_at": NOW_TEXT}
    assert charlie.post("/cards/rate", data=form).status_code == 409
    for address in (
        "/cards/undo?review=1",
        "/cards/undo?review=x",
        f"/cards/undo?review={9**40}",
        "/cards/undo",
    ):
        assert charlie.post(address).status_code == 404
    assert visit("alice").post("/cards/rate", data=form).status_code == 404
    assert in_app(reviews) == 1


def test_strangers_are_asked_to_sign_in(in_app: InApp, visit: Visit) -> None:
    in_app(set_up)
    for address in ("/cards", "/cards/study", "/classes/1/cards"):
        assert "/sign-in" in visit(None).get(address).headers["Location"]
