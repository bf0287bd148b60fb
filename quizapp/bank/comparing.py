"""Two teachers edited one question: what differs, field by field, and either side to be taken.

Values are those of a form (`editing.values_of`). Rows are compared one by one where both sides have as many,
else their list as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from quizapp.bank.actions import digest_of
from quizapp.bank.editing import Native, leveled
from quizapp.db import db
from quizapp.models.bank import MendedVersion, Question, QuestionVersion
from quizapp.questions import Question as Content
from quizapp.web.addresses import whole_number

if TYPE_CHECKING:
    from quizapp.bank.forms import QuestionForm
    from quizapp.bank.forms.fields import Values

# How many characters of a digest name what stood in the bank.
DIGEST = 12
SIDES = ("theirs", "mine")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field on which the two do not agree; `taken` is the side that stands in the form now, or ""."""

    name: str  # "stem", or "options-1" for the second row
    theirs: Any
    mine: Any
    taken: str


def stands(version: QuestionVersion, status: str) -> str:
    """A name for what stands in the bank: it changes with every version, mended typo and status."""
    return f"{version.number}-{version.digest[:DIGEST]}-{status}"


def content_that_stood(question: Question, name: str) -> Native | None:
    """The native question that `stands` named once; None where that can no longer be told."""
    number, _, rest = name.partition("-")
    digest, _, status = rest.partition("-")
    known = whole_number(number)
    if known is None or len(digest) != DIGEST:
        return None
    query = select(QuestionVersion).where(
        QuestionVersion.question_id == question.id, QuestionVersion.number == known
    )
    version = db.session.scalar(query)
    if version is None:
        return None
    if version.digest.startswith(digest):
        return version.content | {"status": status}
    earlier = select(MendedVersion.content_before).where(MendedVersion.question_version_id == version.id)
    for content in db.session.scalars(earlier):
        if digest_of(Content.from_dict(content)).startswith(digest):
            return dict(content) | {"status": status}
    return None


def merged(form: type["QuestionForm"], base: "Values | None", theirs: "Values", mine: "Values") -> "Values":
    """What the form shows at first: theirs where only they changed something, else what was typed."""
    if base is None:
        return mine
    by_rows = _have_same_rows(form, base, theirs, mine)
    before, other, own = (_parts(form, values, by_rows) for values in (base, theirs, mine))
    chosen = mine
    for name in own:
        if own[name] == before.get(name) != other.get(name):
            chosen = taken(form, chosen, name, other.get(name))
    return chosen


def differences(
    form: type["QuestionForm"], theirs: "Values", mine: "Values", now: "Values"
) -> list[Difference]:
    """Where the two sides differ, in the order of the fields; `now` is what the form shows."""
    by_rows = _have_same_rows(form, theirs, mine)
    other, own = _parts(form, theirs, by_rows), _parts(form, mine, by_rows)
    shown = _parts(form, now, by_rows)
    return [
        Difference(name, other[name], own[name], _side(shown.get(name), other[name], own[name]))
        for name in own
        if name in other and own[name] != other[name]
    ]


def taken(form: type["QuestionForm"], values: "Values", name: str, value: Any) -> "Values":
    """The values with this one in place of the field or row `name`."""
    list_name, _, place = name.rpartition("-")
    if not form.rows or list_name != form.rows:
        return values | {name: value}
    rows = list(values[form.rows])
    rows[int(place) : int(place) + 1] = [value]
    return values | {form.rows: rows}


def _side(now: Any, theirs: Any, mine: Any) -> str:
    return "theirs" if now == theirs else "mine" if now == mine else ""


def _have_same_rows(form: type["QuestionForm"], *sides: "Values") -> bool:
    return len({len(values.get(form.rows, ())) for values in sides}) == 1 if form.rows else False


def _parts(form: type["QuestionForm"], values: "Values", by_rows: bool) -> dict[str, Any]:
    """The values by the names of differences, in one spelling of line breaks and without the version."""
    level: Mapping[str, Any] = leveled(values)
    parts = {name: value for name, value in level.items() if name not in ("version", form.rows)}
    parts["facts"] = sorted(level.get("facts") or ())  # in whatever order they were ticked
    if not form.rows:
        return parts
    if not by_rows:
        return parts | {form.rows: level[form.rows]}
    return parts | {f"{form.rows}-{place}": row for place, row in enumerate(level[form.rows])}
