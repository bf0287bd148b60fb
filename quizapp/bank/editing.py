"""From a native question to the values of its form and back, and the buttons that change its rows.

What a form cannot hold, and every field that was not touched, stays as it was in the native form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quizapp.bank.forms.base import QuestionForm
from quizapp.bank.forms.fields import Values, number, number_text, one_line
from quizapp.formats.native_schema import BODIES
from quizapp.web.addresses import whole_number

Native = dict[str, Any]
MOST_ROWS = 60  # what the lists of the forms hold at most
FormClass = type[QuestionForm]


def _words(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := part.strip())]


def _lines(text: str) -> list[str]:
    return [line for part in text.splitlines() if (line := part.strip())]


# The fields that every kind has, and how each becomes its native value.
_READ: dict[str, Callable[[Any], Any]] = {
    "stem": str.strip,
    "explanation": str.strip,
    "topic": str.strip,
    "difficulty": number,
    "standards": _words,
    "tags": _words,
    "hints": _lines,
    "facts": list,
    "status": str,
    "mark": number,
}


def values_of(form: FormClass, content: Native) -> Values:
    """The values that the form of a native question shows; {} is a new question."""
    feedback = content.get("feedback", {})
    common = {
        "stem": content.get("stem", ""),
        "explanation": content.get("explanation", ""),
        "topic": one_line(content.get("topic", "")),
        "difficulty": str(content.get("difficulty", 1)),
        "standards": one_line(", ".join(content.get("standards", ()))),
        "tags": one_line(", ".join(content.get("tags", ()))),
        "hints": "\n".join(content.get("hints", ())),
        "facts": list(content.get("facts", ())),
        "status": content.get("status", "ready"),
        "mark": number_text(content.get("mark", 1)),
        "image_file": content.get("image", {}).get("file", ""),
        "image_alt": one_line(content.get("image", {}).get("alt", "")),
        "feedback_right": feedback.get("right", ""),
        "feedback_wrong": feedback.get("wrong", ""),
    }
    return common | form.body_values(content)


def content_of(form: FormClass, values: Values, original: Native) -> Native:
    """The native question that a form asks to store, not checked yet.

    `original` is the question as it was opened; of a new one only `id` and `kind`.
    """
    values = without_blank_rows(form, values)
    before = values_of(form, original)
    is_new = "stem" not in original

    def touched(*names: str) -> bool:
        return is_new or any(leveled(values.get(name)) != leveled(before.get(name)) for name in names)

    content = dict(original)
    for name, read in _READ.items():
        if name in values and touched(name):
            content[name] = read(leveled(values.get(name)))
    content["facts"] = _in_old_order(values.get("facts") or [], original.get("facts", ()))
    if "feedback_right" in values and touched("feedback_right", "feedback_wrong"):
        content["feedback"] = _feedback(values)
    if touched("image_file", "image_alt"):
        content = _with_image(content, values)
    if touched(*form.body_values({})):
        others = {key: value for key, value in content.items() if key not in BODIES[form.kind][1]}
        content = others | form.body_content(leveled(values))
    return content


def _feedback(values: Values) -> dict[str, str]:
    texts = {when: leveled(values[f"feedback_{when}"]).strip() for when in ("right", "wrong")}
    return {when: text for when, text in texts.items() if text}


def _with_image(content: Native, values: Values) -> Native:
    """The question with the image of the form; words without an image stay, so that the check names it."""
    file, alt = leveled(values.get("image_file")), leveled(values.get("image_alt")).strip()
    others = {key: value for key, value in content.items() if key != "image"}
    return others | ({"image": {"file": file, "alt": alt}} if file or alt else {})


def _in_old_order(chosen: list[str], old: tuple[str, ...]) -> list[str]:
    """Facts that stay keep their order; new ones follow."""
    kept = [fact for fact in old if fact in chosen]
    return kept + [fact for fact in dict.fromkeys(chosen) if fact not in kept]


def leveled(value: Any) -> Any:
    """A value with the line breaks of the files, where a browser sends its own, and without NUL."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if isinstance(value, dict):
        return {key: leveled(item) for key, item in value.items()}
    return [leveled(item) for item in value] if isinstance(value, list) else ("" if value is None else value)


def without_blank_rows(form: FormClass, values: Values) -> Values:
    """The values without the rows in which nothing stands."""
    if not form.rows:
        return values
    return values | {
        form.rows: [form.trimmed(row) for row in values[form.rows] if not form.is_blank_row(row)]
    }


def with_spare_rows(form: FormClass, values: Values) -> Values:
    """The values with blank rows up to the number that a new question shows."""
    if not form.rows:
        return values
    rows = [form.padded(row) for row in values[form.rows]]
    missing = form.least_rows - len(rows)
    return values | {form.rows: rows + [dict(form.blank_row) for _ in range(missing)]}


@dataclass(frozen=True, slots=True)
class Pressed:
    """The values after a button of the rows, and the row and button that the reader goes on with."""

    values: Values
    row: int
    control: str  # text | more | up | down


def press(form: FormClass, values: Values, button: str) -> Pressed | None:
    """Do what a button of the rows says; None for any other button.

    "add" adds a row ("add:date" one of that sort), "more:2" a row inside the third one, "up:2", "down:2" and
    "remove:2" move it or take it out; "move:2:0" brings it to the top, as dragging does.
    """
    verb, _, place = button.partition(":")
    if not form.rows or verb not in ("add", "more", "up", "down", "remove", "move"):
        return None
    rows = list(values[form.rows])
    known = whole_number(place)
    index = len(rows) if known is None else known
    if verb == "add":
        rows += [form.new_row(rows, place)] if len(rows) < MOST_ROWS else []
        focus, control = len(rows) - 1, "text"
    elif verb == "more":
        rows[index : index + 1] = [form.longer(row) for row in rows[index : index + 1]]
        focus, control = min(index, len(rows) - 1), "more"
    elif verb == "move":
        focus, control = _bring(rows, place), "text"
    elif verb == "remove":
        del rows[index : index + 1]
        focus, control = max(0, min(index, len(rows) - 1)), "text"
    else:
        focus, control = _move(rows, index, verb), verb
    return Pressed(values | {form.rows: rows}, focus, control)


def _bring(rows: list[Values], places: str) -> int:
    """Take the row at one place to another ("2:0"); returns where it stands then."""
    before, _, after = places.partition(":")
    old, new = map(whole_number, (before, after))
    if old is None or new is None or old >= len(rows):
        return 0
    place = min(new, len(rows) - 1)
    rows.insert(place, rows.pop(old))
    return place


def _move(rows: list[Values], index: int, verb: str) -> int:
    """Change places with the neighbor; returns the new place."""
    other = index - 1 if verb == "up" else index + 1
    if 0 <= index < len(rows) and 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
        return other
    return min(index, len(rows) - 1)
