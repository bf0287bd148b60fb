"""What the lists of the bank show: the search with its filters and pages, and who wrote what."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from markupsafe import Markup
from sqlalchemy import select

from quizapp.bank import queries, shelves
from quizapp.bank.queries import PAGE_SIZE, Found, QuestionRow
from quizapp.bank.wanted import MOST_FOUND, Wanted
from quizapp.bank.words import KINDS
from quizapp.db import db
from quizapp.models.accounts import Person
from quizapp.models.bank import QuestionVersion
from quizapp.translations import gettext, ngettext
from quizapp.web.addresses import whole_number
from quizapp.web.text import inline_markdown

FILTERS = tuple(field.name for field in fields(Wanted))
MOST_PAGES = 100_000


def listing(args: Mapping[str, str], looker: Person) -> dict[str, Any]:
    """The page of the banks that this teacher may use which an address asks for."""
    banks = shelves.banks_of(looker)
    ids = [row.bank.id for row in banks]
    wanted = Wanted(**{name: args.get(name, "").replace("\0", "").strip()[:200] for name in FILTERS})
    page, found = _page(wanted, args.get("page", ""), ids)
    pages = max(1, -(-found.total // PAGE_SIZE))
    titles = {source.id: source.title for source in queries.sources()}
    asked = {name: value for name in FILTERS if (value := getattr(wanted, name))}
    return {
        "wanted": wanted,
        "is_filtered": bool(asked),
        "found": found,
        "rows": [_row(row, titles) for row in found.rows],
        "topics": queries.topics(ids),
        "banks": {row.bank.id: row.bank.name for row in banks},
        "editable": {row.bank.id: row.bank.name for row in banks if row.may_edit},
        "most": MOST_FOUND,
        "standards": queries.standards(),
        "titles": titles,
        "page": page,
        "pages": pages,
        "previous_url": url_for("bank.questions", **asked, page=page - 1) if page > 1 else None,
        "next_url": url_for("bank.questions", **asked, page=page + 1) if page < pages else None,
    }


def _page(wanted: Wanted, text: str, banks: Sequence[int]) -> tuple[int, Found]:
    """The page with this number, or the last one there is."""
    page = min(MOST_PAGES, max(1, whole_number(text) or 1))
    found = queries.search(wanted, page, banks=banks)
    last = max(1, -(-found.total // PAGE_SIZE))
    return (page, found) if page <= last else (last, queries.search(wanted, last, banks=banks))


def _row(row: QuestionRow, titles: Mapping[str, str]) -> dict[str, Any]:
    sources = dict.fromkeys(fact.partition("/")[0] for fact in row.content.get("facts", ()))
    return {
        "question": row.question,
        "stem": row.content["stem"],
        "difficulty": row.content.get("difficulty", 1),
        "sources": [titles.get(source, source) for source in sources],
    }


def alike_heading(count: int) -> str:
    """What stands over questions that ask nearly the same."""
    return ngettext(
        "One question of the bank asks nearly the same",
        "%(num)d questions of the bank ask nearly the same",
        count,
    )


def alike_entry(row: QuestionRow) -> dict[str, str]:
    """One of them, as the editor's script shows it."""
    return {
        "stem": Markup(inline_markdown(row.content["stem"])).striptags(),
        "url": url_for("bank.question", question_id=row.question.id),
        "about": f"{KINDS[row.question.kind]} · {row.question.topic}",
    }


def authors_of(versions: Sequence[QuestionVersion]) -> dict[int, str]:
    """The names of those who wrote these versions, by person id."""
    ids = {version.created_by_id for version in versions if version.created_by_id}
    people = db.session.scalars(select(Person).where(Person.id.in_(ids)))
    return {person.id: person.display_name for person in people}


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
