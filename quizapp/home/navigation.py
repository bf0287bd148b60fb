"""The main navigation, by role."""

from flask import Flask, request, url_for

from quizapp.accounts.sessions import signed_in_person
from quizapp.translations import gettext


def install(app: Flask) -> None:
    """Give the templates of `app` their `nav`."""
    app.context_processor(lambda: {"nav": navigation()})


def navigation() -> list[dict[str, object]]:
    """The entries for the person of this request, as label, url and current; [] for strangers."""
    person = signed_in_person()
    if person is None:
        return []
    here = _current()
    return [
        {"label": label, "url": url_for(endpoint), "current": endpoint == here}
        for endpoint, label in _entries(person.role)
    ]


def _entries(role: str) -> list[tuple[str, str]]:
    today = ("home.today", gettext("Today"))
    if role == "student":
        return [today, ("flashcards.decks", gettext("Cards")), ("progress.mine", gettext("Progress"))]
    entries = [
        today,
        ("classrooms.classes", gettext("Classes")),
        ("bank.questions", gettext("Questions")),
        ("quizzes.quizzes", gettext("Quizzes")),
    ]
    return [*entries, ("accounts.people", gettext("People"))] if role == "admin" else entries


def _current() -> str | None:
    """The entry that the page of this request belongs to."""
    endpoint = request.endpoint or ""
    room = endpoint.partition(".")[0]
    # The pages of a class belong together, whichever room they come from.
    if "classroom_id" in (request.view_args or {}) or room in ("classrooms", "reports"):
        return "classrooms.classes"
    if room == "accounts":
        return None if endpoint in ("accounts.account", "accounts.sign_in") else "accounts.people"
    if endpoint in ("attempts.regrade", "attempts.regraded"):
        return "bank.questions"
    if endpoint in ("attempts.marking", "attempts.mark_question", "attempts.give_marks"):
        return "quizzes.quizzes"
    return {
        "home": "home.today",
        "attempts": "home.today",
        "flashcards": "flashcards.decks",
        "progress": "progress.mine",
        "bank": "bank.questions",
        "quizzes": "quizzes.quizzes",
    }.get(room)
