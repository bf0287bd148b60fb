"""The teacher's hand in a running quiz: what was done, messages, who is absent, who was seen when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base, Moment

DEEDS = (
    *("time", "reopen", "hand_in", "absent", "present", "make_up", "open"),
    *("withdraw", "ended", "take_back", "resumed"),
)


class Deed(Base):
    """One thing that a teacher did to an assignment, or to one student's work in it. Only ever added."""

    __tablename__ = "deed"
    __table_args__ = (
        CheckConstraint(f"kind IN {DEEDS}", name="kind"),
        Index("ix_deed_assignment_id_at", "assignment_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # the student
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class RoomMessage(Base):
    """What a teacher says to everybody who is taking a quiz. Plain text."""

    __tablename__ = "room_message"
    __table_args__ = (Index("ix_room_message_assignment_id", "assignment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    text: Mapped[str] = mapped_column(Text)
    is_for_later: Mapped[bool]  # whether those who start afterwards see it too
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)


class Absence(Base):
    """A student who was absent when a quiz was taken. What was marked and unmarked before stands in Deed."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_person_id", "person_id"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class Presence(Base):
    """When the page of an attempt was last heard of, and at which question it stood."""

    __tablename__ = "presence"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
