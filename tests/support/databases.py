"""Databases of a PostgreSQL server for the tests."""

from sqlalchemy import Engine, create_engine, make_url, text

from quizapp.db import Base
from quizapp.models.bank import SCHOOL_BANK

NUMBERS_FROM_1 = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
FROM pg_sequences WHERE last_value IS NOT NULL
"""


def fresh_database(server: str, name: str) -> str:
    """Make an empty database on this server, in place of one of that name; returns its address."""
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return address.set(database=name).render_as_string(hide_password=False)


def empty_all_tables(engine: Engine) -> None:
    """Leave the structure and the school's own bank, and every number beginning at 1 again.

    TRUNCATE makes new files for every table and index, 50 ms a test; most tests fill a handful of tables.
    """
    tables = [f'"{table.name}"' for table in reversed(Base.metadata.sorted_tables)]
    with engine.begin() as connection:
        looks = " UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in tables)
        filled = set(connection.execute(text(looks)).scalars())
        for name in tables:
            if name in filled:
                connection.execute(text(f"DELETE FROM {name}"))
        connection.execute(text(NUMBERS_FROM_1))
        bank = "INSERT INTO question_bank (name, for_all, created_at) VALUES ('School bank', 'edit', now())"
        made = connection.scalar(text(f"{bank} RETURNING id"))
        assert made == SCHOOL_BANK
