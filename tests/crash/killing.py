"""Many clients save over HTTP while the server is killed at random moments: every acknowledged answer is
there.

`python -m tests.crash.killing` kills 50 times on SQLite and 50 times on PostgreSQL and prints the figures.
"""

import argparse
import http.client
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from quizapp.db import db
from quizapp.models.attempts import Step
from tests.support import postgres, school
from tests.support.databases import fresh_database
from tests.support.serving import Client, School, Server, cookie_of, make_school, server_of, start_all
from tests.support.taking import on_page

SLOTS = 5
Key = tuple[int, int, int]  # attempt, slot, sequence


@dataclass
class Log:
    """What the clients sent and heard."""

    sent: dict[Key, int] = field(default_factory=dict)
    acknowledged: set[Key] = field(default_factory=set)
    resent: int = 0
    refused: list[tuple[Key, int]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Figures:
    """The outcome. `doubled` counts messages that left more than one row, or rows that nobody sent."""

    database: str
    kills: int
    acknowledged: int
    resent: int
    rows: int
    lost: int
    doubled: int
    refused: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.database:>10}: {self.kills} kills, {self.acknowledged} acknowledged, {self.lost} lost, "
            f"{self.doubled} doubled, {self.rows} rows written, {self.resent} resent, "
            f"{self.refused} refused, {self.seconds:.0f} s"
        )


def _save(client: Client, attempt: int, log: Log) -> None:
    """A student who answers on and on, and resends with the same number until the server has answered."""
    chance = random.Random(attempt)
    sequences = dict.fromkeys(range(1, SLOTS + 1), 0)
    while not log.is_over.is_set():
        slot = chance.randint(1, SLOTS)
        sequences[slot] += 1
        key, response = (attempt, slot, sequences[slot]), chance.randint(0, 2)
        log.sent[key] = response
        _until_answered(client, key, response, log)
    client.close()


def _until_answered(client: Client, key: Key, response: int, log: Log) -> None:
    attempt, slot, sequence = key
    while not log.is_over.is_set():
        try:
            if not client.token:
                client.open(f"/attempts/{attempt}/questions/{slot}")
            message = {"sequence": sequence, "response": response}
            status, _ = client.ask("PUT", f"/attempts/{attempt}/slots/{slot}", message)
        except (OSError, http.client.HTTPException):
            log.resent += 1
            time.sleep(0.05)
            continue
        if status == 200:
            log.acknowledged.add(key)
        else:
            log.refused.append((key, status))
        if status < 500:
            return


def crash(place: School, kills: int, clients: int, seed: int = 1) -> Figures:
    """Kill the server so many times between 0.1 and 0.6 s after it is up; returns what came of it."""
    log, server = Log(), server_of(place)
    attempts = place.run(start_all, place.taking)
    began = time.monotonic()
    server.start()
    threads = [
        threading.Thread(
            target=_save, args=(Client(place.settings.port, cookie_of(place.app, person)), attempt, log)
        )
        for person, attempt in attempts[:clients]
    ]
    for thread in threads:
        thread.start()
    _kill_again_and_again(server, kills, random.Random(seed))
    log.is_over.set()
    for thread in threads:
        thread.join()
    server.kill()
    return _figures(place, log, kills, time.monotonic() - began)


def _kill_again_and_again(server: Server, kills: int, chance: random.Random) -> None:
    for _ in range(kills):
        time.sleep(chance.uniform(0.1, 0.6))
        server.kill()
        server.start()
    time.sleep(0.5)


def _rows() -> list[tuple[int, int, int, int]]:
    """What is in the database, each response as its page sent it."""
    columns = select(Step.attempt_id, Step.slot, Step.sequence, Step.response)
    return [(*row[:3], on_page(row[0], row[1], row[3])) for row in db.session.execute(columns).all()]


def _figures(place: School, log: Log, kills: int, seconds: float) -> Figures:
    rows = place.run(_rows)
    held = {row[:3]: row[3] for row in rows}
    lost = [key for key in log.acknowledged if held.get(key) != log.sent[key]]
    strange = [key for key, response in held.items() if log.sent.get(key) is None]
    return Figures(
        database=place.settings.database_url.split(":")[0].split("+")[0],
        kills=kills,
        acknowledged=len(log.acknowledged),
        resent=log.resent,
        rows=len(rows),
        lost=len(lost),
        doubled=len(rows) - len(held) + len(strange),
        refused=len(log.refused),
        seconds=seconds,
    )


@contextmanager
def crash_school(students: int, database: str | None = None) -> Iterator[School]:
    """A school for the crash; `database` is the address of a PostgreSQL server."""
    contents = [school.single_choice(f"q{n}") for n in range(SLOTS)]
    address = fresh_database(database, "civics_crash") if database else None
    with tempfile.TemporaryDirectory(prefix="civics-crash-") as folder:
        place = make_school(Path(folder), contents, students, address)
        yield place
        with place.app.app_context():
            db.engine.dispose()


def _server(database: str) -> AbstractContextManager[str | None]:
    return postgres.server() if database == "postgresql" else nullcontext(None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--databases", nargs="*", default=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    found = []
    for database in chosen.databases:
        with _server(database) as address, crash_school(chosen.clients, address) as place:
            found.append(crash(place, chosen.kills, chosen.clients))
            print(found[-1], flush=True)
    return int(any(figures.lost or figures.doubled or figures.refused for figures in found))


if __name__ == "__main__":
    raise SystemExit(main())
