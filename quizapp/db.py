"""The SQLAlchemy object, and what each database needs; SQLite to keep every answer that was acknowledged.

SQLite runs in WAL mode with synchronous FULL, so that a commit is on disk before it is acknowledged.
A transaction that may write says BEGIN IMMEDIATE: one that reads first and writes later would fail with
"database is locked" when two do so at once. A request that only reads says BEGIN and never waits.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

BUSY_TIMEOUT_MS = 5000
RANDOM_PAGE_COST = 1.1
# SQLite 3.7.0 to 3.51.2 can damage a database in WAL mode when it is reset (fixed in 3.51.3).
FIRST_SAFE_SQLITE = (3, 51, 3)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

_only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)


@contextmanager
def only_reading(only_reads: bool = True) -> Iterator[None]:
    """Transactions begun inside do not write, so that they never wait for a writer."""
    token = _only_reads.set(only_reads)
    try:
        yield
    finally:
        _only_reads.reset(token)


@contextmanager
def reading() -> Iterator[None]:
    """A read before the write of a request: takes no lock, and leaves the database free at its end.

    What was read is read again where it is used afterwards, unless it was expunged.
    """
    with only_reading():
        yield
        db.session.rollback()


@contextmanager
def writing() -> Iterator[None]:
    """A write inside a request that otherwise only reads: ends the read, writes, commits, reads on."""
    db.session.rollback()
    with only_reading(False):
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


class Moment(TypeDecorator[datetime]):
    """A moment in time: aware datetimes in UTC go in and come out, on every database."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def sqlite_driver() -> ModuleType:
    """The SQLite driver to use: Python's own where it is free of the WAL fault, else pysqlite3's."""
    if sqlite3.sqlite_version_info >= FIRST_SAFE_SQLITE:
        return sqlite3
    import pysqlite3.dbapi2

    return pysqlite3.dbapi2  # type: ignore[no-any-return]


def engine_options(database_url: str) -> dict[str, Any]:
    """Options of create_engine for this address."""
    if not database_url.startswith("sqlite"):
        return {"pool_pre_ping": True}
    return {"module": sqlite_driver(), "connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000}}


def prepare_engine(engine: Engine) -> None:
    """Attach what each database needs to every connection and transaction of `engine`."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # A school's database lies in memory or on a disk without heads: PostgreSQL's default says that a page
    # somewhere else costs four times the next one, and then reads whole tables where an index would do
    # (postgresql.org/docs/current/runtime-config-query.html#GUC-RANDOM-PAGE-COST).
    connection.execute(f"SET random_page_cost = {RANDOM_PAGE_COST}")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is off; ours is below
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN" if _only_reads.get() else "BEGIN IMMEDIATE")
