"""Drawing questions: filled or honest, the same for a seed, and never two that tell on each other."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.blueprint import Candidate, Cell, Drawn, draw
from quizapp.questions import Question
from quizapp.questions.seen import holds, seen_texts, telling_texts
from quizapp.values.folding import comparable

WORDS = ("alpha", "beta", "gamma", "delta", "ninety days", "145%")


@st.composite
def banks(draw_: st.DrawFn, most: int = 14) -> list[Candidate]:
    count = draw_(st.integers(0, most))
    return [
        Candidate(
            number,
            topic=draw_(st.sampled_from("TU")),
            kind=draw_(st.sampled_from("kl")),
            difficulty=draw_(st.integers(1, 2)),
            facts=tuple(draw_(st.lists(st.sampled_from("abcdef"), max_size=2))),
            seen=tuple(draw_(st.lists(st.sampled_from(WORDS), max_size=2))),
            keys=tuple(draw_(st.lists(st.sampled_from(WORDS), max_size=1))),
        )
        for number in range(count)
    ]


CELLS = st.lists(
    st.builds(
        Cell,
        count=st.integers(0, 3),
        topic=st.sampled_from(["", "T", "U"]),
        kind=st.sampled_from(["", "k", "l"]),
        difficulty=st.integers(0, 2),
    ),
    max_size=3,
)


def fits(cell: Cell, candidate: Candidate) -> bool:
    return (
        cell.topic in ("", candidate.topic)
        and cell.kind in ("", candidate.kind)
        and cell.difficulty in (0, candidate.difficulty)
    )


def tells(a: Candidate, b: Candidate) -> bool:
    return any(holds(comparable(text), comparable(key)) for text in a.seen for key in b.keys)


def may_stand_together(a: Candidate, b: Candidate, one_per_fact: bool) -> bool:
    shares = one_per_fact and bool(set(a.facts) & set(b.facts))
    return not (shares or tells(a, b) or tells(b, a))


def can_be_filled(cells: list[Cell], bank: list[Candidate], one_per_fact: bool) -> bool:
    """By trying everything."""

    def fill(places: list[Cell], chosen: list[Candidate]) -> bool:
        if not places:
            return True
        return any(
            fill(places[1:], [*chosen, candidate])
            for candidate in bank
            if candidate not in chosen
            and fits(places[0], candidate)
            and all(may_stand_together(candidate, other, one_per_fact) for other in chosen)
        )

    return fill([cell for cell in cells for _ in range(cell.count)], [])


@given(banks(), CELLS, st.integers(), st.booleans())
def test_what_is_drawn_keeps_the_rules(
    bank: list[Candidate], cells: list[Cell], seed: int, one_per_fact: bool
) -> None:
    drawn = draw(cells, bank, seed, one_per_fact=one_per_fact)
    chosen = [bank[int(ident)] for ident in drawn.ids]
    assert len(set(drawn.ids)) == len(drawn.ids)
    for a, b in combinations(chosen, 2):
        assert may_stand_together(a, b, one_per_fact)
    missing = {problem.path[1]: int(problem.params["missing"]) for problem in drawn.problems}
    rest = iter(chosen)
    for place, cell in enumerate(cells):
        for _ in range(cell.count - missing.get(place, 0)):
            assert fits(cell, next(rest))
    assert next(rest, None) is None


@given(banks(), CELLS, st.integers(), st.randoms(use_true_random=False))
def test_a_seed_always_draws_the_same(bank: list[Candidate], cells: list[Cell], seed: int, chance) -> None:  # type: ignore[no-untyped-def]
    first = draw(cells, bank, seed)
    shuffled = list(bank)
    chance.shuffle(shuffled)
    assert draw(cells, shuffled, seed) == first


@given(banks(most=7), CELLS.filter(lambda cells: sum(cell.count for cell in cells) <= 4), st.booleans())
def test_what_can_be_filled_is_filled(bank: list[Candidate], cells: list[Cell], one_per_fact: bool) -> None:
    drawn = draw(cells, bank, 1, one_per_fact=one_per_fact)
    assert (not drawn.problems) == can_be_filled(cells, bank, one_per_fact)


def plain(count: int, **more: str) -> list[Candidate]:
    return [Candidate(n, **{"topic": "T", "kind": "k"} | more) for n in range(count)]  # type: ignore[arg-type]


def test_says_which_cell_and_how_many_are_missing() -> None:
    drawn = draw([Cell(2, "T"), Cell(4, "Tariffs", "date", 3)], plain(9), 1)
    assert len(drawn.ids) == 2
    (problem,) = drawn.problems
    assert (problem.code, problem.path) == ("cell_not_filled", ("cells", 1))
    assert problem.params == {"topic": "Tariffs", "kind": "date", "difficulty": 3, "wanted": 4, "missing": 4}


def test_seeds_differ() -> None:
    bank = plain(200)
    assert len({draw([Cell(5)], bank, seed).ids for seed in range(20)}) == 20


def test_every_question_has_its_chance() -> None:
    bank = plain(10)
    counts = [sum(ident in draw([Cell(3)], bank, seed).ids for seed in range(600)) for ident in range(10)]
    assert all(120 < count < 240 for count in counts)  # 180 expected


def test_a_new_question_changes_little() -> None:
    before = set(draw([Cell(10)], plain(100), 3).ids)
    after = set(draw([Cell(10)], plain(101), 3).ids)
    assert len(before & after) >= 9


def test_one_per_fact_unless_asked() -> None:
    bank = [Candidate(n, "T", "k", facts=("s/f",)) for n in range(3)]
    assert len(draw([Cell(2)], bank, 1).ids) == 1
    assert len(draw([Cell(2)], bank, 1, one_per_fact=False).ids) == 2


def test_an_overlap_is_not_given_to_the_cell_that_could_do_without_it() -> None:
    bank = [Candidate(1, "T", "k"), Candidate(2, "U", "k")]
    for seed in range(20):
        assert draw([Cell(1), Cell(1, "T")], bank, seed) == Drawn(((2,), (1,)))


CALL = {
    "id": "call",
    "kind": "date",
    "topic": "T",
    "stem": "When did they speak?",
    "answer": "2025-06-05",
}


@pytest.mark.parametrize(
    ("stem", "together"),
    [
        ("What did they say on June 5, 2025?", 1),
        ("What did they say on 5 June 2025?", 1),
        ("What did they say on June 15, 2025?", 2),
    ],
)
def test_a_date_is_given_away_in_words(stem: str, together: int) -> None:
    other = {"id": "o", "kind": "true_false", "topic": "T", "stem": stem, "answer": True}
    bank = [Candidate.of(Question.from_dict(data)) for data in (CALL, other)]
    assert len(draw([Cell(2)], bank, 1).ids) == together


def test_what_is_seen_and_what_tells() -> None:
    question = Question.from_dict(
        {
            "id": "a",
            "kind": "single_choice",
            "topic": "T",
            "stem": "Which?",
            "options": [{"text": "The First!", "key": True, "why": "hidden"}, {"text": "B"}],
            "explanation": "hidden too",
        }
    )
    assert seen_texts(question) == ["Which?", "The First!", "B"]
    assert telling_texts(question) == ["the first"]


def test_is_fast() -> None:
    bank = [
        Candidate(
            n,
            topic=f"t{n % 10}",
            kind=f"k{n % 5}",
            difficulty=n % 3 + 1,
            facts=(f"f{n // 4}",),
            seen=(f"What is number {n} about?", "An option", f"Answer {n}"),
            keys=(f"answer {n}",),
        )
        for n in range(50_000)
    ]
    cells = [Cell(4, f"t{n}") for n in range(10)]
    start = time.perf_counter()
    drawn = draw(cells, bank, 7)
    assert len(drawn.ids) == 40
    assert time.perf_counter() - start < 3  # about 0.2 s


def test_a_bank_that_rests_on_one_fact_is_given_up_soon() -> None:
    bank = [Candidate(n, "T", "k", facts=("s/f",), seen=("text",)) for n in range(50_000)]
    start = time.perf_counter()
    drawn = draw([Cell(40)], bank, 7)
    assert len(drawn.ids) == 1
    assert drawn.problems[0].params["missing"] == 39
    assert time.perf_counter() - start < 3
