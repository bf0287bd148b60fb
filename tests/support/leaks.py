"""A question of each kind with a mark planted in everything that a student may not see before its time."""

from dataclasses import dataclass
from typing import Any

from quizapp.feedback import CORRECTNESS, EXPLANATION, FEEDBACK, MARKS, RIGHT, SOURCES, TOTAL
from tests.support import bank

FACT = "first-report/secret"
SHEETS = [
    {
        **bank.SHEETS[0],
        "facts": [
            *bank.SHEETS[0]["facts"],  # type: ignore[misc]
            {"id": "secret", "kind": "said", "statement": "SECRETFACT was said.", "paragraphs": [4]},
        ],
    },
    bank.SHEETS[1],
]
POINTS = 3.25

# What shows each thing on some page, once it may be seen. A wrong answer was given.
MARKERS: dict[str, tuple[str, ...]] = {
    CORRECTNESS: ("Not right", "Partly right"),
    MARKS: (f"of {POINTS}",),
    FEEDBACK: ("SECRETFEEDBACK",),
    EXPLANATION: ("SECRETEXPLANATION",),
    SOURCES: ("SECRETFACT", FACT),
    TOTAL: (f"of {POINTS + 1}",),
}
# What is never to be seen by somebody who answered wrongly, and names of what the server alone knows.
NEVER = ("SECRETPRAISE", "is_key", '"key"', "fraction", "distractor")
HINTS = ["SECRETHINT one", "SECRETHINT two"]


@dataclass(frozen=True)
class Planted:
    """A question, a wrong response in native form, and what tells its key: on a page, and as plain text."""

    content: dict[str, Any]
    wrong: Any
    keys: tuple[str, ...]

    @property
    def without(self) -> set[str]:
        """The things that this question has nothing to show of: a written answer waits for its mark."""
        return {CORRECTNESS, MARKS, FEEDBACK} if self.content["kind"] == "written" else set()

    @property
    def most_tries(self) -> int:
        """How many tries it has in practice."""
        return {"true_false": 1, "written": 0}.get(self.content["kind"], 3)


def options(*texts: str) -> list[dict[str, Any]]:
    """The first is right. The reasons of the others are told to whom the key is told, or who chose them."""
    return [
        {"text": text, "key": place == 0, "why": "SECRETWHYKEY" if place == 0 else f"SECRETWHY{place}"}
        for place, text in enumerate(texts)
    ]


# The reviews of kinds whose texts are all on the page say what is right in a sign or in words.
SHOWN = ("Right answer", "data-key>", "SECRETWHYKEY", "SECRETWHY2")
WORDS = ("Right answer", "data-key>")
PLANTED: dict[str, tuple[dict[str, Any], Any, tuple[str, ...]]] = {
    "single_choice": ({"options": options("Alpha", "Beta", "Gamma")}, 1, SHOWN),
    "multiple_choice": ({"options": options("Alpha", "Beta", "Gamma")}, [1], SHOWN),
    "true_false": ({"answer": True}, False, WORDS),
    "numeric": ({"answers": [{"value": 73917}]}, "5", ("73917", "73,917", *WORDS)),
    "short_text": ({"answers": [{"text": "Secretkey"}]}, "nothing", ("Secretkey", *WORDS)),
    "date": ({"answer": "1931-07-04"}, "May 1, 1990", ("1931-07-04", "July 4, 1931", *WORDS)),
    "ordering": (
        {"items": [{"text": "One", "date": "1931"}, {"text": "Two"}, {"text": "Three"}]},
        [2, 1, 0],
        ("in the right place", *WORDS),
    ),
    "matching": (
        {"pairs": [{"left": "Uno", "right": "First"}, {"left": "Due", "right": "Second"}]},
        [1, 0],
        WORDS,
    ),
    "cloze": (
        {
            "text": "It was {a}, said {b}.",
            "gaps": {
                "a": {"kind": "short_text", "answers": [{"text": "Secretkey"}]},
                "b": {"kind": "single_choice", "options": options("Ann", "Ben", "Cy")},
            },
        },
        {"a": "nothing", "b": 1},
        ("Secretkey", "SECRETWHYKEY", "Right answer"),
    ),
    "written": (
        {"rubric": [{"points": 1, "text": "SECRETRUBRIC"}]},
        "Because it was so.",
        ("SECRETRUBRIC", "What earns points"),
    ),
    "source_comparison": (
        {
            "sources": ["first-report", "second-report"],
            "claims": [
                {"text": "It was high.", "marks": {"first-report": "says", "second-report": "silent"}}
            ],
        },
        [{"first-report": "silent", "second-report": "says"}],
        WORDS,
    ),
}


def planted(kind: str) -> Planted:
    """The question of this kind."""
    body, wrong, keys = PLANTED[kind]
    content = {
        "id": f"planted-{kind.replace('_', '-')}",
        "kind": kind,
        "topic": "Planted",
        "stem": "What is asked here?",
        "status": "ready",
        "explanation": "SECRETEXPLANATION is why.",
        "feedback": {"right": "SECRETPRAISE", "wrong": "SECRETFEEDBACK"},
        "facts": [FACT],
        "hints": HINTS,
        **body,
    }
    return Planted(content, wrong, keys)


def markers_of(thing: str, found: Planted) -> tuple[str, ...]:
    """What shows a thing of feedback.THINGS for this question."""
    return found.keys if thing == RIGHT else MARKERS[thing]
