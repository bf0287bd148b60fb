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
    db.session.get_one(Assignment, assignment_id).closes_at = datetime.now(UTC) + timedelta(minutes=40)


def weigh(page: Page, address: str) -> tuple[int, dict[str, int]]:
    """The sum in bytes, and its parts, of what a browser that was never here loads for this address."""
    context = page.context.browser.new_context(storage_state=page.context.storage_state())  # type: ignore[union-attr]
    visit, found = context.new_page(), list[Response]()
    visit.on("response", found.append)
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
    last = 1 if layout == "forward" else len(contents)
    for number in range(1, last + 1):
        address = page.url.replace("questions/1", f"questions/{number}")
        total, parts = weigh(page, address)
        assert any(url.endswith(".css") or ".css?" in url for url in parts)
        assert total <= MOST, f"{total} bytes: {parts}"
