"""A source: an article, or another text, with its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.facts.fact import Fact


@dataclass(frozen=True, slots=True)
class Source:
    """A text that facts are cited from; `published` is EDTF, `language` a BCP 47 tag."""

    id: str
    title: str
    publisher: str = ""
    published: str = ""
    language: str = "en"
    facts: tuple[Fact, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Source":
        """From the native form, which must be schema-valid."""
        return cls(
            id=data["id"],
            title=data["title"],
            publisher=data.get("publisher") or "",
            published=str(data.get("published") or ""),
            language=data.get("language") or "en",
            facts=tuple(Fact.from_dict(fact, data["id"]) for fact in data.get("facts") or ()),
        )

    def to_dict(self) -> dict[str, Any]:
        """The native form."""
        data: dict[str, Any] = {"id": self.id, "title": self.title}
        for name in ("publisher", "published"):
            if getattr(self, name):
                data[name] = getattr(self, name)
        return {**data, "language": self.language, "facts": [fact.to_dict() for fact in self.facts]}
