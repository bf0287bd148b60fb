"""A question: what all kinds share, and its body."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Self

from quizapp.errors import ParseError, Problem
from quizapp.questions.base import Body
from quizapp.questions.card import Card
from quizapp.questions.registry import KINDS

STATUSES = ("draft", "ready", "retired")

_LISTS = ("standards", "facts", "tags", "hints")
_MAPPINGS = ("feedback", "image")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank.

    `id` never changes; `difficulty` is 1 to 3; `facts` are fact ids ("source/fact"); `mark` is the full
    mark; `feedback` has the keys `right` and `wrong`; `image` has `file` and `alt`.
    """

    id: str
    kind: str
    topic: str
    stem: str
    body: Body
    difficulty: int = 1
    standards: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    explanation: str = ""
    tags: tuple[str, ...] = ()
    status: str = "ready"
    mark: float = 1.0
    hints: tuple[str, ...] = ()
    feedback: Mapping[str, str] = field(default_factory=_nothing)
    image: Mapping[str, str] = field(default_factory=_nothing)
    version: int = 1

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make a question from a native dict that fits the schema; unknown keys are ignored.

        Raises ParseError (`unknown_kind`) for a kind that is not in KINDS.
        """
        kind = str(data.get("kind"))
        if kind not in KINDS:
            raise ParseError("unknown_kind", kind=kind)
        names = {f.name for f in fields(cls)} - {"body"}
        known = {name: _stored(name, data[name]) for name in names & data.keys()}
        body = KINDS[kind].from_dict(data)
        # A card without a stem goes by its front.
        required = {"id": "", "topic": "", "stem": body.front if isinstance(body, Card) else ""}
        return cls(**(required | known | {"body": body}))

    def to_dict(self) -> dict[str, Any]:
        """Return the native dict: shared keys that say more than their default, then the body's keys."""
        always = {name: getattr(self, name) for name in ("id", "kind", "topic", "stem")}
        default = type(self)(**always, body=self.body)
        others = {
            f.name: _native(getattr(self, f.name))
            for f in fields(self)
            if f.name != "body" and getattr(self, f.name) != getattr(default, f.name)
        }
        return always | self.body.to_dict() | others

    def problems(self) -> list[Problem]:
        """Return all that keeps the question from being asked, the body's problems included."""
        found = [
            Problem("empty_text", (name,))
            for name in ("id", "topic", "stem")
            if not getattr(self, name).strip()
        ]
        if self.status not in STATUSES:
            found.append(Problem("unknown_status", ("status",), {"status": self.status}))
        if self.difficulty not in (1, 2, 3):
            found.append(Problem("difficulty_out_of_range", ("difficulty",), {"difficulty": self.difficulty}))
        if not 0 < self.mark <= 1000:
            found.append(Problem("mark_out_of_range", ("mark",)))
        if self.image and not self.image.get("alt", "").strip():
            found.append(Problem("image_without_alt", ("image", "alt")))
        return found + self.body.problems()


def _stored(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(value)
    return MappingProxyType(dict(value)) if name in _MAPPINGS else value


def _native(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
