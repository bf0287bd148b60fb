"""The search: words and their ranking, filters, and plans that stay good in a large bank."""

import pytest

from quizapp.bank import actions, fulltext, likeness, queries
from quizapp.bank.wanted import Wanted
from quizapp.db import db
from quizapp.models.accounts import Person
from tests.support import attempts, bank, desk, school
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to


def found(**wanted: str) -> list[str]:
    return [row.question.ref for row in queries.search(Wanted(**wanted)).rows]


def store(author: Person, *refs: str, **more: object) -> list[int]:
    return school.store(*(school.true_false(ref, **more) for ref in refs), author=author)


def test_every_word_must_stand_there_and_the_last_may_be_begun(alice: Person) -> None:
    store(alice, "a", stem="The tariffs rose in April.")
    store(alice, "b", stem="The tariff fell in May.")
    assert found(text="tariffs") == ["a"]
    assert sorted(found(text="tarif")) == ["a", "b"]
    assert found(text="tarif may") == []
    assert found(text="tariff ma") == ["b"]
    assert found(text="riff") == []
    assert found(text="TARIFFS, April!") == ["a"]


def test_the_stem_counts_more_than_the_rest(alice: Person) -> None:
    store(alice, "a-said-late", stem="Who spoke first?", explanation="It was about soybeans.")
    store(alice, "b-asked", stem="What did they say of soybeans?", explanation="They spoke first.")
    assert found(text="soybeans") == ["b-asked", "a-said-late"]
    assert found(text="spoke first") == ["a-said-late", "b-asked"]


def test_options_tags_and_names_are_looked_through(alice: Person) -> None:
    school.store(school.single_choice("peak", tags=["rareword"]), author=alice)
    for word in ("145%", "54", "rareword", "peak", "pause"):
        assert found(text=word) == ["peak"], word


def test_a_changed_question_is_found_by_its_new_words_only(alice: Person) -> None:
    (question_id,) = store(alice, "a", stem="The oldword stands here.", standards=["D2.Old"])
    question = db.session.get_one(queries.Question, question_id)
    content = school.true_false("a", stem="The newword stands here.", standards=["D2.New"], difficulty=3)
    actions.change_question(question, content, author=alice, now=school.NOW)
    assert found(text="newword") == ["a"]
    assert found(text="oldword") == []
    assert found(standard="D2.New") == ["a"]
    assert found(standard="D2.Old") == []
    assert found(difficulty="3") == ["a"]
    assert queries.standards() == ["D2.New"]


def test_what_is_rolled_back_is_not_found(alice: Person) -> None:
    db.session.commit()
    store(alice, "a", stem="A passing word.")
    db.session.rollback()
    assert found(text="passing") == []


@pytest.mark.parametrize(
    "words",
    ["%", "-", '"', "'", "*", "()", "AND", "NEAR(a b)", "stem:x", "a OR", "\0", "a" * 300, "^x", "1.3"],
)
def test_signs_of_the_search_language_are_plain_text(alice: Person, words: str) -> None:
    store(alice, "a", stem="Something else.")
    queries.search(Wanted(text=words))


def test_filters(context: None) -> None:
    bank.build()
    alice = desk.person("alice")
    store(alice, "hard", difficulty=3, standards=["D2.Eco.1", "D3.1"], topic="Other")
    used, given = store(alice, "in-quiz", "given", topic="Other")
    attempts.quiz(alice, [used])
    assert found(difficulty="3") == ["hard"]
    assert found(standard="D3.1") == ["hard"]
    assert found(standard="D3") == []
    assert found(topic="Other", never_used="1") == ["given", "hard"]
    assert found(source="second-report") == []
    assert len(found(source="first-report")) > 0
    actions.set_needs_check(db.session.get_one(queries.Question, given), True)
    db.session.flush()
    assert found(needs_check="1") == ["given"]
    assert queries.topics() == ["Other", "Tariffs"]
    assert queries.standards() == ["D2.Eco.1", "D3.1"]


def test_filters_stand_in_the_address(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/bank?source=first-report&never_used=1&difficulty=1")
    assert page.one("input", name="never_used").get("checked") is not None
    assert page.one("input", name="needs_check").get("checked") is None
    assert page.one("option", value="first-report").get("selected") is not None
    assert page.has("Number · Tariffs · Easy · First Report")
    assert not page.has("No source")
    assert visit("alice").page("/bank?difficulty=x&standard=none").heading == "No question matches"


def test_a_question_to_check_is_marked_until_somebody_has(visit: Visit, stocked: Bank, in_app: InApp) -> None:
    question_id = stocked.ids["date"]

    def mark() -> None:
        actions.set_needs_check(db.session.get_one(queries.Question, question_id), True)

    in_app(mark)
    teacher = visit("alice")
    assert teacher.page("/bank?needs_check=1").heading == "One question matches"
    assert teacher.page(f"/bank/{question_id}").has("This question needs checking")
    closed_to(visit, f"/bank/{question_id}/checked", "bob", method="POST")
    teacher.post(f"/bank/{question_id}/checked")
    assert teacher.page("/bank?needs_check=1").heading == "No question matches"
    assert not teacher.page(f"/bank/{question_id}").has("This question needs checking")


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ('"pause of 90 days"', ["a"]),
        ('"90 days of pause"', []),
        ("“Pause of” may", ["a"]),
        ('"pause days"', []),
        ('pause "in ap', ["b"]),
        ("phase-one", ["b"]),
        ("one-phase", []),
        ("1,300", ["b"]),
        ("300 1", ["b"]),
        ("emigres", ["b"]),
    ],
)
def test_phrases_and_words_with_signs_in_them(alice: Person, words: str, refs: list[str]) -> None:
    store(alice, "a", stem="A pause of 90 days, in May.")
    store(alice, "b", stem="The phase-one deal cost 1,300 émigrés a pause in April.")
    assert found(text=words) == refs


HOSTILE = (
    *('"', '""', '" "', "'", "' OR '1'='1", "a:*", "a<->b", "!a", "a & | b", "(((", ")", "*", "**", "* *"),
    *("NEAR(a b, 5)", "AND OR NOT", "stem : x", "{stem} : x", "a" * 5000, "a " * 2500, '"' * 999, "( " * 999),
    *("🇺🇸🇨🇳", "🙂", "🙂🙂*", "\u200b", "\0", "a\0b", "\\", "\\'", "%s", ":name", "é" * 3000, "%"),
)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_finds_nothing_and_breaks_nothing(alice: Person, words: str) -> None:
    store(alice, "plain", stem="It was said.", explanation="")
    assert found(text=words) in ([], ["plain"])
    assert likeness.alike(words, None) == []


def test_a_bank_from_another_database_is_made_findable(alice: Person) -> None:
    ids = store(alice, "x", stem="A word to look for.")
    fulltext.forget(ids[0])
    assert found(text="word") == []
    assert fulltext.keep_all() == 1
    assert found(text="word") == ["x"]
