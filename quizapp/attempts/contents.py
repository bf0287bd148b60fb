"""Questions as they were given, parsed once per process.

They are kept by their digest: a version in which a typo is mended has another one, so nothing goes stale.
"""

from collections.abc import Iterable
from threading import Lock

from sqlalchemy import select

from quizapp.db import db
from quizapp.models.bank import QuestionVersion
from quizapp.questions import Question

KEPT = 5000  # versions; about 10 KB each

_kept: dict[str, Question] = {}
_lock = Lock()


def contents(wanted: Iterable[tuple[int, str]]) -> dict[int, Question]:
    """The questions of these versions, given as (version id, digest); one statement at most."""
    pairs = dict(wanted)
    found = {version: kept for version, digest in pairs.items() if (kept := _kept.get(digest))}
    fresh = _read([version for version in pairs if version not in found])
    with _lock:
        if len(_kept) + len(fresh) > KEPT:
            _kept.clear()
        _kept.update({pairs[version]: question for version, question in fresh.items()})
    return found | fresh


def _read(version_ids: list[int]) -> dict[int, Question]:
    if not version_ids:
        return {}
    query = select(QuestionVersion.id, QuestionVersion.content).where(QuestionVersion.id.in_(version_ids))
    return {version_id: Question.from_dict(content) for version_id, content in db.session.execute(query)}
