"""What many students at once get: answers saved a second over raw commits, and the bell."""

import asyncio
import random
import threading
import time

from tests.benchmarks.bare import raw_connection, raw_save
from tests.benchmarks.measuring import LOOP, QUESTIONS, Row, Stage, in_turn, signed_in, steps_in
from tests.support.load import Browser

CLIENTS = 32
EVERY = 5.0  # seconds between the saves of one student


def rate(found: Stage, rounds: int, seconds: float) -> Row:
    """Answers saved a second through the app, over raw commits of the same database."""
    browsers = LOOP.run_until_complete(_all_signed_in(found, CLIENTS))
    written = 0

    def ours() -> float:
        nonlocal written
        count = LOOP.run_until_complete(_save_for(found, browsers, seconds))
        written += count
        return count / seconds

    best = 1 if found.database == "sqlite" else 16
    raw = iter(range(2, 10**6))
    mine, limit, ratio = in_turn(ours, lambda: _raw_rate(found, best, seconds, next(raw)), rounds)
    kept = steps_in(found.place)
    assert kept >= written, f"{written} acknowledged, {kept} kept"
    return Row(
        f"answers a second / raw commits, {found.database}",
        f"{mine:.0f}/s",
        f"{limit:.0f}/s",
        ratio,
        "≥ 0.40",
        f"{written} real writes, {CLIENTS} clients, {best} raw connections",
    )


async def _all_signed_in(found: Stage, count: int) -> list[tuple[Browser, int]]:
    return [await signed_in(found, index) for index in range(2, 2 + count)]


async def _save_for(found: Stage, browsers: list[tuple[Browser, int]], seconds: float) -> int:
    end = time.monotonic() + seconds

    async def student(browser: Browser, attempt: int) -> int:
        count = 0
        while time.monotonic() < end:
            slot = count % QUESTIONS + 1
            message = {"sequence": found.next_sequence(attempt, slot), "response": count % 3}
            answer = await browser.ask("PUT", f"/attempts/{attempt}/slots/{slot}", message)
            assert answer.status == 200, answer.status
            count += 1
        return count

    return sum(await asyncio.gather(*(student(*each) for each in browsers)))


def _raw_rate(found: Stage, connections: int, seconds: float, first: int) -> float:
    """Commits of one answer a second with the raw driver, on so many connections."""
    end, counts = time.monotonic() + seconds, [0] * connections

    def commit(index: int) -> None:
        connection = raw_connection(found.twin.settings.database_url)
        attempt = found.attempts[index][1]
        while time.monotonic() < end:
            slot, sequence = counts[index] % QUESTIONS + 1, first * 10**4 + counts[index] // QUESTIONS
            raw_save(connection, attempt, slot, sequence, counts[index] % 3)
            counts[index] += 1
        connection.close()

    threads = [threading.Thread(target=commit, args=(index,)) for index in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def bell(found: Stage, students: int, within: float, lasting: float) -> Row:
    """Students start within a minute and save every 5 s, whether or not the server keeps up."""
    before = steps_in(found.place)
    times, errors = LOOP.run_until_complete(_bell(found, students, within, lasting))
    written = steps_in(found.place) - before
    ranked = sorted(times)
    p50, p95, p99 = (ranked[int(len(ranked) * share)] * 1000 for share in (0.5, 0.95, 0.99))
    note = (
        f"median {p50:.0f} ms, p99 {p99:.0f} ms, {errors} errors, {len(times)} saves, {written} real writes"
    )
    return Row(
        f"the bell, {students} students, {found.database}: p95 of a save",
        f"{p95:.0f} ms",
        "",
        None,
        "≤ 100 ms",
        note,
    )


async def _bell(found: Stage, students: int, within: float, lasting: float) -> tuple[list[float], int]:
    begin, chance = asyncio.get_running_loop().time(), random.Random(5)
    times: list[float] = []
    errors = 0

    async def student(index: int, starts: float) -> None:
        nonlocal errors
        loop = asyncio.get_running_loop()
        await asyncio.sleep(starts)
        browser, attempt = await signed_in(found, index)
        due, count = begin + starts + EVERY, 0
        while due < begin + within + lasting:
            await asyncio.sleep(max(0.0, due - loop.time()))
            slot = count % QUESTIONS + 1
            message = {"sequence": found.next_sequence(attempt, slot), "response": count % 3}
            try:
                answer = await browser.ask("PUT", f"/attempts/{attempt}/slots/{slot}", message)
                errors += answer.status != 200
            except (OSError, asyncio.IncompleteReadError):
                errors += 1
                browser.close()
            times.append(loop.time() - due)  # from when it was due: a queue is not hidden
            due, count = due + EVERY, count + 1
        browser.close()

    await asyncio.gather(*(student(index, chance.uniform(0, within)) for index in range(students)))
    return times, errors
