"""A few sentences in the student's own words, marked by the teacher along a rubric."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizapp.errors import Problem
from quizapp.questions.base import Response
from quizapp.questions.choices import text_problems
from quizapp.questions.texts import TextBody
from quizapp.values.conventions import US, Conventions
from quizapp.values.folding import CASE, PUNCTUATION, SPACE, fold

STEP = 0.5  # points
FINE_STEP = 0.25  # of a part that is worth less than a point
SAME = 1e-9  # points closer than this are the same


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a text must do, and how many points that earns."""

    text: str
    points: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """Return the native keys; whole points as whole numbers."""
        is_whole = math.isfinite(self.points) and self.points == int(self.points)
        return {"points": int(self.points) if is_whole else self.points, "text": self.text}

    @property
    def step(self) -> float:
        """Return in which steps the points may be given: half a point, a quarter where one is not reached."""
        return STEP if self.points >= 1 else FINE_STEP

    def steps(self) -> list[float]:
        """Return what may be given, from 0 to all of the points; all of them always may."""
        count = math.ceil((self.points - SAME) / self.step)
        return [*(self.step * place for place in range(count)), self.points]

    def is_step(self, points: float) -> bool:
        """Tell whether so many points may be given."""
        if not -SAME <= points <= self.points + SAME:
            return False
        places = points / self.step
        return abs(points - self.points) <= SAME or abs(places - round(places)) <= SAME


@dataclass(frozen=True, slots=True)
class Written(TextBody):
    """The response is the text as typed. No machine marks it."""

    kind: ClassVar[str] = "written"
    is_machine_marked: ClassVar[bool] = False
    rubric: tuple[Criterion, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        rubric = (
            Criterion(str(c.get("text", "")), float(c.get("points", 1))) for c in data.get("rubric", ())
        )
        return cls(tuple(rubric))

    def to_dict(self) -> dict[str, Any]:
        return {"rubric": [criterion.to_dict() for criterion in self.rubric]}

    def problems(self) -> list[Problem]:
        found = [] if self.rubric else [Problem("no_rubric", ("rubric",))]
        found += text_problems([criterion.text for criterion in self.rubric], "rubric", "equal_criteria")
        return found + [
            Problem("points_out_of_range", ("rubric", i, "points"))
            for i, criterion in enumerate(self.rubric)
            if not 0 < criterion.points <= 1000
        ]

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """0 until the teacher has marked the text; see `marking.rubric_fraction`."""
        return 0.0

    def right_answer(self) -> Response:
        return None

    def points(self) -> float:
        """Return what the whole rubric adds up to."""
        return math.fsum(criterion.points for criterion in self.rubric)

    def has_points_of(self, other: Self) -> bool:
        """Tell whether marks given by the other rubric can be read by this one."""
        return [row.points for row in self.rubric] == [row.points for row in other.rubric]


def same_text(response: Response) -> str:
    """Return what two answers must share to be marked together: their words, whatever the case and the marks.

    Accents stay, since they part words; where folding leaves nothing ("?!") the text itself counts.
    """
    text = response if isinstance(response, str) else ""
    return fold(text, {CASE, PUNCTUATION, SPACE}) or text.strip()
