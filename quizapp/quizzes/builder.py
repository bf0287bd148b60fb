"""The page of the quiz builder: its questions and draws by section, and points that were typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from quizapp.accounts.sessions import current_person
from quizapp.bank import shelves
from quizapp.bank.ended import ended_facts, ended_in_draws
from quizapp.bank.words import DIFFICULTIES, KINDS
from quizapp.errors import Invalid
from quizapp.marking import round_for_display
from quizapp.models.quizzes import Quiz, QuizSection
from quizapp.quizzes import drawing, queries
from quizapp.quizzes.actions import HIGHEST_MARK
from quizapp.translations import gettext
from quizapp.web.requests import now

LONGEST_SHOWN = 20  # characters of what was typed


@dataclass(frozen=True, slots=True)
class Wrong:
    """Points that cannot be: in which field (its id), what was typed, and the sentence beside it."""

    field: str
    typed: str
    sentence: str


def typed_mark(field: str, set_mark: Callable[[float], None]) -> Wrong | None:
    """Set the points that were typed into the field of this id; returns what is wrong, or None."""
    typed = request.form.get("full_mark", "")
    try:
        set_mark(float(typed.replace(",", ".")))
    except (ValueError, Invalid):
        sentence = gettext("Enter a number above 0, and %(most)d at most.", most=HIGHEST_MARK)
        return Wrong(field, typed[:LONGEST_SHOWN], sentence)
    return None


def quiz_page(found: Quiz, wrong: Wrong | None = None) -> str:
    """The builder; `wrong` is what `typed_mark` returned."""
    slots, drawn = queries.slots_of_quiz(found.id), _drawn(found)
    places: list[tuple[int, Any, Any]] = [(row.slot.position, row, None) for row in slots]
    places += [(each.position, None, each) for each in drawn["draws"]]
    places.sort(key=lambda place: place[0])
    return render_template(
        "quizzes/quiz.html",
        quiz=found,
        places=places,
        parts=_parts(found, places),
        count=len(slots) + drawn["drawn_count"],
        total=sum(row.slot.max_mark for row in slots) + drawn["drawn_mark"],
        difficulties=DIFFICULTIES,
        **drawn,
        ended=ended_facts([row.slot.question_id for row in slots], now().date()),
        ended_drawn=ended_in_draws(drawn["draws"], shelves.bank_ids(current_person()), now().date()),
        is_in_use=queries.is_in_use(found.id),
        assignments=queries.assignments_of_quiz(found.id),
        points=round_for_display,
        kinds=KINDS,
        now=now(),
        wrong=wrong,
    )


def _parts(found: Quiz, places: list[tuple[int, Any, Any]]) -> list[tuple[QuizSection | None, list[Any]]]:
    """The places by section; those that stand in none come first, without a heading."""
    sections = [None, *queries.sections_of_quiz(found.id)]
    by_section: dict[int | None, list[Any]] = {}
    for place in places:
        of = place[1].slot.section_id if place[1] else place[2].section_id
        by_section.setdefault(of, []).append(place)
    parts = [(section, by_section.get(section.id if section else None, [])) for section in sections]
    return parts if parts[0][1] else parts[1:]


def _drawn(found: Quiz) -> dict[str, Any]:
    """What the builder shows of drawing: what is drawn, what the bank cannot fill, the names of banks."""
    draws = queries.draws_of(found.id)
    names = {row.bank.id: row.bank.name for row in shelves.banks_of(current_person())}
    return {
        "draws": draws,
        "gaps": {gap.draw.id: gap for gap in drawing.gaps(found, draws)},
        "bank_names": names,
        "drawn_count": sum(each.count for each in draws),
        "drawn_mark": sum(each.count * each.max_mark for each in draws),
    }
