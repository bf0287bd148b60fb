"""Stems that nearly say the same: sets of word pairs, compared by the share that two have in common."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import ceil

from quizapp.errors import Problem
from quizapp.proofreading.finding import Finding
from quizapp.questions import Question
from quizapp.questions.seen import telling_texts
from quizapp.values.folding import comparable

NEAR = 0.8
Shingles = frozenset[str]


def shingles(text: str) -> Shingles:
    """The pairs of neighboring words of the folded text, its ends included."""
    words = ["", *comparable(text).split(), ""]
    return frozenset(f"{a} {b}" for a, b in pairwise(words))


def similarity(a: Shingles, b: Shingles) -> float:
    """The share of what both have in what either has (Jaccard), 0 to 1."""
    common = len(a & b)
    return common / (len(a) + len(b) - common) if common else 0.0


def similar_pairs(sets: Mapping[str, Shingles], least: float = NEAR) -> Iterator[tuple[str, str]]:
    """Every two keys, the later one first, whose sets are alike by `least` or more (above 0).

    Only sets that share one of their rarest shingles are compared: of two sets that are alike by t, each has
    one of its first |set| - ceil(t |set|) + 1 in the other, in any order of all shingles (prefix filtering;
    Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search").
    """
    counts = Counter(shingle for each in sets.values() for shingle in each)
    index: dict[str, list[str]] = {}
    for key, each in sets.items():
        rarest = sorted(each, key=lambda shingle: (counts[shingle], shingle))
        prefix = rarest[: len(each) - ceil(least * len(each) - 1e-9) + 1]
        others = dict.fromkeys(other for shingle in prefix for other in index.get(shingle, ()))
        yield from ((key, other) for other in others if similarity(each, sets[other]) >= least)
        for shingle in prefix:
            index.setdefault(shingle, []).append(key)


def near_duplicates(questions: Iterable[Question]) -> Iterator[Finding]:
    """near_duplicate_stem, naming the earlier question; a note where kind or key differ.

    "Which tariff in April?" and "Which tariff in May?" are alike and ask for two things.
    """
    by_id = {question.id: question for question in questions}
    for later, earlier in similar_pairs({ident: shingles(q.stem) for ident, q in by_id.items()}):
        a, b = by_id[later], by_id[earlier]
        if comparable(a.stem) != comparable(b.stem):  # those are duplicate_stem already
            problem = Problem("near_duplicate_stem", ("stem",), {"other": earlier})
            yield Finding(later, problem, is_note=not _asks_the_same(a, b))


def _asks_the_same(a: Question, b: Question) -> bool:
    if a.kind == b.kind == "true_false":
        return a.body == b.body
    return set(telling_texts(a)) == set(telling_texts(b))
