"""The pages of sources, which students read too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support import school
from tests.support.bank import Bank
from tests.support.desk import InApp, Visit, closed_to


@pytest.fixture
def attached(app: Flask) -> Iterator[None]:
    """The school's own copy of the first report."""
    folder: Path = app.extensions["settings"].texts
    folder.mkdir(exist_ok=True)
    file = folder / "first-report.txt"
    file.write_text("It took long.\n\nThe rate <was> 145 percent by April.\nIn all, 90 minutes.", "utf-8")
    yield
    file.unlink()


def test_lists_the_sources(visit: Visit, stocked: Bank) -> None:
    page = visit("alice").page("/sources")
    assert page.heading == "2 sources"
    assert page.link("First Report") == "/sources/first-report"
    assert page.has("The Example, about June 5, 2025")
    assert page.has("2 facts")


def test_the_list_is_closed_to_students(visit: Visit, stocked: Bank) -> None:
    closed_to(visit, "/sources", "bob")


def test_no_sources_yet(visit: Visit, in_app: InApp) -> None:
    in_app(school.person, "alice", "teacher")
    page = visit("alice").page("/sources")
    assert page.heading == "No sources yet"
    assert page.link("To the question bank") == "/bank"


@pytest.mark.parametrize("username", ["alice", "bob"])
def test_shows_facts_by_paragraph(visit: Visit, stocked: Bank, username: str) -> None:
    page = visit(username).page("/sources/first-report")
    assert page.heading == "First Report"
    assert page.has("This is what it says, in our own words: 2 facts.")
    headings = ["".join(h.itertext()) for h in page.all("h2")]
    assert headings == ["Paragraph 1", "Paragraph 2"]
    assert page.has("The call lasted 90 minutes. (paragraphs 1, 3)")
    peak = page.one("li", id="f-peak")
    assert "The article “Second Report” says otherwise: Tariffs went up to 125%." in " ".join(
        "".join(peak.itertext()).split()
    )


def test_names_differences_of_every_sort(visit: Visit, stocked: Bank) -> None:
    page = visit("bob").page("/sources/second-report")
    assert page.has("In no single paragraph")
    assert page.has("The article “First Report” says otherwise: Tariffs reached 145%.")
    assert page.has("The article “First Report” does not speak of it.")


def test_without_a_copy_it_says_why_there_is_no_passage(visit: Visit, stocked: Bank) -> None:
    page = visit("bob").page("/sources/first-report")
    assert page.has("The text itself is not ours to give.")
    assert not page.all("blockquote")


@pytest.mark.usefixtures("attached")
def test_shows_the_passage_of_the_schools_copy(visit: Visit, stocked: Bank) -> None:
    page = visit("bob").page("/sources/first-report")
    assert not page.has("The text itself is not ours to give.")
    assert page.has("The rate <was> 145 percent by April.")
    assert ["".join(mark.itertext()) for mark in page.all("mark")] == ["145 percent"]


@pytest.mark.parametrize("source_id", ["nowhere", "..", "a%00b", "%2e%2e%2fsecret-key"])
def test_one_that_is_not_there(visit: Visit, stocked: Bank, source_id: str) -> None:
    assert visit("bob").get(f"/sources/{source_id}").status_code == 404
