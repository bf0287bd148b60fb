"""A flashcard that is no question: a front and a back, to be studied and never to be marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizapp.errors import InvalidResponse, Problem
from quizapp.questions.base import Body, Response, is_blank
from quizapp.values.conventions import US, Conventions


@dataclass(frozen=True, slots=True)
class Card(Body):
    """There is no response; `front` and `back` are Markdown."""

    kind: ClassVar[str] = "card"
    is_machine_marked: ClassVar[bool] = False
    is_for_quizzes: ClassVar[bool] = False
    front: str
    back: str

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        return cls(str(data.get("front", "")), str(data.get("back", "")))

    def to_dict(self) -> dict[str, Any]:
        return {"front": self.front, "back": self.back}

    def problems(self) -> list[Problem]:
        sides = {"front": self.front, "back": self.back}
        return [Problem("empty_text", (side,)) for side, text in sides.items() if not text.strip()]

    def read(self, raw: object) -> Response:
        if not is_blank(raw):
            raise InvalidResponse("a card takes no answer")
        return None

    def from_fields(self, values: Sequence[str]) -> Response:
        return self.read("".join(values))

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        return 0.0

    def summarize(self, response: Response) -> str:
        return ""

    def right_answer(self) -> Response:
        return None

    def key_texts(self) -> list[str]:
        return [self.back]

    def asked_texts(self) -> list[str]:
        return [self.front]
