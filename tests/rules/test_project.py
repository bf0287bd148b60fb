"""Rules of the project as a whole: pins, doors, the bank, the structure of the database."""

import re
import subprocess
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from quizapp.accounts.sessions import OPEN_ENDPOINTS
from quizapp.bank.files import read_files
from quizapp.db import Base, db
from tests.support.pages import PageClient

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    *("pyproject.toml", "quizapp", "question_bank", "seeds", "tests", "instance"),
    *("README.md", "Makefile", "docs", ".ci", ".gitignore", "requirements.txt", "requirements-dev.txt"),
}


def committed_files() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return done.stdout.splitlines()


def test_top_level_names() -> None:
    assert {name.split("/")[0] for name in committed_files()} <= TOP_LEVEL


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pins_are_plain(name: str) -> None:
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line), line


def test_the_shipped_bank_is_clean() -> None:
    bank = read_files([ROOT / "question_bank"], [ROOT / "seeds" / "articles"])
    assert bank.faults == []
    assert len(bank.questions) >= 80
    kinds = {question.kind for question in bank.questions}
    assert kinds >= {
        *("single_choice", "multiple_choice", "true_false", "numeric", "short_text", "date", "ordering")
    }


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Not the tables in which FTS5 keeps its index; migrations make them, and no model stands for them."""
    return kind != "table" or not (name or "").startswith("question_fts")


def test_migrated_structure_equals_the_models(app: Flask, database: None) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, Base.metadata) == []


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    found = []
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "1")
        if rule.endpoint == "static":
            continue
        address = rule.rule
        for name in values:
            address = re.sub(rf"<(?:\w+:)?{name}>", "1", address)
        found += [
            (rule.endpoint, method, address)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        ]
    return found


def test_every_endpoint_refuses_strangers(app: Flask, database: None) -> None:
    client = app.test_client()
    assert isinstance(client, PageClient)
    for endpoint, method, address in addresses(app):
        if endpoint in OPEN_ENDPOINTS:
            continue
        answer = client.open(address, method=method)
        assert answer.status_code == 302, f"{endpoint} answers a stranger with {answer.status_code}"
        assert answer.headers["Location"].startswith("/sign-in"), endpoint


def test_every_response_carries_the_policy(app: Flask, database: None) -> None:
    client = app.test_client()
    for address in ("/sign-in", "/join", "/nowhere", "/static/css/styles.css"):
        answer = client.get(address)
        answer.close()
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
