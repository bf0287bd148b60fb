"""Rules of the house that import contracts cannot hold."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "quizapp"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)

# Routes under another name, commands, migrations, and the one place that settles before a page reads.
MAY_COMMIT = {
    "quizapp/accounts/routes.py",
    "quizapp/attempts/correcting.py",
    "quizapp/attempts/covering.py",
    "quizapp/attempts/deciding.py",
    "quizapp/attempts/granting.py",
    "quizapp/attempts/marking_desk.py",
    "quizapp/attempts/practice.py",
    "quizapp/attempts/routes.py",
    "quizapp/attempts/saving.py",
    "quizapp/attempts/whole.py",
    "quizapp/bank/banks.py",
    "quizapp/bank/disagreeing.py",
    "quizapp/bank/many.py",
    "quizapp/bank/routes.py",
    "quizapp/bank/truth.py",
    "quizapp/classrooms/joining.py",
    "quizapp/classrooms/routes.py",
    "quizapp/cli/bank.py",
    "quizapp/cli/demo.py",
    "quizapp/cli/people.py",
    "quizapp/cli/server.py",
    "quizapp/cli/tidy.py",
    "quizapp/db.py",
    "quizapp/flashcards/routes.py",
    "quizapp/operations/database.py",
    "quizapp/quizzes/accommodating.py",
    "quizapp/quizzes/assigning.py",
    "quizapp/quizzes/building.py",
    "quizapp/quizzes/draws.py",
    "quizapp/quizzes/routes.py",
    "quizapp/attempts/presence.py",
    "quizapp/supervision/acting.py",
    "quizapp/supervision/messaging.py",
    "quizapp/supervision/withdrawing.py",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


# `with engine.begin()` and `with session.begin()` commit when they end; a savepoint does not.
COMMITS = {"commit", "begin"}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_routes_and_commands_commit(path: Path) -> None:
    commits = [
        call.lineno
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in COMMITS
    ]
    assert not commits or name_of(path) in MAY_COMMIT, f"{name_of(path)} commits in line {commits[0]}"


# Where a request or a command begins; everything below takes `now` as an argument.
MAY_LOOK_AT_THE_CLOCK = {
    "quizapp/cli/demo.py",
    "quizapp/cli/people.py",
    "quizapp/cli/server.py",
    "quizapp/cli/tidy.py",
    "quizapp/operations/setup.py",
    "quizapp/web/requests.py",
}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "monotonic_ns", "perf_counter"}
MODULES_WITH_CLOCKS = {"datetime", "date", "time", "_time"}


def looks_at_the_clock(source: str) -> list[int]:
    """The lines that ask for the time: datetime.now(), date.today(), time.time() and their kin, however
    they were imported. `now()` of web.requests is the time of the request, which routes may ask for."""
    nodes = list(ast.walk(ast.parse(source)))
    imported = [
        node.lineno
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "time" in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module])
    ]
    return imported + [
        node.lineno
        for node in nodes
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and ast.unparse(node.value).rpartition(".")[2] in MODULES_WITH_CLOCKS
    ]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_where_requests_begin_the_clock_is_looked_at(path: Path) -> None:
    lines = looks_at_the_clock(path.read_text(encoding="utf-8"))
    assert not lines or name_of(path) in MAY_LOOK_AT_THE_CLOCK, f"{name_of(path)}:{lines[0]}"


@pytest.mark.parametrize("name", sorted(MAY_LOOK_AT_THE_CLOCK | MAY_COMMIT))
def test_no_exception_outlives_its_file(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize(
    ("source", "is_clock"),
    [
        ("from datetime import datetime\ndatetime.now(UTC)", True),
        ("import datetime\ndatetime.datetime.utcnow()", True),
        ("from datetime import date\ndate.today()", True),
        ("clock = datetime.now", True),
        ("import time\ntime.sleep(1)", True),
        ("import time as watch", True),
        ("from time import monotonic", True),
        ("from datetime import time\ntime(12)", False),
        ("from quizapp.web.requests import now\nnow()", False),
    ],
)
def test_a_clock_is_known_in_every_guise(source: str, is_clock: bool) -> None:
    assert bool(looks_at_the_clock(source)) is is_clock


PURE = (
    "values",
    "facts",
    "questions",
    "proofreading",
    "formats",
    "blueprint.py",
    "marking.py",
    "feedback.py",
    "terms.py",
    "scheduling.py",
    "statistics.py",
)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.relative_to(PACKAGE).parts[0] in PURE], ids=name_of)
def test_pure_rooms_draw_no_chance(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.ImportFrom) and node.module in ("random", "secrets")), node.lineno
    for call in calls(path):
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            is_seeded = call.func.attr == "Random" and call.args
            assert call.func.value.id != "random" or is_seeded, f"chance: line {call.lineno}"


def functions() -> list[tuple[str, int]]:
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                first = body[0].lineno if body else node.lineno
                found.append((f"{name_of(path)}:{node.name}", (node.end_lineno or first) - first + 1))
    return found


def test_functions_are_short() -> None:
    lengths = sorted(length for _, length in functions())
    too_long = [(name, length) for name, length in functions() if length > 50]
    assert not too_long
    assert median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 30


def test_files_are_short() -> None:
    sizes = {
        name_of(path): sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        for path in SOURCES
    }
    assert max(sizes.values()) <= 400, max(sizes, key=lambda name: sizes[name])
    assert median(sizes.values()) < 100
