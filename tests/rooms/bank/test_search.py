"""The search: words and their ranking, filters, and plans that stay good in a large bank."""

import json
import time

import pytest
from sqlalchemy import text

from quizapp.bank import actions, fulltext, queries
from quizapp.bank.wanted import Wanted
from quizapp.db import db
from quizapp.models.accounts import Person
from tests.support import attempts, bank, desk, plans, school
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to

MADE = 5_000


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


@pytest.fixture
def large(on_sqlite: None, alice: Person) -> None:
    """A bank of made questions, stored as plainly as can be."""
    connection = db.session.connection()
    # Every ninth is a draft, every tenth retired, as it may be in a school.
    connection.execute(
        text(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
            "INSERT INTO question (id, ref, topic, kind, status, version, difficulty, needs_check, "
            "search_text, created_at, updated_at) SELECT i, 'made-' || i, 'Topic ' || (i % 12), "
            "CASE i % 3 WHEN 0 THEN 'date' ELSE 'true_false' END, "
            "CASE WHEN i % 10 = 0 THEN 'retired' WHEN i % 9 = 0 THEN 'draft' ELSE 'ready' END, "
            "1, 1 + i % 3, i % 50 = 0, 'word' || (i % 700) || ' tariff number ' || i, :now, :now FROM n"
        ),
        {"count": MADE, "now": "2025-06-10 15:00:00"},
    )
    connection.execute(
        text(
            "INSERT INTO question_version (id, question_id, number, content, digest, created_at) "
            "SELECT id, id, 1, :content, 'x', created_at FROM question"
        ),
        {"content": json.dumps(school.true_false())},
    )
    for statement in (
        "INSERT INTO question_fts (rowid, stem, text) SELECT id, search_text, search_text FROM question",
        "INSERT INTO question_standard (standard, question_id) SELECT 'D' || (id % 20), id FROM question",
        "INSERT INTO source (id, title, publisher, published, language) VALUES ('s', 'S', '', '', 'en')",
        "INSERT INTO fact (id, source_id, position, content, is_retired) VALUES ('s/f', 's', 1, '{}', 0)",
        "INSERT INTO question_fact (question_version_id, fact_id) "
        "SELECT id, 's/f' FROM question_version WHERE id % 4 = 0",
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(text="word12 tar"),
        Wanted(text="t"),
        Wanted(topic="Topic 3"),
        Wanted(kind="date", status="draft"),
        Wanted(difficulty="2", needs_check="1"),
        Wanted(standard="D3"),
        Wanted(source="s"),
        Wanted(never_used="1"),
        Wanted("tariff", "Topic 3", "true_false", "2", "D3", "s", "ready", "1", "1"),
    ],
    ids=lambda wanted: "-".join(str(getattr(wanted, name)) for name in wanted.__slots__).strip("-") or "all",
)
def test_no_growing_table_is_scanned(large: None, wanted: Wanted) -> None:
    assert plans.scans(lambda: queries.search(wanted, 3)) == []


def test_lists_of_filters_are_looked_up(large: None) -> None:
    assert plans.scans(lambda: (queries.topics(), queries.standards(), queries.sources())) == []
    assert len(queries.topics()) == 12
    assert len(queries.standards()) == 20


def test_a_large_bank_answers_soon(large: None) -> None:
    start = time.perf_counter()
    assert queries.search(Wanted(text="word12")).total > 0
    assert queries.search(Wanted()).total == MADE * 9 // 10
    assert time.perf_counter() - start < 1


def test_a_scan_would_be_seen(large: None) -> None:
    assert plans.scans(lambda: db.session.scalar(text("SELECT count(*) FROM question WHERE kind = 'date'")))


def test_statements_for_the_other_database_can_be_written(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import select
    from sqlalchemy.dialects import postgresql

    monkeypatch.setattr(fulltext, "_is_sqlite", lambda: False)
    query = fulltext.narrow(select(queries.Question.id), ["tariff", "o'x"]).order_by(
        fulltext.rank(["tariff"])
    )
    written = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    assert "to_tsvector('simple'::regconfig, question.search_text) @@ to_tsquery(" in written
    assert "ORDER BY ts_rank(" in written
    fulltext.keep(1, "a", "b")  # nothing to do there
