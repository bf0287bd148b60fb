"""Two sources and what is claimed: does each say so, say otherwise, or not say?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Self

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.base import Body, Response, is_blank
from quizapp.questions.choices import text_problems
from quizapp.values.conventions import US, Conventions

MARKS = ("says", "otherwise", "silent")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, and the right mark for each source."""

    text: str
    marks: Mapping[str, str] = field(default_factory=_nothing)

    def to_dict(self) -> dict[str, Any]:
        """Return the native keys."""
        return {"text": self.text, "marks": dict(self.marks)}


@dataclass(frozen=True, slots=True)
class SourceComparison(Body):
    """The response lists, for each claim, the marks that were given, by source: {source: mark}."""

    kind: ClassVar[str] = "source_comparison"
    sources: tuple[str, ...]
    claims: tuple[Claim, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        claims = (
            Claim(str(claim.get("text", "")), MappingProxyType(dict(claim.get("marks") or {})))
            for claim in data.get("claims", ())
        )
        return cls(tuple(str(source) for source in data.get("sources", ())), tuple(claims))

    def to_dict(self) -> dict[str, Any]:
        return {"sources": list(self.sources), "claims": [claim.to_dict() for claim in self.claims]}

    def problems(self) -> list[Problem]:
        found = []
        if len(set(self.sources)) != 2 or len(self.sources) != 2:
            found.append(Problem("two_sources_needed", ("sources",)))
        if not self.claims:
            found.append(Problem("no_claim", ("claims",)))
        found += text_problems([claim.text for claim in self.claims], "claims", "equal_claims")
        return found + [p for i, claim in enumerate(self.claims) for p in self._mark_problems(i, claim)]

    def read(self, raw: object) -> Response:
        if is_blank(raw):
            return None
        if not isinstance(raw, list) or len(raw) != len(self.claims):
            raise InvalidResponse("not a set of marks for each claim")
        given = [self._read_claim(marks) for marks in raw]
        return given if any(given) else None

    def from_fields(self, values: Sequence[str]) -> Response:
        """Read one mark for each source of each claim: all of the first claim, then the next; "" is blank."""
        if all(is_blank(value) for value in values):
            return None
        width = len(self.sources)
        if len(values) != width * len(self.claims):
            raise InvalidResponse("not a mark for each source of each claim")
        rows = (values[start : start + width] for start in range(0, len(values), width))
        return self.read([dict(zip(self.sources, row, strict=True)) for row in rows])

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """Right marks / (claims · 2).

        The task is that of the civic online reasoning assessments (Stanford History Education Group, "Civic
        Online Reasoning"), there marked by people; counting marks is this project's rule.
        """
        right = sum(
            int(source in marks and marks[source] == claim.marks.get(source))
            for claim, marks in zip(self.claims, self._given(response), strict=False)
            for source in self.sources
        )
        return right / max(1, len(self.claims) * len(self.sources))

    def summarize(self, response: Response) -> str:
        return "; ".join(
            f"{claim.text}: " + ", ".join(f"{source} {mark}" for source, mark in marks.items())
            for claim, marks in zip(self.claims, self._given(response), strict=False)
            if marks
        )

    def right_answer(self) -> Response:
        marks = [{source: claim.marks.get(source) for source in self.sources} for claim in self.claims]
        is_whole = all(mark in MARKS for each in marks for mark in each.values())
        return marks if marks and self.sources and is_whole else None

    def asked_texts(self) -> list[str]:
        return [claim.text for claim in self.claims]

    def source_ids(self) -> tuple[str, ...]:
        return self.sources

    def _read_claim(self, raw: object) -> dict[str, str]:
        if raw is None:
            return {}
        if not isinstance(raw, dict) or not raw.keys() <= set(self.sources):
            raise InvalidResponse("not the marks of a claim")
        given = {source: raw[source] for source in self.sources if not is_blank(raw.get(source))}
        if not all(isinstance(mark, str) and mark in MARKS for mark in given.values()):
            raise InvalidResponse("not a mark of a claim")
        return given

    def _given(self, response: Response) -> list[dict[str, Any]]:
        """Return the marks given to each claim; [] for whatever is no response to this question."""
        if not isinstance(response, list) or len(response) != len(self.claims):
            return []
        return [marks if isinstance(marks, dict) else {} for marks in response]

    def _mark_problems(self, index: int, claim: Claim) -> list[Problem]:
        where = ("claims", index, "marks")
        found = [
            Problem("mark_missing", (*where, source), {"source": source})
            for source in self.sources
            if source not in claim.marks
        ]
        for source, mark in claim.marks.items():
            if source not in self.sources:
                found.append(Problem("mark_of_other_source", (*where, source), {"source": source}))
            elif mark not in MARKS:
                found.append(Problem("unknown_mark", (*where, source), {"mark": str(mark)}))
        return found
