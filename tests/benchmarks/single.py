"""What one request costs: the question page over Flask "hello", a save over the raw driver; a journey."""

from typing import Any

from sqlalchemy import event

from quizapp.db import db
from tests.benchmarks.measuring import (
    LOOP,
    QUESTIONS,
    Row,
    Stage,
    cpu_per_request,
    in_turn,
    signed_in,
    steps_in,
)
from tests.support.load import Answer, Browser
from tests.support.serving import TOKEN, cookie_of


def question_page(found: Stage, rounds: int, count: int) -> Row:
    """Processor time of the question page over Flask that says hello."""
    browser, attempt = LOOP.run_until_complete(signed_in(found, 0))
    plain = Browser(found.bare.port)
    number = iter(range(10**9))

    async def page() -> None:
        answer = await browser.ask("GET", f"/attempts/{attempt}/questions/{next(number) % QUESTIONS + 1}")
        assert answer.status == 200

    async def hello() -> None:
        assert (await plain.ask("GET", "/hello")).body == b"hello"

    ours, limit, ratio = in_turn(
        lambda: cpu_per_request(found.ours, page, count),
        lambda: cpu_per_request(found.bare, hello, count),
        rounds,
    )
    return Row("question page / Flask hello", f"{ours:.0f} µs", f"{limit:.0f} µs", ratio, "≤ 3")


def save(found: Stage, rounds: int, count: int) -> Row:
    """Processor time of a durable save over the raw driver in a bare Flask function."""
    browser, attempt = LOOP.run_until_complete(signed_in(found, 1))
    plain = Browser(found.bare.port)
    slots = iter(range(10**9))

    async def put(to: Browser, attempt: int, offset: int) -> Answer:
        slot = next(slots) % QUESTIONS + 1
        message = {"sequence": found.next_sequence(attempt + offset, slot), "response": slot % 3}
        return await to.ask("PUT", f"/attempts/{attempt}/slots/{slot}", message)

    async def ours_put() -> None:
        assert (await put(browser, attempt, 0)).status == 200

    async def bare_put() -> None:
        assert (await put(plain, attempt, 10**6)).status == 200

    ours, limit, ratio = in_turn(
        lambda: cpu_per_request(found.ours, ours_put, count),
        lambda: cpu_per_request(found.bare, bare_put, count),
        rounds,
    )
    written = (steps_in(found.place), steps_in(found.twin))
    assert written == (rounds * count, rounds * count), f"not every save was a write: {written}"
    note = f"{sum(written)} real writes"
    return Row(
        f"save / raw driver in Flask, {found.database}",
        f"{ours:.0f} µs",
        f"{limit:.0f} µs",
        ratio,
        "≤ 1.6",
        note,
    )


async def _journey(found: Stage, index: int) -> int:
    """A student's way through the quiz as the page's script goes it; returns the number of requests."""
    person, attempt = found.attempts[index]
    browser = Browser(found.place.settings.port, cookie_of(found.place.app, person))
    assignment = found.place.taking.assignment
    count = 0

    async def ask(method: str, address: str, body: Any = None) -> bytes:
        nonlocal count
        count += 1
        answer = await browser.ask(method, address, body)
        assert answer.status in (200, 302), (method, address, answer.status)
        token = TOKEN.search(answer.body.decode())
        browser.token = token[1] if token else browser.token
        return answer.body

    await ask("GET", f"/assignments/{assignment}/take")
    await ask("POST", f"/assignments/{assignment}/take")
    for slot in range(1, QUESTIONS + 1):
        await ask("GET", f"/attempts/{attempt}/questions/{slot}")
        if slot == 1:
            await ask("GET", f"/attempts/{attempt}/sheets")
        sequence = found.next_sequence(attempt, slot)
        await ask("PUT", f"/attempts/{attempt}/slots/{slot}", {"sequence": sequence, "response": slot % 3})
    await ask("GET", f"/attempts/{attempt}/hand-in")
    await ask("POST", f"/attempts/{attempt}/hand-in")
    await ask("GET", f"/attempts/{attempt}/done")
    browser.close()
    return count


def journey(found: Stage, students: range) -> list[Row]:
    """The whole way: processor time on the server, and SQL statements counted in this process."""
    before, requests = found.ours.cpu_seconds(), 0
    for index in students:
        requests += LOOP.run_until_complete(_journey(found, index))
    cpu = (found.ours.cpu_seconds() - before) / len(students) * 1000
    note = f"{requests // len(students)} requests, a question a page"
    statements = _statements(found, students.stop)
    return [
        Row("journey of 20 answers, processor", f"{cpu:.0f} ms", "", None, "≤ 60 ms", note),
        Row("journey of 20 answers, SQL", f"{statements} statements", "", None, "≤ 120", note),
    ]


def _statements(found: Stage, index: int) -> int:
    """The statements of a journey, in the app of this process."""
    person, attempt = found.attempts[index]
    place, seen = found.place, list[str]()
    place.app.config.update(WTF_CSRF_ENABLED=False)
    client = place.app.test_client()
    name, _, value = cookie_of(place.app, person).partition("=")
    client.set_cookie(name, value)

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            seen.append(statement)

    with place.app.app_context():
        engine = db.engine
    _walk(client, place.taking.assignment, attempt, warm=True)
    event.listen(engine, "before_cursor_execute", note)
    _walk(client, place.taking.assignment, attempt, warm=False)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def _walk(client: Any, assignment: int, attempt: int, *, warm: bool) -> None:
    addresses = [("GET", f"/assignments/{assignment}/take"), ("POST", f"/assignments/{assignment}/take")]
    for slot in range(1, QUESTIONS + 1):
        addresses.append(("GET", f"/attempts/{attempt}/questions/{slot}"))
        if slot == 1:
            addresses.append(("GET", f"/attempts/{attempt}/sheets"))
        addresses.append(("PUT", f"/attempts/{attempt}/slots/{slot}"))
    addresses += [("GET", f"/attempts/{attempt}/hand-in")]
    if not warm:
        addresses += [("POST", f"/attempts/{attempt}/hand-in"), ("GET", f"/attempts/{attempt}/done")]
    for method, address in addresses:
        body = {"sequence": 1 if warm else 2, "response": 1} if method == "PUT" else None
        assert client.open(address, method=method, json=body).status_code in (200, 302), address
