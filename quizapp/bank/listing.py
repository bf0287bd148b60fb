"""What the lists of the bank show: the search with its filters and pages, and who wrote what."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from sqlalchemy import select

from quizapp.bank import queries
from quizapp.bank.queries import PAGE_SIZE, Found, QuestionRow
from quizapp.bank.wanted import Wanted
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.bank import Question, QuestionVersion
from quizapp.translations import gettext, ngettext
from quizapp.web.addresses import whole_number

FILTERS = tuple(field.name for field in fields(Wanted))
MOST_PAGES = 100_000


def listing(args: Mapping[str, str]) -> dict[str, Any]:
    """The page of the bank that an address asks for."""
    wanted = Wanted(**{name: args.get(name, "").replace("\0", "").strip()[:200] for name in FILTERS})
    page, found = _page(wanted, args.get("page", ""))
    pages = max(1, -(-found.total // PAGE_SIZE))
    titles = {source.id: source.title for source in queries.sources()}
    asked = {name: value for name in FILTERS if (value := getattr(wanted, name))}
    return {
        "wanted": wanted,
        "is_filtered": bool(asked),
        "found": found,
        "rows": [_row(row, titles) for row in found.rows],
        "topics": queries.topics(),
        "standards": queries.standards(),
        "titles": titles,
        "page": page,
        "pages": pages,
        "previous_url": url_for("bank.questions", **asked, page=page - 1) if page > 1 else None,
        "next_url": url_for("bank.questions", **asked, page=page + 1) if page < pages else None,
    }


def _page(wanted: Wanted, text: str) -> tuple[int, Found]:
    """The page with this number, or the last one there is."""
    page = min(MOST_PAGES, max(1, whole_number(text) or 1))
    found = queries.search(wanted, page)
    last = max(1, -(-found.total // PAGE_SIZE))
    return (page, found) if page <= last else (last, queries.search(wanted, last))


def _row(row: QuestionRow, titles: Mapping[str, str]) -> dict[str, Any]:
    sources = dict.fromkeys(fact.partition("/")[0] for fact in row.content.get("facts", ()))
    return {
        "question": row.question,
        "stem": row.content["stem"],
        "difficulty": row.content.get("difficulty", 1),
        "sources": [titles.get(source, source) for source in sources],
    }


def authors_of(versions: Sequence[QuestionVersion]) -> dict[int, str]:
    """The names of those who wrote these versions, by person id."""
    ids = {version.created_by_id for version in versions if version.created_by_id}
    people = db.session.scalars(select(Person).where(Person.id.in_(ids)))
    return {person.id: person.display_name for person in people}


def use_in_words(use: tuple[int, int]) -> str:
    """Where a question is used: In 3 quizzes, given 84 times."""
    quizzes, given = use
    if not quizzes and not given:
        return gettext("In no quiz yet.")
    where = ngettext("In one quiz", "In %(num)d quizzes", quizzes) if quizzes else gettext("In no quiz now")
    times = ngettext("given once", "given %(num)d times", given) if given else gettext("not given yet")
    return gettext("%(where)s, %(times)s.", where=where, times=times)


def used_text(question: Question) -> str:
    """What an edit of a used question is about: "Used in 3 quizzes, 84 answers."; "" for an unused one."""
    quizzes, given = queries.use_of_question(question)
    if not quizzes and not given:
        return ""
    return gettext(
        "Used in %(quizzes)s, %(answers)s.",
        quizzes=ngettext("one quiz", "%(num)d quizzes", quizzes),
        answers=ngettext("one answer", "%(num)d answers", queries.answers_to_question(question)),
    )


def status_sentence(status: str) -> str:
    """What is said after a change of status."""
    sentences = {
        "draft": gettext("This question is a draft now. Quizzes that have it keep it."),
        "ready": gettext("This question is ready to be used."),
        "retired": gettext(
            "This question is retired. Quizzes that have it keep it; new ones do not offer it."
        ),
    }
    return sentences[status]


def texts_folder() -> Path:
    """The folder of the school's own copies of articles."""
    texts: Path = current_app.extensions["settings"].texts
    return texts
