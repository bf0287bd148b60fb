"""A bank of 50,000 questions on both databases: nothing that grows is read from end to end."""

import time

import pytest
from sqlalchemy import text

from quizapp.bank import likeness, queries
from quizapp.bank.wanted import MOST_FOUND, Wanted
from quizapp.db import db
from quizapp.models.accounts import Person
from tests.support import large_bank, plans

BANKS = [1, 2]
# Words in few questions and in a fifth of them, a beginning, a phrase; each filter by itself, and all at once.
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
    found = {wanted: plans.scans(lambda w=wanted: queries.search(w, 2, banks=BANKS)) for wanted in SEARCHES}
    for wanted in SEARCHES:
        start = time.perf_counter()
        total = queries.search(wanted, 2, banks=BANKS).total
        print(f"{(time.perf_counter() - start) * 1000:7.1f} ms {total:5} {wanted}")
    for w, l in found.items():
        if l: print(w, l)
    assert {wanted: lines for wanted, lines in found.items() if lines} == {}
