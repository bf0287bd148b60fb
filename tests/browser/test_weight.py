"""What a browser loads for a question at the first visit: page, sheets and every script, gzipped each."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Response

from quizapp.db import db
from quizapp.models.quizzes import Assignment
from quizapp.quizzes.behavior import Behavior
from tests.browser.conftest import Site, sign_in
from tests.browser.given import class_with_quiz
from tests.browser.test_saving import ready
from tests.support.leaks import PLANTED, planted

MOST = 20 * 1024
COUNTED = ("document", "stylesheet", "script")
Visitor = Callable[..., Page]


def without_facts(kind: str, name: str) -> dict[str, object]:
    content = {key: value for key, value in planted(kind).content.items() if key != "facts"}
    return {**content, "id": f"{kind.replace('_', '-')}-{name}"}


def limit(assignment_id: int) -> None:
    """Let the clock run on the page."""
    assignment = db.session.get_one(Assignment, assignment_id)
    assignment.due_at = assignment.closes_at = datetime.now(UTC) + timedelta(minutes=40)


def weigh(page: Page, address: str) -> tuple[int, dict[str, int]]:
    """The sum in bytes, and its parts, of what a browser that was never here loads for this address."""
    context = page.context.browser.new_context(storage_state=page.context.storage_state())  # type: ignore[union-attr]
    visit, found = context.new_page(), list[Response]()
    visit.on("response", lambda response: found.append(response))
    visit.goto(address)
    ready(visit)
    visit.wait_for_load_state("networkidle")
    parts = {
        response.url: len(gzip.compress(response.body()))
        for response in found
        if response.request.resource_type in COUNTED
    }
    context.close()
    return sum(parts.values()), parts


@pytest.mark.parametrize(
    ("name", "release", "layout"),
    [("quiz", "after_close", "each"), ("test", "by_teacher", "forward"), ("drill", "practice", "each")],
)
def test_a_question_is_light(site: Site, visitor: Visitor, name: str, release: str, layout: str) -> None:
    contents = [without_facts(kind, name) for kind in ("ordering", *sorted({*PLANTED} - {"ordering"}))]
    given = site.run(
        class_with_quiz, f"light-{name}", contents, release=release, behavior=Behavior(layout=layout)
    )
    site.run(limit, given.assignment)
    page = visitor()
    sign_in(page, given.student)
    page.wait_for_url("**/")
    page.goto(f"/assignments/{given.assignment}/take")
    with page.expect_navigation():
        page.get_by_role("button", name="Start the quiz").click()
    first = page.url
    total, parts = weigh(page, first)
    assert total <= MOST, f"{total} bytes: {parts}"
    assert any(".css" in url for url in parts)
    assert any("/taking.js" in url for url in parts)
    for number in range(2, len(contents) + 1 if layout == "each" else 2):
        document = page.request.get(first.replace("questions/1", f"questions/{number}")).body()
        other = total - parts[first] + len(gzip.compress(document))
        assert other <= MOST, f"question {number}: {other} bytes"
