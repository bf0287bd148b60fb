"""A bank of 50,000 questions on both databases: nothing that grows is read from end to end."""

import time

import pytest
from sqlalchemy import text

from quizapp.bank import likeness, queries, shelves
from quizapp.bank.wanted import MOST_FOUND, Wanted
from quizapp.db import db
from quizapp.models.accounts import Person
from tests.support import large_bank, plans

BANKS = [1, 2]
SLOW = 2000  # milliseconds, on a machine that does ten other things; see the printed ones
# Words in few questions and in a fifth of them, a beginning, a phrase; each filter by itself, and all.
SEARCHES = (
    Wanted(),
    Wanted(text="word12"),
    Wanted(text="word12 phas"),
    Wanted(text='"phase 7 one" about'),
    Wanted(text="group3"),
    Wanted(text="t"),
    Wanted(bank="2"),
    Wanted(topic="Topic 3"),
    Wanted(kind="date"),
    Wanted(kind="date", status="draft"),
    Wanted(status="retired"),
    Wanted(difficulty="2"),
    Wanted(needs_check="1"),
    Wanted(difficulty="2", needs_check="1"),
    Wanted(standard="D3"),
    Wanted(source="s7"),
    Wanted(never_used="1"),
    Wanted("word12", "Topic 3", "true_false", "2", "D3", "s1", "ready", "1", "1", "1"),
)


@pytest.fixture
def large(alice: Person) -> None:
    large_bank.build(alice.id)


def test_searches_look_up_and_answer_soon(large: None) -> None:
    took: dict[Wanted, float] = {}
    for wanted in SEARCHES:
        assert plans.scans(lambda w=wanted: queries.search(w, 2, banks=BANKS)) == [], wanted
        start = time.perf_counter()
        found = queries.search(wanted, 2, banks=BANKS)
        took[wanted] = (time.perf_counter() - start) * 1000
        assert found.total <= MOST_FOUND
    print("\n".join(f"{ms:6.1f} ms  {wanted}" for wanted, ms in took.items()))
    assert max(took.values()) < SLOW


def test_what_stands_beside_a_search_is_looked_up_too(large: None) -> None:
    assert queries.search(Wanted(), banks=BANKS).is_more
    assert not queries.search(Wanted(text="word12"), banks=BANKS).is_more
    for read in (lambda: queries.topics(BANKS), queries.standards, lambda: shelves.question_count(1)):
        assert plans.scans(read) == []
    assert len(queries.topics(BANKS)) == large_bank.TOPICS
    assert len(queries.standards()) == large_bank.STANDARDS
    assert plans.scans(lambda: likeness.alike("About 12: word12, group2 and phase 12 one", None)) == []


def test_a_scan_would_be_seen(large: None) -> None:
    unlucky = text("SELECT count(*) FROM question WHERE updated_at < created_at")
    assert plans.scans(lambda: db.session.scalar(unlucky))
