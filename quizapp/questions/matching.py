"""Pairs to be put together; further right sides may stand among them that belong to none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.base import Body, Response, is_blank, read_digits, read_index
from quizapp.questions.choices import display_order, native_at, path_problems, place_of, text_problems
from quizapp.values.conventions import US, Conventions


@dataclass(frozen=True, slots=True)
class Pair:
    """What is asked, and what belongs to it."""

    left: str
    right: str

    def to_dict(self) -> dict[str, Any]:
        """Return the native keys."""
        return {"left": self.left, "right": self.right}


@dataclass(frozen=True, slots=True)
class Matching(Body):
    """The response lists, for each left side, the index of a right side, None for a blank.

    Right sides count from 0: those of the pairs first, then the distractors.
    """

    kind: ClassVar[str] = "matching"
    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        pairs = (Pair(str(p.get("left", "")), str(p.get("right", ""))) for p in data.get("pairs", ()))
        return cls(tuple(pairs), tuple(str(text) for text in data.get("distractors", ())))

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {"pairs": [pair.to_dict() for pair in self.pairs]}
        return data | ({"distractors": list(self.distractors)} if self.distractors else {})

    def problems(self) -> list[Problem]:
        found = [] if len(self.pairs) > 1 else [Problem("too_few_pairs", ("pairs",))]
        rights: list[tuple[tuple[str | int, ...], str]] = [
            (("pairs", i, "right"), pair.right) for i, pair in enumerate(self.pairs)
        ]
        rights += [(("distractors", i), text) for i, text in enumerate(self.distractors)]
        found += text_problems([pair.left for pair in self.pairs], "pairs", "equal_sides", "left")
        return found + path_problems(rights, "equal_sides")

    def read(self, raw: object) -> Response:
        if is_blank(raw):
            return None
        if not isinstance(raw, list) or len(raw) != len(self.pairs):
            raise InvalidResponse("not a right side for each left one")
        chosen = [None if right is None else read_index(right, len(self.rights())) for right in raw]
        return None if chosen.count(None) == len(chosen) else chosen

    def from_fields(self, values: Sequence[str]) -> Response:
        """Read one value for each left side in order, "" for a blank."""
        if all(is_blank(value) for value in values):
            return None
        return self.read([None if is_blank(value) else read_digits(value) for value in values])

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """Right pairs / pairs (Moodle question/type/match/question.php: grade_response)."""
        chosen = self._chosen(response)
        return sum(right == left for left, right in enumerate(chosen)) / max(1, len(self.pairs))

    def summarize(self, response: Response) -> str:
        rights = self.rights()
        return "; ".join(
            f"{pair.left} → {rights[right]}"
            for pair, right in zip(self.pairs, self._chosen(response), strict=False)
            if right is not None
        )

    def right_answer(self) -> Response:
        return list(range(len(self.pairs))) or None

    def shuffled(self, seed: int) -> list[int]:
        """Return the order in which the right sides are offered."""
        return display_order(len(self.rights()), seed, shuffle=True)

    def to_places(self, response: Response, seed: int) -> Response:
        order = self.shuffled(seed)
        return [place_of(order, right) for right in self._chosen(response)] or None

    def from_places(self, sent: Response, seed: int) -> Response:
        if not isinstance(sent, list):
            return None
        order = self.shuffled(seed)
        return [None if place is None else native_at(order, place) for place in sent]

    def key_texts(self) -> list[str]:
        return [pair.right for pair in self.pairs]

    def distractor_texts(self) -> list[str]:
        return list(self.distractors)

    def asked_texts(self) -> list[str]:
        return [pair.left for pair in self.pairs]

    def rights(self) -> list[str]:
        """Return all right sides in their native order."""
        return [pair.right for pair in self.pairs] + list(self.distractors)

    def _chosen(self, response: Response) -> list[int | None]:
        """Return the choice for each left side; [] for whatever is no response to this question."""
        if not isinstance(response, list) or len(response) != len(self.pairs):
            return []
        count = len(self.rights())
        return [right if type(right) is int and 0 <= right < count else None for right in response]
