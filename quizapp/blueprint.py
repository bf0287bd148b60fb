"""Drawing the questions of a quiz: so many of each topic, kind and difficulty, the same again for a seed.

Two questions never stand together when one shows what the other asks for, nor, unless asked, when they rest
on one fact. The order in which candidates are tried depends on the seed and their ids alone, so that a new
question in the bank changes little of what was drawn before.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quizapp.errors import Params, Problem
from quizapp.questions.question import Question
from quizapp.questions.seen import holds, seen_texts, telling_texts
from quizapp.values.folding import comparable

# How many candidates are looked at again when the first way through the cells leaves gaps.
PATIENCE = 2_000
# A draw of more than this many is not searched for: quizzes are shorter, and each place is one call deep.
LONGEST_SEARCH = 200
# Parts the texts of several questions, so that no words run from one into the next.
_APART = " \n "

Ident = int | str


@dataclass(frozen=True, slots=True)
class Cell:
    """So many questions of one sort; "" and 0 ask for nothing."""

    count: int
    topic: str = ""
    kind: str = ""
    difficulty: int = 0
    bank: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be drawn; `seen` and `keys` as in questions.seen, not folded yet."""

    id: Ident
    topic: str
    kind: str
    difficulty: int = 1
    facts: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    bank: int = 0

    @classmethod
    def of(cls, question: Question, ident: Ident | None = None, bank: int = 0) -> "Candidate":
        """The candidate that a question of a bank is, under its own id or another one."""
        return cls(
            question.id if ident is None else ident,
            question.topic,
            question.kind,
            question.difficulty,
            question.facts,
            tuple(seen_texts(question)),
            tuple(telling_texts(question)),
            bank,
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """The ids of each cell; with problems where the bank cannot fill one.

    `cell_not_filled`: path ("cells", place), params topic, kind, difficulty, wanted, missing.
    """

    by_cell: tuple[tuple[Ident, ...], ...]
    problems: tuple[Problem, ...] = ()

    @property
    def ids(self) -> tuple[Ident, ...]:
        """All ids in the order of the cells."""
        return tuple(ident for cell in self.by_cell for ident in cell)


def draw(
    cells: Sequence[Cell],
    candidates: Iterable[Candidate],
    seed: int | str,
    *,
    one_per_fact: bool = True,
    beside: Sequence[Candidate] = (),
) -> Drawn:
    """Draw for every cell; each candidate is drawn once at most. Ids must be unique.

    What is drawn also fits beside questions that stand there already, and is none of them.
    The same cells, candidates (in any order) and seed give the same draw. Where the first way leaves a gap,
    others are tried with bounded patience, so that it never takes long.
    """
    groups = _grouped(candidates)
    sorts = [replace(cell, count=0) for cell in cells]
    ordered = {sort: _in_order(_matching(sort, groups), seed) for sort in dict.fromkeys(sorts)}
    choice = _Choice(
        [ordered[sort] for sort in sorts], [cell.count for cell in cells], one_per_fact, tuple(beside)
    )
    filled = choice.fill()
    by_cell = tuple(tuple(candidate.id for candidate in taken) for taken in filled)
    return Drawn(by_cell, tuple(_gaps(cells, filled)))


def _gaps(cells: Sequence[Cell], filled: Sequence[Sequence[Candidate]]) -> Iterator[Problem]:
    for place, (cell, taken) in enumerate(zip(cells, filled, strict=True)):
        if missing := cell.count - len(taken):
            params: Params = {
                "topic": cell.topic,
                "kind": cell.kind,
                "difficulty": cell.difficulty,
                "wanted": cell.count,
                "missing": missing,
            }
            yield Problem("cell_not_filled", ("cells", place), params)


Sort = tuple[str, str, int, int]


def _grouped(candidates: Iterable[Candidate]) -> dict[Sort, list[Candidate]]:
    groups: dict[Sort, list[Candidate]] = {}
    for candidate in candidates:
        sort = candidate.topic, candidate.kind, candidate.difficulty, candidate.bank
        groups.setdefault(sort, []).append(candidate)
    return groups


def _matching(cell: Cell, groups: dict[Sort, list[Candidate]]) -> Iterator[Candidate]:
    for (topic, kind, difficulty, bank), group in groups.items():
        is_sort = cell.topic in ("", topic) and cell.kind in ("", kind)
        if is_sort and cell.difficulty in (0, difficulty) and cell.bank in (0, bank):
            yield from group


def _in_order(candidates: Iterable[Candidate], seed: int | str) -> list[Candidate]:
    return sorted(candidates, key=lambda candidate: place_of(candidate.id, seed))


def place_of(ident: Ident, seed: int | str) -> tuple[bytes, str]:
    """What candidates are sorted by before they are tried: by chance, and the same again for a seed."""
    name = f"{seed}:{ident}"
    return hashlib.blake2b(name.encode(), digest_size=8).digest(), name


@dataclass(slots=True)
class _Texts:
    """What is seen of a candidate, folded, and the folded keys."""

    seen: str
    keys: tuple[str, ...]


@dataclass(slots=True)
class _Choice:
    """Candidates in order for each cell, and how many each wants."""

    lists: list[list[Candidate]]
    counts: list[int]
    one_per_fact: bool
    beside: tuple[Candidate, ...] = ()
    _folded: dict[Ident, _Texts] = field(default_factory=dict)
    _patience: int = PATIENCE

    def fill(self) -> list[list[Candidate]]:
        """What each cell gets: all it wants where that was found, else the fullest way that was tried."""
        first = self._greedy(self._scarcest_first())
        best = first
        if _size(first) < sum(self.counts) and self._is_worth_trying():
            best = self._search() or max([first, *self._other_ways(first)], key=_size)
        return best

    def _is_worth_trying(self) -> bool:
        """No order helps a cell that has too few candidates of its own; a long draw would take too long."""
        is_short = sum(self.counts) <= LONGEST_SEARCH
        return is_short and all(
            len(group) >= count for group, count in zip(self.lists, self.counts, strict=True)
        )

    def _scarcest_first(self) -> list[int]:
        return sorted(range(len(self.lists)), key=lambda i: (len(self.lists[i]) - self.counts[i], i))

    def _other_ways(self, first: list[list[Candidate]]) -> Iterator[list[list[Candidate]]]:
        """Once more, with the cells first that were left short."""
        short = [i for i, taken in enumerate(first) if len(taken) < self.counts[i]]
        yield self._greedy([*short, *(i for i in self._scarcest_first() if i not in short)])

    def _greedy(self, order: Sequence[int]) -> list[list[Candidate]]:
        """One pass: what does not fit now never fits later, so every candidate is looked at once a cell."""
        filled: list[list[Candidate]] = [[] for _ in self.lists]
        together = _Together(self)
        for cell in order:
            for candidate in self.lists[cell]:
                if len(filled[cell]) == self.counts[cell]:
                    break
                if together.admits(candidate):
                    together.add(candidate)
                    filled[cell].append(candidate)
        return filled

    def _search(self) -> list[list[Candidate]] | None:
        """All cells filled, by going back where a way ends; None when patience ends first."""
        self._patience = PATIENCE
        places = [cell for cell in self._scarcest_first() for _ in range(self.counts[cell])]
        chosen = self._fill_places(places, [])
        if chosen is None:
            return None
        filled: list[list[Candidate]] = [[] for _ in self.lists]
        for cell, (_, candidate) in zip(places, chosen, strict=True):
            filled[cell].append(candidate)
        return filled

    def _fill_places(
        self, places: Sequence[int], chosen: list[tuple[int, Candidate]]
    ) -> list[tuple[int, Candidate]] | None:
        if len(chosen) == len(places):
            return chosen
        cell = places[len(chosen)]
        is_same_cell = bool(chosen) and places[len(chosen) - 1] == cell
        start = chosen[-1][0] + 1 if is_same_cell else 0
        together = _Together(self)
        for _, candidate in chosen:
            together.add(candidate)
        for index in range(start, len(self.lists[cell])):
            self._patience -= 1
            if self._patience < 0:
                return None
            candidate = self.lists[cell][index]
            if together.admits(candidate):
                found = self._fill_places(places, [*chosen, (index, candidate)])
                if found or self._patience < 0:
                    return found
        return None

    def folded(self, candidate: Candidate) -> _Texts:
        """The texts of a candidate, folded when they are first needed."""
        texts = self._folded.get(candidate.id)
        if texts is None:
            seen = _APART.join(comparable(text) for text in candidate.seen)
            texts = _Texts(seen, tuple(comparable(key) for key in candidate.keys))
            self._folded[candidate.id] = texts
        return texts


def _size(filled: Sequence[Sequence[Candidate]]) -> int:
    return sum(map(len, filled))


class _Together:
    """The questions that are drawn so far, and whether another may join them."""

    def __init__(self, choice: _Choice) -> None:
        self._choice = choice
        self._ids: set[Ident] = set()
        self._facts: set[str] = set()
        self._seen = ""
        self._keys: set[str] = set()
        for candidate in choice.beside:
            self.add(candidate)

    def admits(self, candidate: Candidate) -> bool:
        if candidate.id in self._ids:
            return False
        if self._choice.one_per_fact and not self._facts.isdisjoint(candidate.facts):
            return False
        texts = self._choice.folded(candidate)
        if any(holds(self._seen, key) for key in texts.keys):
            return False
        return not any(holds(texts.seen, key) for key in self._keys)

    def add(self, candidate: Candidate) -> None:
        texts = self._choice.folded(candidate)
        self._ids.add(candidate.id)
        self._facts.update(candidate.facts)
        self._keys.update(texts.keys)
        self._seen += _APART + texts.seen
