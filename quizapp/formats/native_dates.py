"""Years that YAML reads as numbers, made the text that dates are."""

from typing import Any

from quizapp.facts.fact import QUANTITY_KINDS


def in_question(data: Any) -> Any:
    """The native question with text for every date; whatever is no question stays as it is."""
    if not isinstance(data, dict):
        return data
    if data.get("kind") == "date":
        return _with_text(data, "answer")
    if data.get("kind") == "ordering" and isinstance(data.get("items"), list):
        return {**data, "items": [_with_text(item, "date") for item in data["items"]]}
    if data.get("kind") == "cloze" and isinstance(data.get("gaps"), dict):
        return {**data, "gaps": {name: in_question(gap) for name, gap in data["gaps"].items()}}
    return data


def in_source(data: Any) -> Any:
    """The native source with text for every date; whatever is no source stays as it is."""
    data = _with_text(data, "published")
    if not isinstance(data, dict) or not isinstance(data.get("facts"), list):
        return data
    return {**data, "facts": [_in_fact(fact) for fact in data["facts"]]}


def _in_fact(fact: Any) -> Any:
    fact = _with_text(_with_text(fact, "as_of"), "expired")
    if isinstance(fact, dict) and isinstance(fact.get("kind"), str) and fact["kind"] not in QUANTITY_KINDS:
        return _with_text(fact, "value")
    return fact


def _with_text(data: Any, name: str) -> Any:
    if not isinstance(data, dict) or type(data.get(name)) is not int:
        return data
    return {**data, name: f"{data[name]:04d}"}
