"""The question bank: sources with their facts, questions with their versions, and who shares which bank."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base, Moment

# The school's own bank, which the files are loaded into. The migration that made banks stored it.
SCHOOL_BANK = 1


def lot_of(ref: str) -> int:
    """The place (0 to 2^31 - 1) that chance gave a question among all others, by its id in native files."""
    return int.from_bytes(hashlib.blake2b(ref.encode(), digest_size=4).digest()) >> 1


class QuestionBank(Base):
    """Questions that belong together: the school's (no owner), or those of a teacher or a department."""

    __tablename__ = "question_bank"
    __table_args__ = (CheckConstraint("for_all IN ('none', 'use', 'edit')", name="for_all"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # What every teacher of the school may do with its questions; "use": read them and put them in quizzes.
    for_all: Mapped[str] = mapped_column(String(10), default="none")
    created_at: Mapped[datetime] = mapped_column(Moment)


class BankShare(Base):
    """A colleague with whom a bank is shared, and what they may do with it."""

    __tablename__ = "bank_share"
    __table_args__ = (CheckConstraint("may IN ('use', 'edit')", name="may"),)

    bank_id: Mapped[int] = mapped_column(ForeignKey("question_bank.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    may: Mapped[str] = mapped_column(String(10))


class Source(Base):
    __tablename__ = "source"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    publisher: Mapped[str] = mapped_column(String(200), default="")
    published: Mapped[str] = mapped_column(String(40), default="")  # EDTF
    language: Mapped[str] = mapped_column(String(20), default="en")


class Fact(Base):
    __tablename__ = "fact"

    id: Mapped[str] = mapped_column(String(160), primary_key=True)  # source/fact
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"), index=True)
    position: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)  # the native form
    # A fact that left its sheet stays for the questions that still cite it.
    is_retired: Mapped[bool] = mapped_column(default=False)
    # The digest of the sheet's content when it was last loaded; None for facts written in the app. A sheet
    # that has not changed since then does not undo what a teacher corrected.
    file_digest: Mapped[str | None] = mapped_column(String(64))
    # Whether it expires or gives way to another, so that what rests on such facts is found.
    has_end: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
    # The last correction, as readers are told of it; all of them are rows of fact_change.
    corrected_at: Mapped[datetime | None] = mapped_column(Moment)
    said_before: Mapped[str | None] = mapped_column(Text)


class FactChange(Base):
    """One change of what a fact says: what stood there before, who changed it and why. Only ever added."""

    __tablename__ = "fact_change"
    __table_args__ = (CheckConstraint("cause IN ('corrected', 'ended', 'written', 'file')", name="cause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[str] = mapped_column(ForeignKey("fact.id"), index=True)
    cause: Mapped[str] = mapped_column(String(10))
    # The native form; None where the fact was written.
    content_before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    content_after: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: a fact sheet


class Question(Base):
    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'ready', 'retired')", name="status"),
        CheckConstraint("version >= 1", name="version"),
        Index("ix_question_topic_status", "topic", "status"),
        # The list of a bank, whole and by kind and difficulty, in its order; what waits for somebody to look.
        Index("ix_question_listing", "bank_id", "status", "topic", "ref"),
        Index("ix_question_of_kind", "bank_id", "status", "kind", "topic", "ref"),
        Index("ix_question_of_difficulty", "bank_id", "status", "difficulty", "topic", "ref"),
        Index(
            "ix_question_to_check",
            *("bank_id", "status", "topic", "ref"),
            sqlite_where=text("needs_check IS 1"),
            postgresql_where=text("needs_check IS true"),
        ),
        # Drawing: some questions from any place on, of a topic or of all.
        Index("ix_question_draw", "bank_id", "status", "topic", "lot", "kind", "difficulty"),
        Index("ix_question_draw_any", "bank_id", "status", "lot", "kind", "difficulty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(120), unique=True)  # the id in the native file
    # Never empty; SQLite adds no column that refers to a table and must be filled.
    bank_id: Mapped[int] = mapped_column(ForeignKey("question_bank.id"), default=SCHOOL_BANK, nullable=True)
    topic: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)  # the number of the current version
    difficulty: Mapped[int] = mapped_column(default=1, server_default="1")  # of the current version
    # Somebody should look at it again: proofreading found something, or what it rests on has changed.
    needs_check: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Where it stands among all questions when some are drawn; see lot_of.
    lot: Mapped[int] = mapped_column(
        default=lambda made: lot_of(made.get_current_parameters()["ref"]), server_default="0"
    )
    # The digest of the file's content when it was last loaded; None for questions written in the app. A file
    # that has not changed since then does not undo what a teacher edited.
    file_digest: Mapped[str | None] = mapped_column(String(64))
    search_text: Mapped[str] = mapped_column(Text)  # folded stem, answers and tags of the current version
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class QuestionVersion(Base):
    __tablename__ = "question_version"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)  # the native form
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the content; equal means the same question
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class MendedVersion(Base):
    """A typo that was mended in a version that students may have been given: what stood there before."""

    __tablename__ = "mended_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)
    content_before: Mapped[dict[str, Any]] = mapped_column(JSON)  # the native form
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class QuestionStandard(Base):
    """The standards of the current version, so that a question is found by them."""

    __tablename__ = "question_standard"

    standard: Mapped[str] = mapped_column(String(80), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, index=True)


class QuestionFact(Base):
    __tablename__ = "question_fact"

    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), primary_key=True)
    fact_id: Mapped[str] = mapped_column(ForeignKey("fact.id"), primary_key=True, index=True)


class QuestionImage(Base):
    """Which image a version shows, so that whoever may see the one may see the other."""

    __tablename__ = "question_image"

    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(80), index=True)  # its name in the folder of images


class ImageUpload(Base):
    """Who uploaded an image: they see it in the editor before a question has it."""

    __tablename__ = "image_upload"

    file: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(Moment)


class BulkChange(Base):
    """What one change to many questions did to one of them, so that it can be undone."""

    __tablename__ = "bulk_change"
    __table_args__ = (Index("ix_bulk_change_person_id_at", "person_id", "at"),)

    batch: Mapped[str] = mapped_column(String(40), primary_key=True)  # by chance, the same for all of them
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    before_version: Mapped[int]
    before_status: Mapped[str] = mapped_column(String(10))
    before_bank_id: Mapped[int] = mapped_column(default=SCHOOL_BANK, server_default="1")
    after_version: Mapped[int]
    after_status: Mapped[str] = mapped_column(String(10))
    after_bank_id: Mapped[int] = mapped_column(default=SCHOOL_BANK, server_default="1")
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
