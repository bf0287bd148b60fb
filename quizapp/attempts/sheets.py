"""The fields of one question, kept as text (web/kept.py): what is kept is the same for a whole class."""

from typing import Any

from markupsafe import Markup

from quizapp.web.kept import mark, render

# Kinds whose options differ from one student to the next by their texts alone: the first is always A.
WITH_OPTIONS = ("single_choice", "multiple_choice")
PRINTED = ("number", "slot", "sequence", "attempt_id")


def sheet_html(entry: dict[str, Any]) -> Markup:
    """The HTML of what attempts/pages.sheet says of a question."""
    q = entry["q"]
    own = {name: entry[name] for name in PRINTED} | {"stem_html": q["stem_html"]}
    if isinstance(q["response"], str):
        own["response"] = q["response"]
    shown = {name: mark(name) if name in own else value for name, value in q.items()}
    if q["kind"] in WITH_OPTIONS:
        own |= {f"option_{place}": option["html"] for place, option in enumerate(q["options"])}
        shown["options"] = [
            {**option, "html": mark(f"option_{place}")} for place, option in enumerate(q["options"])
        ]
    return render("attempts/sheet.html", {"q": shown, "is_flagged": entry["is_flagged"]}, own)
