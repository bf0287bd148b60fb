"""Questions as they were given, parsed once per process. A version never changes: nothing goes stale."""

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
    missing = [version_id for version_id, digest in pairs.items() if digest not in _kept]
    fresh = _read(missing) if missing else {}
    with _lock:
        if len(_kept) + len(fresh) > KEPT:
            _kept.clear()
        _kept.update({pairs[version_id]: question for version_id, question in fresh.items()})
        return {
            version_id: fresh[version_id] if version_id in fresh else _kept[digest]
            for version_id, digest in pairs.items()
        }


def _read(version_ids: list[int]) -> dict[int, Question]:
    query = select(QuestionVersion.id, QuestionVersion.content).where(QuestionVersion.id.in_(version_ids))
    return {version_id: Question.from_dict(content) for version_id, content in db.session.execute(query)}
