"""A problem, and what it is a problem of."""

from dataclasses import dataclass

from quizapp.errors import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is a question's id, a fact's ("source/fact") or a source's; the path leads into it."""

    subject: str
    problem: Problem
