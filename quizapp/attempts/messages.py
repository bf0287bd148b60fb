"""What a teacher says to everybody who is taking a quiz, as its student meets it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from quizapp.attempts.queries import HeadRow
from quizapp.db import db
from quizapp.models.supervision import RoomMessage
from quizapp.translations.times import clock_time


def shown_messages(head: HeadRow) -> list[dict[str, Any]]:
    """The messages to this attempt, the newest first, with their time in the time zone of the class.

    No statement where nothing was ever said; else one.
    """
    if not head.has_messages:
        return []
    zone = head.time_zone
    return [{"id": row.id, "time": clock_time(row.at, zone), "text": row.text} for row in _messages_to(head)]


def _messages_to(head: HeadRow) -> Sequence[RoomMessage]:
    return db.session.scalars(
        select(RoomMessage)
        .where(
            RoomMessage.assignment_id == head.assignment_id,
            RoomMessage.taken_back_at.is_(None),
            or_(RoomMessage.at >= head.started_at, RoomMessage.is_for_later),
        )
        .order_by(RoomMessage.id.desc())
    ).all()
