"""What the benchmarks share: a school and its bare twin, rounds in turn, medians, real writes."""

import asyncio
import os
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from quizapp.db import db
from quizapp.models.attempts import Step
from tests.benchmarks import bare
from tests.support import school
from tests.support.databases import fresh_database
from tests.support.load import Browser
from tests.support.serving import (
    TOKEN,
    School,
    Server,
    cookie_of,
    free_port,
    make_school,
    server_of,
    serving,
    start_all,
)

QUESTIONS = 20


@dataclass(frozen=True)
class Row:
    """One line of the table. `ratio` is ours over the bare limit in the same run, None without a limit."""

    name: str
    ours: str
    limit: str
    ratio: float | None
    aim: str
    notes: str = ""


@dataclass
class Stage:
    """A school on a server, and the bare app beside it on a database of the same kind and content."""

    place: School
    twin: School
    ours: Server
    bare: Server
    attempts: list[tuple[int, int]]
    browsers: list[Browser] = field(default_factory=list)
    sequences: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def database(self) -> str:
        return self.place.settings.database_url.split(":")[0].split("+")[0]

    def next_sequence(self, attempt: int, slot: int) -> int:
        key = (attempt, slot)
        self.sequences[key] = self.sequences.get(key, 0) + 1
        return self.sequences[key]


@contextmanager
def stage(students: int, postgres: str | None = None, workers: int = 1) -> Iterator[Stage]:
    """Both servers running, every student with a started attempt."""
    contents = [school.single_choice(f"q{n}") for n in range(QUESTIONS)]
    with ExitStack() as stack:
        places = []
        for name in ("ours", "bare"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="civics-bench-")))
            address = fresh_database(postgres, f"civics_bench_{name}") if postgres else None
            places.append(make_school(folder, contents, students, address))
        attempts, _ = (place.run(start_all, place.taking) for place in places)
        ours = server_of(places[0], QUIZAPP_WORKERS=str(workers))
        port = free_port()
        environment = {
            "BARE_PORT": str(port),
            "BARE_DATABASE": places[1].settings.database_url,
            "QUIZAPP_WORKERS": str(workers),
            "PYTHONPATH": os.getcwd(),
        }
        other = Server(port, environment, bare.SERVE)
        stack.enter_context(serving(ours))
        stack.enter_context(serving(other))
        yield Stage(*places, ours, other, attempts)
        for place in places:
            with place.app.app_context():
                db.engine.dispose()


def steps_in(place: School) -> int:
    """The answers that are really in the database."""
    return int(place.run(lambda: db.session.scalar(select(func.count()).select_from(Step))))


async def signed_in(found: Stage, index: int) -> tuple[Browser, int]:
    """A student's browser with the token of a question page; and the attempt."""
    person, attempt = found.attempts[index]
    browser = Browser(found.place.settings.port, cookie_of(found.place.app, person))
    page = await browser.ask("GET", f"/attempts/{attempt}/questions/1")
    token = TOKEN.search(page.body.decode())
    assert token, page.status
    browser.token = token[1]
    return browser, attempt


def in_turn(ours: Callable[[], float], limit: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Both by turns; returns the medians of both, and the median of the ratios of each round."""
    pairs = [(ours(), limit()) for _ in range(rounds)]
    ratio = statistics.median(mine / other for mine, other in pairs)
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs), ratio


def cpu_per_request(server: Server, ask: Callable[[], Awaitable[object]], count: int) -> float:
    """Microseconds of processor time that the server takes for one of `count` requests in a row."""

    async def run() -> None:
        for _ in range(count):
            await ask()

    before = server.cpu_seconds()
    LOOP.run_until_complete(run())
    return (server.cpu_seconds() - before) / count * 1e6


LOOP = asyncio.new_event_loop()
