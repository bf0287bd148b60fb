"""Attempts at an assignment. `step` is only ever appended to: it is the truth about what was answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base, Moment


class Attempt(Base):
    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("assignment_id", "person_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        # A double click on Start, or two tabs, end in one open attempt.
        Index(
            "uq_attempt_open",
            "assignment_id",
            "person_id",
            unique=True,
            sqlite_where=text("handed_in_at IS NULL"),
            postgresql_where=text("handed_in_at IS NULL"),
        ),
        Index("ix_attempt_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    seed: Mapped[int]  # decides the order of options, for good
    started_at: Mapped[datetime] = mapped_column(Moment)
    handed_in_at: Mapped[datetime | None] = mapped_column(Moment)
    # True where the time ended the attempt and not the student.
    is_handed_in_by_time: Mapped[bool] = mapped_column(default=False)
    mark: Mapped[float | None]  # sum of the slots' marks, unrounded; None until handed in
    max_mark: Mapped[float]


class AttemptSlot(Base):
    __tablename__ = "attempt_slot"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)
    max_mark: Mapped[float]
    is_flagged: Mapped[bool] = mapped_column(default=False)
    is_answered: Mapped[bool | None]  # None until handed in
    fraction: Mapped[float | None]  # 0 to 1, unrounded; None until handed in


class Step(Base):
    __tablename__ = "step"
    __table_args__ = (
        ForeignKeyConstraint(["attempt_id", "slot"], ["attempt_slot.attempt_id", "attempt_slot.slot"]),
        CheckConstraint("sequence >= 1", name="sequence"),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    response: Mapped[Any] = mapped_column(JSON)  # the native response; JSON null for "cleared"
    at: Mapped[datetime] = mapped_column(Moment)
