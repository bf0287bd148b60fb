"""What single students are given beside the terms of their class, and wrong access codes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base, Moment


class Accommodation(Base):
    """Standing for the student where `assignment_id` is None, else for one assignment; see terms.py."""

    __tablename__ = "accommodation"
    __table_args__ = (
        UniqueConstraint("person_id", "assignment_id"),
        Index(
            "uq_accommodation_standing",
            "person_id",
            unique=True,
            sqlite_where=text("assignment_id IS NULL"),
            postgresql_where=text("assignment_id IS NULL"),
        ),
        CheckConstraint("time_percent BETWEEN 101 AND 500", name="time_percent"),
        CheckConstraint("extra_minutes BETWEEN 1 AND 1440", name="extra_minutes"),
        CheckConstraint("extra_attempts BETWEEN 0 AND 20", name="extra_attempts"),
        CheckConstraint(
            "(CASE WHEN time_percent IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN extra_minutes IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN has_no_timer THEN 1 ELSE 0 END) <= 1",
            name="one_kind_of_time",
        ),
        CheckConstraint(
            "assignment_id IS NOT NULL OR (opens_at IS NULL AND due_at IS NULL AND closes_at IS NULL)",
            name="dates",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    time_percent: Mapped[int | None]  # of the limit, above 100
    extra_minutes: Mapped[int | None]
    has_no_timer: Mapped[bool] = mapped_column(default=False)
    extra_attempts: Mapped[int] = mapped_column(default=0)
    reads_aloud: Mapped[bool] = mapped_column(default=False)
    has_larger_text: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)


class WrongCode(Base):
    """An access code that a student typed and that was not right; many in a short time make a pause."""

    __tablename__ = "wrong_code"
    __table_args__ = (Index("ix_wrong_code_person_id_assignment_id", "person_id", "assignment_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
