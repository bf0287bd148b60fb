"""Putting items in their right order, for example on a timeline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar, Self

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.base import (
    Body,
    Response,
    is_blank,
    known_indices,
    only_field,
    read_digits,
    read_indices,
)
from quizapp.questions.choices import display_order, native_at, places_of, text_problems
from quizapp.questions.date import edtf_or_none, edtf_text
from quizapp.values.conventions import US, Conventions
from quizapp.values.edtf import EdtfDate

RULES = ("pairwise", "absolute", "all_or_nothing")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be placed; `date` is EDTF, "" where it has none."""

    text: str
    date: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the native keys that say more than their default."""
        return {"text": self.text} | ({"date": self.date} if self.date else {})

    def when(self) -> EdtfDate | None:
        """Return the item's date, None where it has none that can be read."""
        return edtf_or_none(self.date)


@dataclass(frozen=True, slots=True)
class Ordering(Body):
    """Items stand in their right order; the response lists all their indices in the order given."""

    kind: ClassVar[str] = "ordering"
    items: tuple[Item, ...]
    rule: str = RULES[0]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        items = (Item(str(i.get("text", "")), edtf_text(i.get("date") or "")) for i in data.get("items", ()))
        return cls(tuple(items), str(data.get("rule", RULES[0])))

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {"items": [item.to_dict() for item in self.items]}
        return data if self.rule == RULES[0] else data | {"rule": self.rule}

    def problems(self) -> list[Problem]:
        found = [] if len(self.items) > 1 else [Problem("one_item", ("items",))]
        if self.rule not in RULES:
            found.append(Problem("unknown_rule", ("rule",), {"rule": self.rule}))
        found += text_problems([item.text for item in self.items], "items", "equal_items")
        return found + self._date_problems()

    def read(self, raw: object) -> Response:
        if is_blank(raw):
            return None
        order = read_indices(raw, len(self.items))
        if len(order) != len(self.items):
            raise InvalidResponse("not all items are placed")
        return order

    def from_fields(self, values: Sequence[str]) -> Response:
        field = only_field(values)
        return None if is_blank(field) else self.read([read_digits(part) for part in field.split(",")])

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """Mark the order by the question's rule; items of the same or overlapping dates may change places.

        pairwise: pairs in right order / C(n, 2). absolute: items at a place that is theirs / n.
        all_or_nothing. All three are in Moodle question/type/ordering/question.php; the ties are ours.
        """
        if not self.is_order(response) or not isinstance(response, list):
            return 0.0
        if self.rule == "absolute":
            return sum(self._may_stand(item, place) for place, item in enumerate(response)) / len(response)
        share = self._pairs_in_order(response)
        return share if self.rule == "pairwise" else float(share == 1)

    def summarize(self, response: Response) -> str:
        return " > ".join(self.items[i].text for i in known_indices(response, len(self.items)))

    def right_answer(self) -> Response:
        return list(range(len(self.items))) or None

    def shuffled(self, seed: int) -> list[int]:
        """Return the order in which items are shown; of three or more never the right one itself."""
        order = display_order(len(self.items), seed, shuffle=True)
        return order[1:] + order[:1] if len(order) > 2 and order == sorted(order) else order

    def to_places(self, response: Response, seed: int) -> Response:
        return places_of(self.shuffled(seed), known_indices(response, len(self.items))) or None

    def from_places(self, sent: Response, seed: int) -> Response:
        order = self.shuffled(seed)
        return [native_at(order, place) for place in sent] if isinstance(sent, list) else None

    def is_order(self, response: Response) -> bool:
        """Tell whether the response places every item of this question once."""
        order = known_indices(response, len(self.items))
        return len(order) > 1 and order == response and sorted(order) == [*range(len(self.items))]

    def _is_tie(self, a: int, b: int) -> bool:
        first, second = self.items[a].when(), self.items[b].when()
        return first is not None and second is not None and first.overlaps(second)

    def _pairs_in_order(self, response: list[int]) -> float:
        pairs = list(combinations(response, 2))
        return sum(a < b or self._is_tie(a, b) for a, b in pairs) / len(pairs)

    def _may_stand(self, item: int, place: int) -> bool:
        before = sum(not self._is_tie(other, item) for other in range(item))
        after = sum(not self._is_tie(other, item) for other in range(item + 1, len(self.items)))
        return before <= place < len(self.items) - after

    def _date_problems(self) -> list[Problem]:
        found = [
            Problem("bad_date", ("items", i, "date"), {"text": item.date})
            for i, item in enumerate(self.items)
            if item.date and item.when() is None
        ]
        dated = [(i, when) for i, item in enumerate(self.items) if (when := item.when())]
        late = {b: a for (a, first), (b, second) in combinations(dated, 2) if second.latest < first.earliest}
        return found + [
            Problem("items_out_of_order", ("items", b, "date"), {"after": a + 1})
            for b, a in sorted(late.items())
        ]
