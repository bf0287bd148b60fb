"""Options, as single choice and multiple choice have them."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from quizapp.errors import InvalidResponse, Problem
from quizapp.values.folding import comparable


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its text, whether it is (part of) the key, its own credit, why it is right or wrong."""

    text: str
    key: bool = False
    fraction: float | None = None
    why: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make an option from its native dict."""
        fraction = data.get("fraction")
        return cls(
            text=str(data.get("text", "")),
            key=bool(data.get("key", False)),
            fraction=None if fraction is None else float(fraction),
            why=str(data.get("why", "")),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the native keys that say more than their default."""
        default = type(self)(self.text)
        full = {"text": self.text, "key": self.key, "fraction": self.fraction, "why": self.why}
        return {
            name: value for name, value in full.items() if name == "text" or value != getattr(default, name)
        }


def options_from(data: Mapping[str, Any]) -> tuple[Option, ...]:
    """Return the options of a native question dict."""
    return tuple(Option.from_dict(option) for option in data.get("options", ()))


def option_problems(options: Sequence[Option]) -> list[Problem]:
    """Return what is wrong with the options whatever the rule: too few, empty, or equal after folding."""
    found = [] if len(options) >= 2 else [Problem("too_few_options", ("options",), {"count": len(options)})]
    return found + text_problems([option.text for option in options], "options", "equal_options")


def text_problems(texts: Sequence[str], where: str, equal_code: str, key: str = "text") -> list[Problem]:
    """Return `empty_text` and `equal_code` problems; `first` counts from 1, for people."""
    return path_problems([((where, index, key), text) for index, text in enumerate(texts)], equal_code)


def path_problems(texts: Sequence[tuple[tuple[str | int, ...], str]], equal_code: str) -> list[Problem]:
    """Return `empty_text` and `equal_code` problems of texts that come with their paths."""
    found, seen = [], dict[str, int]()
    for index, (path, text) in enumerate(texts):
        if not text.strip():
            found.append(Problem("empty_text", path))
        elif (first := seen.setdefault(comparable(text), index)) != index:
            found.append(Problem(equal_code, path, {"first": first + 1}))
    return found


def display_order(count: int, seed: int, shuffle: bool) -> list[int]:
    """Return the indices 0 to `count` - 1 in an order that depends on the seed alone."""
    order = list(range(count))
    if shuffle:
        random.Random(seed).shuffle(order)
    return order


def native_at(order: Sequence[int], place: int) -> int:
    """Return the native index that is shown at this place; raise InvalidResponse where there is none."""
    if not 0 <= place < len(order):
        raise InvalidResponse("a place that the page does not have")
    return order[place]


def place_of(order: Sequence[int], native: Any) -> int | None:
    """Return the place at which a native index is shown; None for what is not shown."""
    return order.index(native) if type(native) is int and native in order else None


def places_of(order: Sequence[int], natives: Iterable[Any]) -> list[int]:
    """Return the places of those of the native indices that are shown."""
    return [place for native in natives if (place := place_of(order, native)) is not None]
