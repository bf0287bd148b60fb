"""One fact of a source: what it says, in which paragraphs, and which other facts it differs from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Facts of these kinds carry an amount; every other value is text, even where YAML reads a year as a number.
QUANTITY_KINDS = frozenset({"duration", "percent", "money", "count", "index"})
KINDS = QUANTITY_KINDS | {
    "date",
    "person",
    "place",
    "organization",
    "said",
    "visit",
    "agreement",
    "absence",
    "term",  # the value is the term, the statement what it means
}
STATUSES = ("planned", "held", "cancelled")
HOWS = ("contradicts", "scope", "silent")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where another fact, or a whole source that is silent, does not say the same."""

    how: str  # contradicts | scope | silent
    target_fact: str | None = None  # "source/fact"
    target_source: str | None = None
    note: str | None = None  # where they differ, in a sentence

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Difference":
        """From `{fact: source/fact, how}` or `{source: source, how: silent}`, with or without a `note`."""
        return cls(data["how"], data.get("fact"), data.get("source"), data.get("note"))

    def to_dict(self) -> dict[str, Any]:
        """The native form."""
        target = {"fact": self.target_fact} if self.target_fact else {"source": self.target_source}
        return {**target, "how": self.how} | ({"note": self.note} if self.note else {})

    @property
    def target(self) -> str:
        """The fact, or the whole source, at its other end."""
        return self.target_fact or self.target_source or ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement in our own words with the value in it, if any, and where the source says it.

    `id` is "source/fact"; `as_of`, `expired` and the value of a date are EDTF; a duration is ISO 8601 or a
    number with a unit; paragraphs count from 1. From `expired` on it is no longer so; `superseded_by` names
    the fact ("source/fact") that holds in its place.
    """

    id: str
    source_id: str
    kind: str
    statement: str
    value: str | int | float | None = None
    unit: str | None = None
    qualifier: str | None = None
    as_of: str | None = None
    speaker: str | None = None
    status: str | None = None
    paragraphs: tuple[int, ...] = ()
    terms: tuple[str, ...] = ()
    differs_from: tuple[Difference, ...] = ()
    expired: str | None = None
    superseded_by: str | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], source_id: str) -> "Fact":
        """From the native form, which must be schema-valid; its id is bare in a sheet."""
        return cls(
            id=f"{source_id}/{data['id']}",
            source_id=source_id,
            kind=data["kind"],
            statement=data["statement"],
            value=_value(data["kind"], data.get("value")),
            unit=data.get("unit"),
            qualifier=data.get("qualifier"),
            as_of=_text(data.get("as_of")),
            speaker=data.get("speaker"),
            status=data.get("status"),
            paragraphs=tuple(data.get("paragraphs") or ()),
            terms=tuple(str(term) for term in data.get("terms") or ()),
            differs_from=tuple(Difference.from_dict(item) for item in data.get("differs_from") or ()),
            expired=_text(data.get("expired")),
            superseded_by=data.get("superseded_by"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The native form with the bare id; what is not said is left out."""
        data: dict[str, Any] = {"id": self.bare_id, "kind": self.kind, "statement": self.statement}
        for name in ("value", "unit", "qualifier", "as_of", "speaker", "status"):
            if getattr(self, name) is not None:
                data[name] = getattr(self, name)
        for name in ("paragraphs", "terms"):
            if getattr(self, name):
                data[name] = list(getattr(self, name))
        if self.differs_from:
            data["differs_from"] = [difference.to_dict() for difference in self.differs_from]
        for name in ("expired", "superseded_by"):
            if getattr(self, name) is not None:
                data[name] = getattr(self, name)
        return data

    @property
    def has_end(self) -> bool:
        """Whether it expires, now or later, or another fact holds in its place."""
        return bool(self.expired or self.superseded_by)

    @property
    def bare_id(self) -> str:
        """The id inside its own sheet."""
        return self.id.removeprefix(f"{self.source_id}/")


def _value(kind: str, value: Any) -> Any:
    return value if kind in QUANTITY_KINDS else _text(value)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
