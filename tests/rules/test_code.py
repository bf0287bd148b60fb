"""Rules of the house that import contracts cannot hold."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "quizapp"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)

# Routes under another name, commands, and the one place that settles before a page reads.
MAY_COMMIT = {
    "quizapp/accounts/routes.py",
    "quizapp/attempts/routes.py",
    "quizapp/bank/many.py",
    "quizapp/bank/routes.py",
    "quizapp/classrooms/joining.py",
    "quizapp/classrooms/routes.py",
    "quizapp/cli/bank.py",
    "quizapp/cli/demo.py",
    "quizapp/cli/people.py",
    "quizapp/cli/server.py",
    "quizapp/db.py",
    "quizapp/flashcards/routes.py",
    "quizapp/quizzes/assigning.py",
    "quizapp/quizzes/routes.py",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_routes_and_commands_commit(path: Path) -> None:
    commits = [
        call.lineno
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    ]
    assert not commits or name_of(path) in MAY_COMMIT, f"{name_of(path)} commits in line {commits[0]}"


PURE = (
    "values",
    "facts",
    "questions",
    "proofreading",
    "formats",
    "blueprint.py",
    "marking.py",
    "scheduling.py",
    "statistics.py",
)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.relative_to(PACKAGE).parts[0] in PURE], ids=name_of)
def test_pure_rooms_have_no_clock_and_no_chance(path: Path) -> None:
    for call in calls(path):
        if isinstance(call.func, ast.Attribute):
            assert call.func.attr not in {"now", "utcnow", "today", "time", "monotonic"}, (
                f"a clock: line {call.lineno}"
            )
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            is_seeded = call.func.attr == "Random" and call.args
            assert call.func.value.id != "random" or is_seeded, f"chance: line {call.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_actions_take_the_time(path: Path) -> None:
    if path.name in ("actions.py", "queries.py", "access.py", "loading.py") or "models" in path.parts:
        for call in calls(path):
            is_clock = isinstance(call.func, ast.Attribute) and call.func.attr in ("now", "utcnow", "today")
            assert not is_clock, f"{name_of(path)}:{call.lineno} looks at the clock"


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
