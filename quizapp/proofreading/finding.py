"""A problem, and what it is a problem of."""

from dataclasses import dataclass

from quizapp.errors import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is a question's id, a fact's ("source/fact") or a source's; the path leads into it.

    A note is worth a look, but nothing is wrong.
    """

    subject: str
    problem: Problem
    is_note: bool = False
