"""Is the statement true or false?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.base import Body, Response, is_blank, only_field
from quizapp.values.conventions import US, Conventions


@dataclass(frozen=True, slots=True)
class TrueFalse(Body):
    """The response is a boolean; `answer` is None while the teacher has not said which is right."""

    kind: ClassVar[str] = "true_false"
    answer: bool | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        answer = data.get("answer")
        return cls(answer if isinstance(answer, bool) else None)

    def to_dict(self) -> dict[str, Any]:
        return {} if self.answer is None else {"answer": self.answer}

    def problems(self) -> list[Problem]:
        return [Problem("no_key", ("answer",))] if self.answer is None else []

    def read(self, raw: object) -> Response:
        if is_blank(raw):
            return None
        if not isinstance(raw, bool):
            raise InvalidResponse("neither true nor false")
        return raw

    def from_fields(self, values: Sequence[str]) -> Response:
        field = only_field(values).strip()
        return self.read({"true": True, "false": False, "": None}.get(field, field))

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """1 for the right one, 0 for the other (Moodle question/type/truefalse/question.php)."""
        return float(isinstance(response, bool) and response is self.answer)

    def summarize(self, response: Response) -> str:
        return str(response) if isinstance(response, bool) else ""

    def right_answer(self) -> Response:
        return self.answer
