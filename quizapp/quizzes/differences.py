"""What two versions of a question say differently, part by part, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.translations import gettext
from quizapp.translations import lazy_gettext as _l

PARTS = {
    "stem": _l("Question"),
    "options": _l("Option"),
    "answers": _l("Accepted answer"),
    "answer": _l("Right answer"),
    "items": _l("Item"),
    "pairs": _l("Pair"),
    "distractors": _l("Wrong choice"),
    "text": _l("Text"),
    "gaps": _l("Gap"),
    "sources": _l("Sources"),
    "claims": _l("Claim"),
    "rubric": _l("What earns points"),
    "hints": _l("Hint"),
    "feedback": _l("Feedback"),
    "explanation": _l("Explanation"),
    "facts": _l("Fact it rests on"),
    "topic": _l("Topic"),
    "mark": _l("Points"),
    "image": _l("Image"),
}
WORDS = {"key": _l("right"), "fraction": _l("earns"), "why": _l("why")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One part as it reads in both versions; "" where a version does not have it."""

    part: str
    before: str
    after: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The parts in which two native questions differ, in the order of the newer one."""
    old, new = _parts(before), _parts(after)
    names = [*new, *(name for name in old if name not in new)]
    return [
        Difference(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def _parts(content: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for key, value in content.items():
        name = str(PARTS.get(key, key.replace("_", " ").capitalize()))
        if isinstance(value, list):
            found.update({f"{name} {number}": _text(each) for number, each in enumerate(value, 1)})
        elif isinstance(value, dict):
            found.update({f"{name} “{inner}”": _text(each) for inner, each in value.items()})
        else:
            found[name] = _text(value)
    return found


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(_pair(key, inner) for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_text(inner) for inner in value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)


def _pair(key: str, value: Any) -> str:
    if key in ("text", "prompt", "left", "value"):
        return _text(value)
    return f"{WORDS.get(key, key.replace('_', ' '))}: {_text(value)}"
