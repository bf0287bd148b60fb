"""Questions of the bank that ask nearly what somebody is writing."""

from collections.abc import Collection

from sqlalchemy import select

from quizapp.bank import fulltext
from quizapp.bank.queries import QuestionRow, with_content
from quizapp.bank.wanted import IN_USE
from quizapp.db import db
from quizapp.models.bank import Question, QuestionVersion
from quizapp.proofreading.similar import NEAR, shingles, similarity

__all__ = ["NEAR", "alike"]

# An editor shows more than proofreading complains of: the writer sees at a glance what is meant.
SHOWN_FROM = 0.6
MOST_SHOWN = 5
# So many of the best finds of a search are compared, and by so many words.
COMPARED = 40
WORDS = 8


def alike(
    stem: str, but: int | None, least: float = SHOWN_FROM, banks: Collection[int] | None = None
) -> list[QuestionRow]:
    """The questions of these banks (None: of all) whose stems share this much with `stem`.

    The most alike come first; not the one with id `but`. Only the best finds of a search for the longest
    words of the stem are compared, so that the size of the bank does not matter.
    """
    words = sorted(set(fulltext.parted(stem).split()), key=lambda word: (-len(word), word))[:WORDS]
    if not words:
        return []
    terms = [fulltext.Term((word,)) for word in words]
    query = fulltext.narrow_to_any(with_content(select(Question, QuestionVersion.content)), terms)
    query = query.where(Question.status.in_(IN_USE), Question.id != (but or 0))
    if banks is not None:
        query = query.where(Question.bank_id.in_(banks))
    fulltext.look_up()
    rows = db.session.execute(query.order_by(fulltext.rank(terms)).limit(COMPARED))
    own = shingles(stem)
    found = [
        (share, QuestionRow(question, content))
        for question, content in rows
        if (share := similarity(own, shingles(content["stem"]))) >= least
    ]
    return [row for _, row in sorted(found, key=lambda pair: -pair[0])[:MOST_SHOWN]]
