"""The fields of one question, kept as text (web/kept.py): what is kept is the same for a whole class."""

from typing import Any

from flask import current_app
from markupsafe import Markup

from quizapp.web.kept import mark, render

Context = dict[str, Any]
# Kinds whose options differ from one student to the next by their texts alone: the first is always A.
WITH_OPTIONS = ("single_choice", "multiple_choice")
PRINTED = ("number", "slot", "sequence", "attempt_id")


def sheet_html(entry: Context) -> Markup:
    """The HTML of what attempts/pages.sheet says of a question, with its `practice` and `section`."""
    q, practice = entry["q"], entry["practice"]
    own = {name: entry[name] for name in PRINTED} | {
        "stem_html": q["stem_html"],
        "section_html": section_html(entry["section"]),
        "hints_html": _macro("attempts/_practice.html", "hints", practice) if practice else Markup(""),
    }
    if isinstance(q["response"], str):
        own["response"] = q["response"]
    shown = {name: mark(name) if name in own else value for name, value in q.items()}
    if q["kind"] in WITH_OPTIONS:
        own |= {f"option_{place}": option["html"] for place, option in enumerate(q["options"])}
        shown["options"] = [
            {**option, "html": mark(f"option_{place}")} for place, option in enumerate(q["options"])
        ]
    checks = bool(practice) and not practice["is_last"]
    return render(
        "attempts/sheet.html", {"q": shown, "is_flagged": entry["is_flagged"], "checks": checks}, own
    )


def section_html(section: Context | None) -> Markup:
    """The head of the part of the quiz that a question stands in."""
    return _macro("attempts/_map.html", "section_head", section) if section else Markup("")


def _macro(template: str, name: str, value: Context) -> Markup:
    return Markup(getattr(current_app.jinja_env.get_template(template).module, name)(value))
