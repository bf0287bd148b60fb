"""The errors of the house, and the record of what is wrong with a piece of content.

Nothing here knows HTTP: `web.py` maps each error to a status once, and the sentences that people read
are made at the edge from the codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Params = Mapping[str, str | int | float]
NO_PARAMS: Params = MappingProxyType({})


def _no_params() -> Params:
    return NO_PARAMS


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a question, a source or a form.

    `code` names the fault; `path` leads to it inside the native form of the content, for example
    `("options", 2, "text")`; `params` fills the sentence that is made from the code.
    """

    code: str
    path: tuple[str | int, ...] = ()
    params: Params = field(default_factory=_no_params, hash=False)


class QuizappError(Exception):
    """Base of every error that the house raises on purpose."""


class NotFound(QuizappError):
    """The thing does not exist, or this person may not know that it does."""


class Invalid(QuizappError):
    """The content is not fit to be stored; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class Refused(QuizappError):
    """The request is understood but cannot be done now; `code` says why."""

    def __init__(self, code: str, **params: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.params: Params = params


class AttemptClosed(Refused):
    """The attempt has been handed in, or its time is over."""


class QuestionClosed(AttemptClosed):
    """The attempt takes answers, but this question takes none any more."""


class OtherAnswer(QuizappError):
    """The same slot was answered elsewhere in the meantime; nothing was overwritten."""

    def __init__(self, sequence: int, response: object) -> None:
        super().__init__(f"another answer holds sequence {sequence}")
        self.sequence = sequence
        self.response: Any = response


class InvalidResponse(QuizappError):
    """A response of a shape that no honest page sends."""


class ParseError(QuizappError):
    """A text that is not in the format it claims; `line` counts from 1."""

    def __init__(self, code: str, line: int | None = None, **params: str | int | float) -> None:
        super().__init__(code if line is None else f"line {line}: {code}")
        self.code = code
        self.line = line
        self.params: Params = params


class SetupError(QuizappError):
    """The installation cannot run as it is; the text is one clear line for whoever runs it."""
