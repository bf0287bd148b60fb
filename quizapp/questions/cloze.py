"""A text with gaps, each of them a small question of another kind."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Self

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.base import Body, Response, is_blank
from quizapp.questions.date import Date
from quizapp.questions.numeric import Numeric
from quizapp.questions.short_text import ShortText
from quizapp.questions.single_choice import SingleChoice
from quizapp.questions.true_false import TrueFalse
from quizapp.values.conventions import US, Conventions

# The kinds whose answer has room in a line of text.
GAP_KINDS: dict[str, type[Body]] = {
    body.kind: body for body in (Numeric, ShortText, Date, SingleChoice, TrueFalse)
}
MOST_GAPS = 20
# A place for a gap: {gap1}. One that is never closed ends where the next begins, or with the text.
PLACE = re.compile(r"\{([^{}]*)(\}?)")
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Gap:
    """What is asked in one gap; `weight` is its share of the mark against the other gaps."""

    body: Body
    weight: float = 1.0

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make a gap from its native dict."""
        return cls(GAP_KINDS[str(data.get("kind"))].from_dict(data), float(data.get("weight", 1)))

    def to_dict(self) -> dict[str, Any]:
        """Return the native keys that say more than their default."""
        weight = {} if self.weight == 1 else {"weight": self.weight}
        return {"kind": self.body.kind} | self.body.to_dict() | weight


@dataclass(frozen=True, slots=True)
class Cloze(Body):
    """The response holds a response for each gap that was filled in, by the gap's name.

    `text` has one place ({gap1}) for each gap.
    """

    kind: ClassVar[str] = "cloze"
    text: str
    gaps: Mapping[str, Gap]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        gaps = {str(name): Gap.from_dict(gap) for name, gap in (data.get("gaps") or {}).items()}
        return cls(str(data.get("text", "")), MappingProxyType(gaps))

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "gaps": {name: gap.to_dict() for name, gap in self.gaps.items()}}

    def names(self) -> list[str]:
        """Return the names of the gaps in the order of their places; those without a place come last."""
        placed = [name for name, _ in PLACE.findall(self.text) if name in self.gaps]
        return list(dict.fromkeys([*placed, *self.gaps]))

    def problems(self) -> list[Problem]:
        found = [Problem("no_gap", ("gaps",))] if not self.gaps else []
        for name, gap in self.gaps.items():
            if not (math.isfinite(gap.weight) and gap.weight > 0):
                found.append(Problem("weight_out_of_range", ("gaps", name, "weight")))
            found += [Problem(p.code, ("gaps", name, *p.path), p.params) for p in gap.body.problems()]
        return found + self._place_problems()

    def read(self, raw: object) -> Response:
        if is_blank(raw) or raw == {}:
            return None
        if not isinstance(raw, dict) or not raw.keys() <= self.gaps.keys():
            raise InvalidResponse("not a response for each gap")
        return self._filled({name: gap.body.read(raw.get(name)) for name, gap in self.gaps.items()})

    def from_fields(self, values: Sequence[str]) -> Response:
        """Read one value for each gap in the order of their places, "" for a blank."""
        if all(is_blank(value) for value in values):
            return None
        if len(values) != len(self.gaps):
            raise InvalidResponse("not a value for each gap")
        fields = zip(self.names(), values, strict=True)
        return self._filled({name: self.gaps[name].body.from_fields([value]) for name, value in fields})

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """The mean of the gaps' fractions by their weights.

        Source: Moodle question/type/multianswer/question.php (grade_response: weights are default marks).
        """
        filled = response if isinstance(response, dict) else {}
        whole = math.fsum(gap.weight for gap in self.gaps.values())
        earned = math.fsum(
            gap.weight * gap.body.fraction(filled.get(name), conventions) for name, gap in self.gaps.items()
        )
        return min(1.0, earned / whole) if whole > 0 else 0.0

    def summarize(self, response: Response) -> str:
        if not isinstance(response, dict):
            return ""
        texts = [self.gaps[name].body.summarize(response.get(name)) for name in self.names()]
        return "; ".join(text or BLANK for text in texts) if any(texts) else ""

    def right_answer(self) -> Response:
        answers = {name: gap.body.right_answer() for name, gap in self.gaps.items()}
        return answers if answers and None not in answers.values() else None

    def to_places(self, response: Response, seed: int) -> Response:
        filled = response if isinstance(response, dict) else {}
        return self._filled(
            {
                name: gap.body.to_places(filled.get(name), self.seed_of(name, seed))
                for name, gap in self.gaps.items()
            }
        )

    def from_places(self, sent: Response, seed: int) -> Response:
        filled = sent if isinstance(sent, dict) else {}
        return self._filled(
            {
                name: self.gaps[name].body.from_places(part, self.seed_of(name, seed))
                for name, part in filled.items()
            }
        )

    def seed_of(self, name: str, seed: int) -> int:
        """Return the seed of a gap: two gaps must not show their keys at the same place."""
        return seed * MOST_GAPS + self.names().index(name)

    def key_texts(self) -> list[str]:
        return [text for gap in self.gaps.values() for text in gap.body.key_texts()]

    def distractor_texts(self) -> list[str]:
        keys = set(self.key_texts())
        texts = (text for gap in self.gaps.values() for text in gap.body.distractor_texts())
        return [text for text in texts if text not in keys]

    def asked_texts(self) -> list[str]:
        return [PLACE.sub(BLANK, self.text)]

    def _filled(self, parts: Mapping[str, Response]) -> Response:
        return {name: part for name, part in parts.items() if part is not None} or None

    def _place_problems(self) -> list[Problem]:
        found, seen = [], set[str]()
        for name, end in PLACE.findall(self.text):
            if not end:
                found.append(Problem("unclosed_gap", ("text",), {"start": "{" + name[:20].rstrip()}))
            elif name not in self.gaps:
                found.append(Problem("place_without_gap", ("text",), {"gap": name[:40]}))
            elif name in seen:
                found.append(Problem("repeated_gap", ("text",), {"gap": name}))
            seen.add(name if end else "")
        missing = [name for name in self.gaps if name not in seen]
        found += [Problem("gap_without_place", ("text",), {"gap": name}) for name in missing]
        return found if self.text.strip() else [Problem("empty_text", ("text",))]
