"""A school of its own behind a real server, and real browsers before it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server

from quizapp import create_app
from quizapp.bank.files import read_files
from quizapp.config import make_instance, read_settings
from quizapp.db import db
from quizapp.operations.database import upgrade
from quizapp.operations.setup import store_bank
from tests.support import school
from tests.support.browser import ARGUMENTS, find_browser, is_required

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    url: str
    app: Flask

    def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a function with the school's database and commit."""
        with self.app.app_context():
            result = function(*args, **kwargs)
            db.session.commit()
            return result


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    settings = read_settings({"QUIZAPP_INSTANCE": str(tmp_path_factory.mktemp("school"))})
    make_instance(settings)
    upgrade(settings)
    app = create_app(settings)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    running = Site(f"http://127.0.0.1:{server.server_port}", app)
    running.run(store_bank, read_files([settings.bank], [settings.articles]), datetime.now(UTC))
    running.run(school.person, "delgado", "teacher", given_name="Rosa", family_name="Delgado")
    running.run(school.person, "principal", "admin", given_name="Pat", family_name="Lee")
    yield running
    server.shutdown()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        if is_required():
            pytest.fail("REQUIRE_BROWSER=1, and there is no browser")
        pytest.skip("no browser on this machine, and none could be installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def visitor(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own; ends with checking that it asked nobody else and logged no error."""
    contexts: list[BrowserContext] = []
    outside: list[str] = []
    complaints: list[str] = []

    def watch_request(request: Request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:")):
            outside.append(request.url)

    def watch_console(message: ConsoleMessage) -> None:
        # A refused request is told by the browser itself; the tests look at what the page makes of it.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def open_browser(**options: Any) -> Page:
        options.setdefault("viewport", DESK)
        options.setdefault("reduced_motion", "reduce")  # axe must not look at a card that is fading in
        context = browser.new_context(base_url=site.url, locale="en-US", **options)
        context.set_default_timeout(30_000)  # other tests may be running beside these
        context.on("request", watch_request)
        context.on("console", watch_console)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()
    assert outside == [], "a page asked somebody else"
    assert complaints == [], "the browser complained"


def sign_in(page: Page, username: str, password: str = school.PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def inspect(page: Page) -> None:
    """What every page must pass: axe-core in light and dark, nothing wider than the window."""
    page.wait_for_load_state("networkidle")  # a click may still be on its way to the next page
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than its window"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        findings = [
            f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert findings == [], f"{page.url} ({scheme}): {findings[:5]}"
    page.emulate_media(color_scheme="light")
