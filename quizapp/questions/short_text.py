"""A word or a few, typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from quizapp.errors import Problem
from quizapp.questions.base import Response
from quizapp.questions.texts import TextBody
from quizapp.values.conventions import US, Conventions
from quizapp.values.folding import DEFAULT, fill_wildcards, has_wildcard, matches


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """An accepted text, where `*` stands for anything, and what it earns."""

    text: str
    fraction: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """Return the native keys that say more than their default."""
        return {"text": self.text} | ({} if self.fraction == 1 else {"fraction": self.fraction})


@dataclass(frozen=True, slots=True)
class ShortText(TextBody):
    """The response is the text as typed; `fold` says which differences do not matter."""

    kind: ClassVar[str] = "short_text"
    answers: tuple[TextAnswer, ...]
    fold: frozenset[str] = DEFAULT

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        answers = (
            TextAnswer(str(a.get("text", "")), float(a.get("fraction", 1))) for a in data.get("answers", ())
        )
        return cls(tuple(answers), frozenset(data.get("fold", DEFAULT)))

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {"answers": [answer.to_dict() for answer in self.answers]}
        return data if self.fold == DEFAULT else data | {"fold": sorted(self.fold)}

    def problems(self) -> list[Problem]:
        found = [problem for i, answer in enumerate(self.answers) for problem in _answer_problems(i, answer)]
        if self.fold - DEFAULT:
            found.append(Problem("unknown_fold", ("fold",), {"fold": min(self.fold - DEFAULT)}))
        return found if self.key_texts() else [Problem("no_key", ("answers",)), *found]

    def fraction(self, response: Response, conventions: Conventions = US) -> float:
        """Return the highest fraction among the answers that the text fits.

        Wildcard and part credit: Moodle question/type/shortanswer/question.php, which takes the first that
        fits; folding: PrairieLearn pl-string-input.
        """
        if not isinstance(response, str) or not response.strip():
            return 0.0
        earned = [a.fraction for a in self.answers if a.text.strip() and matches(a.text, response, self.fold)]
        return min(1.0, max([0.0, *earned]))

    def right_answer(self) -> Response:
        return next(iter(self.key_texts()), None)

    def key_texts(self) -> list[str]:
        """Return the full answers, those without wildcard first; a `*` is left out."""
        full = sorted((a.text for a in self.answers if a.fraction == 1), key=has_wildcard)
        return [text for text in map(self._as_typed, full) if text]

    def _as_typed(self, pattern: str) -> str:
        bare = fill_wildcards(pattern)
        # A star between two blanks needs something to stand there.
        candidates = (" ".join(bare.split()), bare, fill_wildcards(pattern, "x"))
        return next((c for c in candidates if c.strip() and matches(pattern, c, self.fold)), "")


def _answer_problems(index: int, answer: TextAnswer) -> list[Problem]:
    path = ("answers", index)
    found = []
    if not answer.text.strip():
        found.append(Problem("empty_text", (*path, "text")))
    elif not fill_wildcards(answer.text).strip() and answer.fraction > 0:
        found.append(Problem("accepts_anything", (*path, "text")))
    if not 0 <= answer.fraction <= 1:
        found.append(Problem("fraction_out_of_range", (*path, "fraction")))
    return found
